using System.Security.Cryptography;
using Gans.Formats;

namespace Gans.Pipeline.Pretrained;

/// <summary>The digests of a folder's files, in a file among them: <c>SHA256SUMS</c>, as <c>sha256sum -c</c> reads it.</summary>
internal static class FolderDigests
{
    private const string FileName = "SHA256SUMS";

    /// <summary>Whether a folder holds exactly the files that its digests name, unchanged.</summary>
    internal static bool Hold(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, FileName)) == Compute(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes the digests of what a folder holds.</summary>
    internal static void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), Compute(folder));

    private static string Compute(string folder)
    {
        var names = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => name != FileName)
            .Order(StringComparer.Ordinal);
        return string.Concat(names.Select(name => $"{Digest(Path.Combine(folder, name))}  {name}\n"));
    }

    private static string Digest(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
