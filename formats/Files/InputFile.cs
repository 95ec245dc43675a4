using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gans.Formats;

/// <summary>Opens and reads what a user named. Only regular files: a pipe could make the program wait for ever, a device never end.</summary>
public static partial class InputFile
{
    private const int FirstBlock = 1 << 16, BufferSize = 1 << 14;
    private const int NoSuchFile = 2, NotAFolder = 20;   // ENOENT, ENOTDIR of Linux and macOS

    /// <summary>Opens a file for reading from its first byte. Never waits.</summary>
    /// <param name="path">The file, as the user named it; links are followed.</param>
    /// <exception cref="InvalidInputException">There is no such file, it is no regular file, or it may not be read.</exception>
    public static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return OperatingSystem.IsWindows() ? OpenOnWindows(path) : Open(FileStatus.ToNative(path), path);
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="largest">The most bytes that it may have; below 2 GiB.</param>
    /// <exception cref="InvalidInputException">There is no such file, it is no regular file, it may not be read, or it is larger.</exception>
    public static byte[] ReadAll(string path, long largest = int.MaxValue)
    {
        using var stream = Open(path);
        return ReadAll(stream, path, largest);
    }

    /// <summary>Opens a file by the system's own name, which may be no text.</summary>
    /// <param name="path">With a zero at its end.</param>
    /// <param name="name">The file, for messages.</param>
    internal static FileStream Open(byte[] path, string name)
    {
        if (OperatingSystem.IsLinux())
        {
            RequireRegular(FileStatus.Of(path).Kind, name);
        }

        // A file may have become a pipe since then, so that opening it must not wait.
        var flags = OperatingSystem.IsMacOS() ? Native.MacNonBlocking | Native.MacCloseOnExec : Native.NonBlocking | Native.CloseOnExec;
        var handle = Native.open(path, flags);
        if (handle.IsInvalid)
        {
            var error = Marshal.GetLastPInvokeError();
            throw error is NoSuchFile or NotAFolder ? Missing(name) : Unreadable(name, Marshal.GetPInvokeErrorMessage(error));
        }

        try
        {
            return Seekable(new FileStream(handle, FileAccess.Read, BufferSize), name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)   // a folder, on macOS
        {
            handle.Dispose();
            throw Unreadable(name, e.Message, e);
        }
    }

    /// <summary>Reads all of an open file.</summary>
    internal static byte[] ReadAll(FileStream stream, string name, long largest)
    {
        largest = Math.Min(largest, Array.MaxLength);
        if (stream.Length > largest)
        {
            throw InvalidInputException.Reading(name, $"found {stream.Length:N0} bytes, needed at most {largest:N0}. Check the file.");
        }

        var bytes = new byte[stream.Length];
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length
            ? bytes
            : throw InvalidInputException.Reading(name, "found that the file shrank while it was read, needed all of it. Try again.");
    }

    /// <summary>Reads exactly so many bytes, in blocks that double: a stream that ends early costs no more than twice what it had.</summary>
    /// <returns>The bytes; null where the stream ends early.</returns>
    internal static byte[]? ReadGrowing(Stream stream, int length)
    {
        var bytes = new byte[Math.Min(length, FirstBlock)];
        var filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            if (filled < bytes.Length)
            {
                return null;
            }

            if (filled == length)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        }
    }

    /// <summary>Refuses what is there but no regular file.</summary>
    internal static void RequireRegular(FileKind kind, string name)
    {
        var (found, remedy) = kind switch
        {
            FileKind.Folder => ("a folder", "Name a file in it"),
            FileKind.BrokenLink => ("a link that leads nowhere", "Mend the link, or remove it"),
            FileKind.Pipe => ("a pipe", "Write its content to a file first"),
            FileKind.Socket => ("a socket", "Name another"),
            FileKind.Device => ("a device", "Write its content to a file first"),
            _ => (null, ""),
        };
        if (found is not null)
        {
            throw InvalidInputException.Reading(name, $"found {found}, needed a regular file. {remedy}.");
        }
    }

    private static FileStream OpenOnWindows(string path)
    {
        try
        {
            return Seekable(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e.Message, e);
        }
    }

    private static FileStream Seekable(FileStream stream, string name)
    {
        if (!stream.CanSeek)
        {
            stream.Dispose();
            RequireRegular(FileKind.Pipe, name);
        }

        return stream;
    }

    private static InvalidInputException Missing(string name, Exception? cause = null) =>
        InvalidInputException.Reading(name, "found no such file. Check the name.", cause);

    private static InvalidInputException Unreadable(string name, string reason, Exception? cause = null) =>
        InvalidInputException.Reading(name, $"{reason.TrimEnd('.')}. Give a file that can be read.", cause);

    private static partial class Native
    {
        internal const int NonBlocking = 0x800, CloseOnExec = 0x80000;
        internal const int MacNonBlocking = 0x4, MacCloseOnExec = 0x1000000;

        [LibraryImport("libc", SetLastError = true)]
        internal static partial SafeFileHandle open(byte[] path, int flags);
    }
}
