using System.IO.Compression;
using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>Kinds of archives that are read.</summary>
internal enum ArchiveKind
{
    /// <summary>ZIP, which .npz files are as well.</summary>
    Zip,

    /// <summary>tar.</summary>
    Tar,

    /// <summary>tar, compressed by gzip.</summary>
    TarGzip,
}

/// <summary>Recognises archives.</summary>
internal static class ArchiveKinds
{
    private const int MagicOffset = 257;   // of "ustar" in a tar header, POSIX.1-1988 and all since

    /// <summary>The kind that a file's content shows; null for none of ours.</summary>
    /// <exception cref="InvalidInputException">There is no such file, or it may not be read.</exception>
    internal static ArchiveKind? Of(string path)
    {
        using var file = InputFile.Open(path);
        Span<byte> start = stackalloc byte[MagicOffset + 5];
        var found = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (found.StartsWith("PK\u0003\u0004"u8) || found.StartsWith("PK\u0005\u0006"u8))
        {
            return ArchiveKind.Zip;
        }

        if (IsTar(found))
        {
            return ArchiveKind.Tar;
        }

        return found.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) && IsTar(Expand(file, start)) ? ArchiveKind.TarGzip : null;
    }

    private static ReadOnlySpan<byte> Expand(FileStream file, Span<byte> start)
    {
        file.Position = 0;
        try
        {
            using var expanded = new GZipStream(file, CompressionMode.Decompress);
            return start[..expanded.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static bool IsTar(ReadOnlySpan<byte> start) => start.Length == MagicOffset + 5 && start[MagicOffset..].SequenceEqual("ustar"u8);
}
