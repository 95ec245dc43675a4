using System.Text;

namespace Gans.Formats;

/// <summary>Writes files that are there whole or not at all, whenever the process or the machine stops.</summary>
/// <remarks>
/// The bytes go to a hidden file beside the target, under a name that nobody can foresee, are flushed to the disk and renamed. What a killed run leaves, the
/// next one clears away. The new file has the old one's mode. A link stays, and its target is replaced; a device or a pipe is written to.
/// </remarks>
public static class AtomicFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Writes a file through a stream; an older one is replaced at the end.</summary>
    /// <param name="path">The file; its folder is made where missing.</param>
    /// <param name="write">Writes all of it. The stream can seek. What it throws leaves the older file as it was.</param>
    /// <exception cref="InvalidInputException">The folder cannot be written to, the path is a folder, or another writer is at it.</exception>
    /// <exception cref="IOException">The disk is full or failed; the message says so and names the path.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            if (WriteTarget.IsSpecial(path))
            {
                WriteThrough(path, write);
            }
            else
            {
                Replace(path, WriteTarget.Resolve(path), write);
            }
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

    private static void Replace(string path, string target, Action<Stream> write)
    {
        if (Directory.Exists(target))
        {
            throw new InvalidInputException($"Writing {path}: found a folder of that name, needed a file. Choose another name.");
        }

        using var writer = Take(path, target);
        using (var stream = Create(path, writer.WorkPath, target))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        // Closed by now: a reader that finds the new file at once must not find it in use.
        File.Move(writer.WorkPath, target, overwrite: true);
    }

    /// <summary>Hands the bytes to a device or a pipe, which cannot seek, once they are all there.</summary>
    private static void WriteThrough(string path, Action<Stream> write)
    {
        using var whole = new MemoryStream();
        write(whole);
        using var device = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        whole.WriteTo(device);
    }

    private static WriterLock Take(string path, string target)
    {
        try
        {
            return WriterLock.Take(target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Explain(path, e) ?? WriteFailure.NotWritable(path, e);
        }
    }

    /// <summary>Makes the file where nothing lies, which no link can lead astray, as secret as the one that it will replace.</summary>
    private static FileStream Create(string path, string workPath, string target)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferSize,
        };
        try
        {
            if (OperatingSystem.IsWindows() || !File.Exists(target))
            {
                return new FileStream(workPath, options);
            }

            var mode = File.GetUnixFileMode(target);
            options.UnixCreateMode = mode;
            var stream = new FileStream(workPath, options);
            if (File.GetUnixFileMode(stream.SafeFileHandle) != mode)
            {
                File.SetUnixFileMode(stream.SafeFileHandle, mode);   // the mask of new files took something away
            }

            return stream;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Explain(path, e) ?? WriteFailure.NotWritable(path, e);
        }
    }
}
