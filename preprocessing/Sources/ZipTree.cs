using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>A ZIP archive; files come in the archive's order.</summary>
internal sealed class ZipTree : FileTree
{
    private readonly string path;
    private readonly ZipReader archive;
    private readonly ZipItem[] items;

    /// <summary>Reads the archive's table.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">It is damaged.</exception>
    internal ZipTree(string path)
    {
        this.path = path;
        Digest = SourceFile.Digest(path);
        try
        {
            archive = ZipReader.Open(path);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw InvalidInputException.Reading(path, $"damaged ZIP archive: {e.Message.TrimEnd('.')}. Get it again.", e);
        }

        try
        {
            items = [.. archive.Items.Where(static item => !FolderListing.IsLeftover(item.Name))];
            Array.ForEach(items, item => RequireShallow(item.Name, path));
        }
        catch
        {
            archive.Dispose();
            throw;
        }

        Files = [.. items.Select(static item => new FileEntry(item.Name, item.Length))];
    }

    /// <inheritdoc/>
    internal override string Description => $"ZIP archive {Path.GetFileName(path)}";

    /// <inheritdoc/>
    internal override string Digest { get; }

    /// <inheritdoc/>
    internal override string Identity => Digest;

    /// <inheritdoc/>
    internal override IReadOnlyList<FileEntry> Files { get; }

    /// <inheritdoc/>
    internal override IEnumerable<PendingFile> Read(IEnumerable<int> indexes) =>
        indexes.Select(index => new PendingFile(items[index].Length, MustWait: false, () => Content(items[index])));

    /// <inheritdoc/>
    public override void Dispose() => archive.Dispose();

    private byte[] Content(ZipItem item)
    {
        RequireSize(new FileEntry(item.Name, item.Length));
        try
        {
            using var stream = archive.OpenItem(item);
            return ReadAll(stream, new FileEntry(item.Name, item.Length));
        }
        catch (NotSupportedException e)
        {
            throw InvalidInputException.Reading(item.Name, $"found that {e.Message}, needed that or no compression, and no password. Pack it again.", e);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw InvalidInputException.Reading(item.Name, $"damaged entry of the archive: {e.Message.TrimEnd('.')}. Get the archive again.", e);
        }
    }
}
