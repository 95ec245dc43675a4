using System.Formats.Tar;
using System.IO.Compression;
using Gans.Formats;

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
        Files = [.. Entries(static (entry, _) => new FileEntry(Name(entry), entry.Length))];
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
    internal override IEnumerable<Func<byte[]>> Read(IEnumerable<int> indexes)
    {
        using var wanted = indexes.GetEnumerator();
        if (!wanted.MoveNext())
        {
            yield break;
        }

        foreach (var content in Entries((entry, index) => index == wanted.Current ? Content(entry, Files[index]) : null))
        {
            if (content is not null)
            {
                yield return content;
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

    private static Func<byte[]> Content(TarEntry entry, FileEntry file)
    {
        try
        {
            var bytes = ReadAll(entry.DataStream ?? Stream.Null, file);
            return () => bytes;
        }
        catch (InvalidInputException e)
        {
            return () => throw e;
        }
    }

    private static string Name(TarEntry entry) => entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;

    private IEnumerable<T> Entries<T>(Func<TarEntry, int, T> select)
    {
        using var file = SourceFile.Open(path);
        using Stream stream = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new TarReader(stream);
        for (var index = 0; Next(reader) is { } entry;)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile && !IsLeftover(Name(entry)))
            {
                yield return Guard(() => select(entry, index));
                index++;
            }
        }
    }

    private TarEntry? Next(TarReader reader) => Guard(() => reader.GetNextEntry());

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or FormatException)
        {
            throw new InvalidInputException(
                $"Reading {path}: damaged or truncated tar archive: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Get it again.", e);
        }
    }
}
