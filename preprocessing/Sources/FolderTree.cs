using System.Security.Cryptography;
using System.Text;
using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>A folder, with all folders below it. Links are followed, but not in circles. Files come in the order of their names' code points.</summary>
internal sealed class FolderTree : FileTree
{
    private readonly string root;
    private readonly FileEntry[] files;

    /// <summary>Lists a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InvalidInputException">It may not be read.</exception>
    internal FolderTree(string path)
    {
        root = path;
        var found = new List<(FileEntry Entry, long Changed)>();
        try
        {
            List(new DirectoryInfo(path), "", [], found);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"Reading {path}: {e.Message.TrimEnd('.')}. Give a folder that can be read.", e);
        }

        found.Sort(static (left, right) => string.CompareOrdinal(left.Entry.Name, right.Entry.Name));
        files = [.. found.Select(static file => file.Entry)];
        Identity = DigestOf(found, static file => $"{file.Entry.Name}\0{file.Entry.Length}\n");
        Fingerprint = DigestOf(found, static file => $"{file.Entry.Name}\0{file.Entry.Length}\0{file.Changed}\n");
    }

    /// <inheritdoc/>
    internal override string Description => $"folder of {files.Length} files";

    /// <inheritdoc/>
    internal override string? Digest => null;

    /// <inheritdoc/>
    internal override string Identity { get; }

    /// <inheritdoc/>
    internal override string Fingerprint { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<FileEntry> Files => files;

    /// <inheritdoc/>
    internal override IEnumerable<Func<byte[]>> Read(IEnumerable<int> indexes) => indexes.Select(index => (Func<byte[]>)(() => Read(files[index])));

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Files are open only while they are read.
    }

    private static void List(DirectoryInfo folder, string prefix, IReadOnlyList<string> above, List<(FileEntry Entry, long Changed)> found)
    {
        var here = folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
        if (above.Contains(here))
        {
            return;   // a link back up
        }

        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var name = prefix + entry.Name;
            if (IsLeftover(name))
            {
                continue;
            }

            if (entry is DirectoryInfo below)
            {
                List(below, name + "/", [.. above, here], found);
            }
            else
            {
                var target = (FileInfo?)entry.ResolveLinkTarget(returnFinalTarget: true) ?? (FileInfo)entry;
                found.Add((new FileEntry(name, target.Exists ? target.Length : 0), target.LastWriteTimeUtc.Ticks));
            }
        }
    }

    private static string DigestOf(List<(FileEntry Entry, long Changed)> found, Func<(FileEntry Entry, long Changed), FormattableString> line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in found)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(line(file))));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private byte[] Read(FileEntry file)
    {
        if (file.Length < 1)
        {
            return ReadAll(Stream.Null, file);   // not opened: what has no length may be a pipe, which would wait for ever
        }

        try
        {
            using var stream = new FileStream(Path.Combine(root, file.Name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return ReadAll(stream, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                $"Reading {file.Name}: {e.Message.Replace(root, "", StringComparison.Ordinal).TrimEnd('.')}. Give a file that can be read.", e);
        }
    }
}
