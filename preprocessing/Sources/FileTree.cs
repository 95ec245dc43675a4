using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>Files by name: a folder with all below it, or an archive that is read as if it were one.</summary>
internal abstract class FileTree : IDisposable
{
    /// <summary>The largest file that is read: no picture needs more, and a false size must not cost memory.</summary>
    internal const long LargestFile = 256L << 20;

    /// <summary>What it is, for a person to read; names no folder above it.</summary>
    internal abstract string Description { get; }

    /// <summary>SHA-256 of an archive, hexadecimal; null for a folder.</summary>
    internal abstract string? Digest { get; }

    /// <summary>The same for copies of it, on whatever machine.</summary>
    internal abstract string Identity { get; }

    /// <summary>The same as long as nothing in it changed.</summary>
    internal virtual string Fingerprint => Identity;

    /// <summary>All files in a fixed order, without what systems leave behind: hidden files, __MACOSX, Thumbs.db, desktop.ini.</summary>
    internal abstract IReadOnlyList<FileEntry> Files { get; }

    /// <summary>Opens a folder or an archive. An archive's kind is known by its content.</summary>
    /// <param name="path">A folder, or a .zip, .tar or .tar.gz file.</param>
    /// <param name="purpose">What is being done, for messages.</param>
    /// <exception cref="InvalidInputException">There is no such thing, it is damaged, or it is of another kind.</exception>
    internal static FileTree Open(string path, string purpose)
    {
        if (Directory.Exists(path))
        {
            return new FolderTree(path);
        }

        return ArchiveKinds.Of(path) switch
        {
            ArchiveKind.Zip => new ZipTree(path),
            ArchiveKind.Tar => new TarTree(path, isCompressed: false),
            ArchiveKind.TarGzip => new TarTree(path, isCompressed: true),
            _ => throw new InvalidInputException(
                $"{purpose}: found {path}, which is neither a folder nor an archive, needed a folder, .zip, .tar or .tar.gz. "
                + "Unpack it, or pass its folder as --in."),
        };
    }

    /// <summary>Reads files one after the other, an archive on the calling thread, as the sequence is walked.</summary>
    /// <param name="indexes">Which of <see cref="Files"/>, in rising order.</param>
    /// <returns>For each what gives its content, on any thread, or throws <see cref="InvalidInputException"/>.</returns>
    internal abstract IEnumerable<Func<byte[]>> Read(IEnumerable<int> indexes);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Whether a file is one that systems leave behind.</summary>
    /// <param name="name">Its name in the tree.</param>
    protected static bool IsLeftover(string name) =>
        name.StartsWith('.') || name.Contains("/.", StringComparison.Ordinal) || name.StartsWith("__MACOSX/", StringComparison.Ordinal)
        || name[(name.LastIndexOf('/') + 1)..] is "Thumbs.db" or "desktop.ini";

    /// <summary>Reads a file whose size was claimed.</summary>
    /// <exception cref="InvalidInputException">It is empty or too large.</exception>
    protected static byte[] ReadAll(Stream stream, FileEntry file)
    {
        if (file.Length is < 1 or > LargestFile)
        {
            throw new InvalidInputException(file.Length < 1
                ? $"Reading {file.Name}: found an empty file, needed an image. Get it again, or remove it."
                : $"Reading {file.Name}: found {file.Length:N0} bytes, needed at most {LargestFile:N0}. Shrink the image, or remove it.");
        }

        var bytes = new byte[file.Length];
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length
            ? bytes
            : throw new InvalidInputException(
                $"Reading {file.Name}: found fewer than the {file.Length:N0} bytes that it should have, needed all. Get it again, or remove it.");
    }
}

/// <summary>A file in a tree.</summary>
/// <param name="Name">Relative to the tree, with forward slashes.</param>
/// <param name="Length">Bytes, as the tree claims.</param>
internal readonly record struct FileEntry(string Name, long Length);
