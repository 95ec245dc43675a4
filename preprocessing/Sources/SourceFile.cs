using System.Security.Cryptography;
using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>Digests what a user named.</summary>
internal static class SourceFile
{
    /// <summary>SHA-256 of a file, 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="InvalidInputException">There is no such file, it is no regular file, or it may not be read.</exception>
    internal static string Digest(string path)
    {
        using var stream = InputFile.Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
