using System.Text;

namespace Gans.Formats;

/// <summary>Writes files that are there whole or not at all, whenever the process or the machine stops.</summary>
/// <remarks>
/// The bytes go to <c>.NAME.partial</c> beside the target, are flushed to the disk and renamed. A killed run leaves that one file at most,
/// and the next one starts it anew.
/// </remarks>
public static class AtomicFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Writes a file through a stream; an older one is replaced at the end.</summary>
    /// <param name="path">The file; its folder is made where missing.</param>
    /// <param name="write">Writes all of it. The stream can seek. What it throws leaves the older file as it was.</param>
    /// <exception cref="InvalidInputException">The folder cannot be written to, or the path is a folder.</exception>
    /// <exception cref="IOException">The disk is full or failed; the message says so and names the path.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
        {
            throw new InvalidInputException($"Writing {path}: found a folder of that name, needed a file. Choose another name.");
        }

        try
        {
            WriteAndRename(path, target, write);
        }
        catch (Exception e) when (WriteFailure.Explain(path, e) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file; its folder is made where missing.</param>
    /// <param name="text">All of it.</param>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void WriteText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    private static void WriteAndRename(string path, string target, Action<Stream> write)
    {
        var partial = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.partial");
        using var stream = Create(path, partial);
        try
        {
            write(stream);
            stream.Flush(flushToDisk: true);
            File.Move(partial, target, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static FileStream Create(string path, string partial)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(partial)!);
            // Windows renames an open file only where it was opened so that others may delete it.
            var share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
            return new FileStream(partial, FileMode.Create, FileAccess.ReadWrite, share, BufferSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Explain(path, e) ?? WriteFailure.NotWritable(path, e);
        }
    }
}
