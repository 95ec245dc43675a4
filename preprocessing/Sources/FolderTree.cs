using System.Security.Cryptography;
using System.Text;
using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>A folder, with all folders below it, as <see cref="FolderListing"/> lists it.</summary>
internal sealed class FolderTree : FileTree
{
    private readonly IReadOnlyList<ListedFile> listed;

    /// <summary>Lists a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InvalidInputException">It may not be read.</exception>
    internal FolderTree(string path)
    {
        listed = FolderListing.Of(path);
        Files = [.. listed.Select(static file => new FileEntry(file.Name, file.Length))];
        Identity = DigestOf(static file => $"{file.Name}\0{file.Length}\n");
        Fingerprint = DigestOf(static file => $"{file.Name}\0{file.Length}\0{file.Changed}\n");
    }

    /// <inheritdoc/>
    internal override string Description => $"folder of {Files.Count} file{(Files.Count == 1 ? "" : "s")}";

    /// <inheritdoc/>
    internal override string? Digest => null;

    /// <inheritdoc/>
    internal override string Identity { get; }

    /// <inheritdoc/>
    internal override string Fingerprint { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<FileEntry> Files { get; }

    /// <inheritdoc/>
    internal override IEnumerable<PendingFile> Read(IEnumerable<int> indexes) =>
        indexes.Select(index => new PendingFile(Files[index].Length, MustWait: false, () => Content(index)));

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Files are open only while they are read.
    }

    private string DigestOf(Func<ListedFile, FormattableString> line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in listed)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(line(file))));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private byte[] Content(int index)
    {
        using var stream = listed[index].Open();
        return ReadAll(stream, Files[index]);
    }
}
