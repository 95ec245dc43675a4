using System.Security.Cryptography;
using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>Opens and digests what a user named.</summary>
internal static class SourceFile
{
    /// <summary>Opens a file to read it from its first byte to its last.</summary>
    /// <exception cref="InvalidInputException">There is no such file, or it may not be read.</exception>
    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException($"Reading {path}: found no such file or folder. Check the name.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"Reading {path}: {e.Message.TrimEnd('.')}. Give a file that can be read.", e);
        }
    }

    /// <summary>SHA-256 of a file, 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="InvalidInputException">There is no such file, or it may not be read.</exception>
    internal static string Digest(string path)
    {
        using var stream = Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
