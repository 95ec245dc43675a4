using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>Files by name: a folder with all below it, or an archive that is read as if it were one.</summary>
internal abstract class FileTree : IDisposable
{
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

    /// <summary>Says how to read files, as the sequence is walked.</summary>
    /// <param name="indexes">Which of <see cref="Files"/>, in rising order.</param>
    internal abstract IEnumerable<PendingFile> Read(IEnumerable<int> indexes);

    /// <summary>Reads one file.</summary>
    /// <param name="index">Which of <see cref="Files"/>.</param>
    /// <exception cref="InvalidInputException">It is empty, too large or damaged.</exception>
    internal byte[] ReadOne(int index)
    {
        foreach (var pending in Read([index]))
        {
            return pending.Content();   // before the sequence goes on
        }

        throw new ArgumentOutOfRangeException(nameof(index), index, "There is no such file.");
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Refuses names of more folders than any data set has: each costs work for each file.</summary>
    /// <param name="name">A file's name in the tree.</param>
    /// <param name="path">The archive, for messages.</param>
    protected static void RequireShallow(string name, string path)
    {
        if (name.AsSpan().Count('/') > FolderListing.DeepestFolder)
        {
            throw InvalidInputException.Reading(path, $"found a file in more than {FolderListing.DeepestFolder} folders, needed fewer. Pack it again.");
        }
    }

    /// <summary>Refuses a file by its claimed size, before any of it is read.</summary>
    /// <exception cref="InvalidInputException">It is empty or too large.</exception>
    protected static void RequireSize(FileEntry file)
    {
        if (file.Length is < 1 or > ImageCodec.LargestFile)
        {
            throw InvalidInputException.Reading(file.Name, file.Length < 1
                ? "found an empty file, needed an image. Get it again, or remove it."
                : $"found {file.Length:N0} bytes, needed at most {ImageCodec.LargestFile:N0}. Shrink the image, or remove it.");
        }
    }

    /// <summary>Reads a file whose size was claimed.</summary>
    /// <exception cref="InvalidInputException">It is empty or too large.</exception>
    protected static byte[] ReadAll(Stream stream, FileEntry file)
    {
        RequireSize(file);
        var bytes = new byte[file.Length];
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length
            ? bytes
            : throw InvalidInputException.Reading(
                file.Name, $"found fewer than the {file.Length:N0} bytes that it should have, needed all. Get it again, or remove it.");
    }
}

/// <summary>A file in a tree.</summary>
/// <param name="Name">Relative to the tree, with forward slashes.</param>
/// <param name="Length">Bytes, as the tree claims.</param>
internal readonly record struct FileEntry(string Name, long Length);

/// <summary>A file that can be read.</summary>
/// <param name="Length">Bytes, as the tree claims: what reading takes.</param>
/// <param name="MustWait">Whether it must be read by the thread that walks the sequence, before that goes on; otherwise any thread may, at any time.</param>
/// <param name="Content">Gives the content, or throws <see cref="InvalidInputException"/>.</param>
internal readonly record struct PendingFile(long Length, bool MustWait, Func<byte[]> Content);
