using System.IO.Compression;
using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>A ZIP archive; files come in the archive's order.</summary>
internal sealed class ZipTree : FileTree
{
    private const int LargestDeflateRatio = 1032;   // no honest entry expands by more

    private readonly string path;
    private readonly ZipArchive archive;
    private readonly ZipArchiveEntry[] entries;

    /// <summary>Reads the archive's table.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">It is damaged.</exception>
    internal ZipTree(string path)
    {
        this.path = path;
        Digest = SourceFile.Digest(path);
        var stream = SourceFile.Open(path);
        try
        {
            archive = new ZipArchive(stream, ZipArchiveMode.Read);
            entries = [.. archive.Entries.Where(static entry => entry.Name.Length > 0 && !IsLeftover(Name(entry)))];
            Files = [.. entries.Select(static entry => new FileEntry(Name(entry), entry.Length))];
        }
        catch (InvalidDataException e)
        {
            stream.Dispose();
            throw new InvalidInputException($"Reading {path}: damaged ZIP archive: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Get it again.", e);
        }
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
    internal override IEnumerable<Func<byte[]>> Read(IEnumerable<int> indexes)
    {
        foreach (var index in indexes)
        {
            yield return Read(index);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => archive.Dispose();

    private static string Name(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/');

    private Func<byte[]> Read(int index)
    {
        try
        {
            if (entries[index].Length > LargestDeflateRatio * Math.Max(1, entries[index].CompressedLength))
            {
                throw new InvalidDataException($"{entries[index].CompressedLength:N0} bytes cannot hold {entries[index].Length:N0}");
            }

            using var stream = entries[index].Open();
            var bytes = ReadAll(stream, Files[index]);
            return () => bytes;
        }
        catch (InvalidInputException e)
        {
            return () => throw e;
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            return () => throw new InvalidInputException(
                $"Reading {Files[index].Name}: damaged entry of the archive: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Get the archive again.", e);
        }
    }
}
