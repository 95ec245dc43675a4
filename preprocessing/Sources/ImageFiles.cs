using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>Files of a folder or an archive with a picture each; folders are classes.</summary>
internal sealed class ImageFiles : ImageSource
{
    private readonly FileTree tree;
    private readonly FileLayout layout;

    /// <summary>Takes over a tree.</summary>
    /// <param name="tree">Disposed with the source.</param>
    internal ImageFiles(FileTree tree)
    {
        this.tree = tree;
        string[] names = [.. tree.Files.Select(static file => file.Name)];
        layout = new FileLayout(names, Array.Exists(names, PictureFiles.HasEnding) ? PictureFiles.HasEnding : null);
    }

    /// <inheritdoc/>
    internal override string Description => tree.Description;

    /// <inheritdoc/>
    internal override string? Digest => tree.Digest;

    /// <inheritdoc/>
    internal override string Identity => tree.Identity;

    /// <inheritdoc/>
    internal override string Fingerprint => tree.Fingerprint;

    /// <inheritdoc/>
    internal override int Count => tree.Files.Count;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> ClassNames => layout.ClassNames;

    /// <inheritdoc/>
    internal override bool HasTestPart => layout.HasTestPart;

    /// <inheritdoc/>
    internal override string Name(int index) => tree.Files[index].Name;

    /// <inheritdoc/>
    internal override int Label(int index) => layout.ClassOf(index);

    /// <inheritdoc/>
    internal override string? Split(int index) => layout.SplitOf(index);

    /// <inheritdoc/>
    internal override IEnumerable<PendingInput> Read(IEnumerable<int> indexes) =>
        tree.Read(indexes).Select(static file => new PendingInput(file.Length, file.MustWait, () => new InputContent(file.Content())));

    /// <inheritdoc/>
    public override void Dispose() => tree.Dispose();
}
