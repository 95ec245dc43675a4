using Gans.Formats;
using Gans.Preprocessing.Archives;

namespace Gans.Preprocessing.Sources;

/// <summary>A tar archive, compressed by gzip or not; files come in the archive's order, links and devices not at all.</summary>
internal sealed class TarTree : FileTree
{
    private readonly string path;
    private readonly bool isCompressed;

    /// <summary>Lists an archive, which takes reading it once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isCompressed">Whether it is compressed by gzip.</param>
    /// <exception cref="InvalidInputException">It is damaged.</exception>
    internal TarTree(string path, bool isCompressed)
    {
        (this.path, this.isCompressed) = (path, isCompressed);
        Digest = SourceFile.Digest(path);
        Files = [.. Entries(static (_, file) => file)];
    }

    /// <inheritdoc/>
    internal override string Description => $"tar archive {Path.GetFileName(path)}";

    /// <inheritdoc/>
    internal override string Digest { get; }

    /// <inheritdoc/>
    internal override string Identity => Digest;

    /// <inheritdoc/>
    internal override IReadOnlyList<FileEntry> Files { get; }

    /// <inheritdoc/>
    internal override IEnumerable<PendingFile> Read(IEnumerable<int> indexes)
    {
        using var wanted = indexes.GetEnumerator();
        if (!wanted.MoveNext())
        {
            yield break;
        }

        var index = 0;
        foreach (var pending in Entries((reader, file) => new PendingFile(file.Length, MustWait: true, () => Content(reader, file))))
        {
            if (index++ == wanted.Current)
            {
                yield return pending;
                if (!wanted.MoveNext())
                {
                    yield break;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // The archive is open only while it is read.
    }

    private static string NameOf(string name) => name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;

    private byte[] Content(TarReader reader, FileEntry file)
    {
        RequireSize(file);
        return Guard(() =>
        {
            var bytes = new byte[file.Length];
            reader.ReadContent(bytes);
            return bytes;
        });
    }

    private IEnumerable<T> Entries<T>(Func<TarReader, FileEntry, T> select)
    {
        using var file = InputFile.Open(path);
        using Stream stream = isCompressed ? new GzipReader(file) : file;
        var reader = new TarReader(stream);
        while (Guard(reader.Next) is { } entry)
        {
            var name = NameOf(entry.Name);
            if (!FolderListing.IsLeftover(name))
            {
                RequireShallow(name, path);
                yield return select(reader, new FileEntry(name, entry.Length));
            }
        }

        Guard(() =>
        {
            reader.ReadToEnd();
            return true;
        });
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidDataException e)
        {
            throw InvalidInputException.Reading(path, $"damaged or truncated tar archive: {e.Message.TrimEnd('.')}. Get it again.", e);
        }
    }
}
