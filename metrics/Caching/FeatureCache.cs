using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// Keeps what an extractor gave for sets of images, under the digest of all that decides it: the images' content, the extractor's file, the resize rule, where
/// it ran and how many images at once, and the version of Gans.
/// </summary>
/// <remarks>
/// Values are in single precision, as extractors give them, and means and covariances are summed up in the same order, so that scores equal those without the
/// cache to the last bit; half precision would take half of the space and move them. A file is a head, the indices of the images that could be read, their
/// features, their logits where a measure asked for these, and the SHA-256 of all that, which each use compares: what is damaged is made again.
/// </remarks>
/// <param name="folder">The folder; made when the first features are kept.</param>
internal sealed class FeatureCache(string folder)
{
    /// <summary>How names of files end.</summary>
    internal const string Ending = ".features";

    private const int FolderLetters = 2, BlockValues = 1 << 16;
    private const int HeadSize = 40;   // the mark, then N, D and K as int64

    private static ReadOnlySpan<byte> Mark => "gans features 1\n"u8;

    /// <summary>The key of a set of images.</summary>
    /// <param name="images">The images.</param>
    /// <param name="extractor">What looks at them.</param>
    /// <param name="cancellation">Looked at between files.</param>
    /// <returns>64 hexadecimal digits.</returns>
    internal static string KeyOf(ImageSource images, FeatureExtractor extractor, CancellationToken cancellation)
    {
        using var model = InputFile.Open(extractor.Info.Name);
        var all = FormattableString.Invariant(
            $"{GansVersion.Current}\n{images.Digest(cancellation)}\n{Convert.ToHexStringLower(SHA256.HashData(model))}\n")
            + FormattableString.Invariant($"{extractor.Identity.ToLine()}\n{extractor.Device} {extractor.BatchSize}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    /// <summary>The file of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="ending">How its name ends.</param>
    internal string PathOf(string key, string ending) => Path.Combine(folder, key[..FolderLetters], key[FolderLetters..] + ending);

    /// <summary>What was kept; null where nothing was, where it is damaged, and where logits are asked for that nobody asked for before.</summary>
    /// <param name="key">The key.</param>
    /// <param name="extractor">What made the features.</param>
    /// <param name="withLogits">Whether logits are asked for.</param>
    internal KeptFeatures? Find(string key, FeatureExtractor extractor, bool withLogits)
    {
        var path = PathOf(key, Ending);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var found = Read(path, extractor, withLogits);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);   // what was used last stays longest
            return found;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;   // somebody is cleaning up
        }
    }

    /// <summary>Keeps what an extractor gave.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="set">The images, with features.</param>
    /// <returns>Why it could not be kept, which costs nothing but time; null where it could.</returns>
    internal string? Keep(string key, ImageSet set)
    {
        try
        {
            AtomicFile.Write(PathOf(key, Ending), stream =>
            {
                using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                void Write(ReadOnlySpan<byte> bytes)
                {
                    stream.Write(bytes);
                    digest.AppendData(bytes);
                }

                Write([.. Mark, .. MemoryMarshal.AsBytes<long>([set.Indices.Count, set.Features!.Dimensions, set.Logits?.Dimensions ?? 0])]);
                Write(MemoryMarshal.AsBytes<long>([.. set.Indices]));
                foreach (var rows in new[] { set.Features, set.Logits }.OfType<FeatureRows>())
                {
                    var block = new float[Math.Max(1, BlockValues / rows.Dimensions) * rows.Dimensions];
                    for (var done = 0L; done < rows.Count; done += block.Length / rows.Dimensions)
                    {
                        var part = block.AsSpan(0, (int)Math.Min(block.Length, (rows.Count - done) * rows.Dimensions));
                        rows.ReadSingles(done, part);
                        Write(MemoryMarshal.AsBytes(part));
                    }
                }

                stream.Write(digest.GetHashAndReset());
            });
            return null;
        }
        catch (Exception e) when (e is InvalidInputException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static KeptFeatures? Read(string path, FeatureExtractor extractor, bool withLogits)
    {
        using var file = Open(path);
        Span<byte> head = stackalloc byte[HeadSize];
        if (file.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false) < HeadSize || !head.StartsWith(Mark))
        {
            return null;
        }

        var sizes = MemoryMarshal.Cast<byte, long>(head[Mark.Length..]);
        var (count, features, logits) = (sizes[0], sizes[1], sizes[2]);
        if (count is < 1 or > int.MaxValue || features != extractor.Features || (logits != 0 && logits != extractor.Classes)
            || file.Length != HeadSize + (count * (sizeof(long) + ((features + logits) * sizeof(float)))) + SHA256.HashSizeInBytes
            || (withLogits && logits == 0)
            || !IsWhole(file))
        {
            return null;
        }

        var indices = new long[count];
        file.Position = HeadSize;
        file.ReadExactly(MemoryMarshal.AsBytes(indices.AsSpan()));
        var (start, width) = (HeadSize + (count * sizeof(long)), extractor.Features);
        return new KeptFeatures(
            indices,
            new FeatureFile(Open(path), start, width, count),
            withLogits ? new FeatureFile(Open(path), start + (count * width * sizeof(float)), extractor.Classes, count) : null);
    }

    private static bool IsWhole(FileStream file)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockValues * sizeof(float)];
        file.Position = 0;
        for (var left = file.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            var part = block.AsSpan(0, (int)Math.Min(block.Length, left));
            file.ReadExactly(part);
            digest.AppendData(part);
            left -= part.Length;
        }

        Span<byte> noted = stackalloc byte[SHA256.HashSizeInBytes];
        file.ReadExactly(noted);
        return noted.SequenceEqual(digest.GetHashAndReset());
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
}

/// <summary>Features that a cache held. The files are whoever's takes them.</summary>
/// <param name="Indices">The images' indices in their source; what is missing could not be read.</param>
/// <param name="Features">[N, D].</param>
/// <param name="Logits">[N, K]; null where not asked for.</param>
internal sealed record KeptFeatures(IReadOnlyList<long> Indices, FeatureFile Features, FeatureFile? Logits);
