using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>What a journal notes of one out of a stage.</summary>
/// <param name="Path">Its path.</param>
/// <param name="WorkFolder">
/// A folder beside it, made for this work. In it lies what is not in place: the new version until it is whole, or, where a command writes in place, the
/// version before until then.
/// </param>
/// <param name="IsInPlace">A command writes it under its own name.</param>
/// <param name="Before">Digest of the version that lay there when the stage began; null where there was none.</param>
internal sealed record OutNote(string Path, string WorkFolder, bool IsInPlace, string? Before)
{
    /// <summary>Path in the work folder; the name is the out's, since its ending may say what to write.</summary>
    public string Aside => System.IO.Path.Combine(WorkFolder, System.IO.Path.GetFileName(Path));

    /// <summary>Where the stage writes it.</summary>
    public string WorkPath => IsInPlace ? Path : Aside;

    /// <summary>Where it lies in the end: what a link at its path leads to.</summary>
    public string Place => OutPlacement.PlaceOf(Path);

    /// <summary>Digest of what the stage wrote, as it will be in its place: a link may lead elsewhere from there.</summary>
    /// <param name="hasher">Tells contents apart.</param>
    public string? DigestOfWork(IContentHasher hasher) => new FileInfo(WorkPath).LinkTarget is { } target && !IsInPlace
        ? hasher.Digest(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Place) ?? "", target))
        : hasher.Digest(WorkPath);

    /// <summary>Unfinished work lies in the work folder.</summary>
    public bool HasWork => !IsInPlace && OutPlacement.HasContent(WorkFolder);

    /// <summary>Whether what lies at the out is what a killed run left there, which the next one completes or removes.</summary>
    /// <param name="journal">The journal of that run.</param>
    /// <param name="digest">Digest of what lies there.</param>
    public bool IsLeftovers(StageJournal journal, string digest) =>
        journal.IsFinished ? journal.Locked.Outs.GetValueOrDefault(Path) == digest : IsInPlace && Before is null;
}
