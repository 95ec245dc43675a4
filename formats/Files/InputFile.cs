namespace Gans.Formats;

/// <summary>Opens and reads what a user named.</summary>
public static class InputFile
{
    private const int FirstBlock = 1 << 16;

    /// <summary>Opens a file for reading from its first byte.</summary>
    /// <exception cref="InvalidInputException">There is no such file, or it may not be read.</exception>
    internal static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 14, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException($"Reading {path}: found no such file. Check the name.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"Reading {path}: {e.Message.TrimEnd('.')}. Give a file that can be read.", e);
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <exception cref="InvalidInputException">There is no such file, it may not be read, or it reaches 2 GiB.</exception>
    public static byte[] ReadAll(string path)
    {
        using var stream = Open(path);
        if (stream.Length > Array.MaxLength)
        {
            throw new InvalidInputException($"Reading {path}: found {stream.Length:N0} bytes, needed below 2 GiB. Check the file.");
        }

        var bytes = new byte[stream.Length];
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length
            ? bytes
            : throw new InvalidInputException($"Reading {path}: found that the file shrank while it was read, needed all of it. Try again.");
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
}
