using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Images of one size as a NumPy array, uint8 [N, H, W, C] or [N, H, W]: an <c>.npy</c>, or <c>arr_0</c> of an <c>.npz</c>.</summary>
/// <remarks>
/// <c>arr_0</c> is what <c>numpy.savez</c> calls an array without a name, and so the files of guided-diffusion (Dhariwal and Nichol 2021, arXiv:2105.05233),
/// whose means and covariances beside it are of its own extractor. An <c>.npy</c> is mapped; an <c>.npz</c> is unpacked to a temporary file, as it may be
/// compressed.
/// </remarks>
internal sealed class ArraySource : ImageSource
{
    private const string ArrayName = "arr_0";
    private const int LargestPicture = 256 << 20;

    private readonly string path;
    private readonly MappedNpyArray pixels;
    private readonly FileStream? unpacked;
    private readonly int height;
    private readonly int width;
    private readonly int channels;

    private ArraySource(string path, MappedNpyArray pixels, FileStream? unpacked)
    {
        (this.path, this.pixels, this.unpacked) = (path, pixels, unpacked);
        (height, width, channels) = pixels is { Type: NpyType.UInt8, Shape: var shape } && SizeOf(shape) is { } size
            ? size
            : throw InvalidInputException.Reading(
                path,
                $"found {pixels.Type} [{string.Join(", ", pixels.Shape)}], needed pixels, UInt8 [N, H, W, C] with C = 1 or 3, or [N, H, W]. "
                + "Save the images so.");
        Count = pixels.Shape[0];
        if (Count is < 1 or > int.MaxValue)
        {
            throw InvalidInputException.Reading(path, $"found {Count} images, needed 1 to 2^31 - 1. Check the file.");
        }
    }

    /// <inheritdoc/>
    internal override string Path => path;

    /// <inheritdoc/>
    internal override SourceKind Kind => SourceKind.Array;

    /// <inheritdoc/>
    internal override long Count { get; }

    /// <summary>Whether an <c>.npz</c> holds images, and not only statistics.</summary>
    /// <exception cref="InvalidInputException">It is damaged.</exception>
    internal static bool IsIn(string path)
    {
        using var file = NpzFile.Open(path);
        return file.Names.Contains(ArrayName);
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidInputException">It is damaged, or holds something else.</exception>
    internal static ArraySource Open(string path)
    {
        var unpacked = System.IO.Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase) ? Unpack(path) : null;
        MappedNpyArray? pixels = null;
        try
        {
            pixels = unpacked is null ? NpyFile.Map(path) : NpyFile.Map(unpacked, $"{path}, array {ArrayName}");
            return new ArraySource(path, pixels, unpacked);
        }
        catch
        {
            pixels?.Dispose();
            unpacked?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    internal override string Digest(CancellationToken cancellation) => DigestOf(path);

    /// <inheritdoc/>
    public override void Dispose()
    {
        pixels.Dispose();
        unpacked?.Dispose();
    }

    /// <inheritdoc/>
    protected override Image LoadOne(long index)
    {
        var image = new Image(height, width, channels);
        pixels.Slice<byte>(index * image.Pixels.Length, image.Pixels.Length).CopyTo(image.Pixels);
        return image;
    }

    private static FileStream Unpack(string path)
    {
        using var archive = NpzFile.Open(path);
        var unpacked = ScratchFile.Create("images");
        try
        {
            archive.CopyTo(ArrayName, unpacked);
            unpacked.Position = 0;
            return unpacked;
        }
        catch (IOException e) when (ScratchFile.Explain("images", e) is { } explained)
        {
            unpacked.Dispose();
            throw explained;
        }
        catch
        {
            unpacked.Dispose();
            throw;
        }
    }

    private static (int Height, int Width, int Channels)? SizeOf(IReadOnlyList<long> shape)
    {
        var (height, width, channels) = shape switch
        {
            [_, var h, var w, (1 or 3) and var c] => (h, w, c),
            [_, var h, var w] => (h, w, 1),
            _ => (0, 0, 0),
        };
        return height >= 1 && width >= 1 && (Int128)height * width * channels <= LargestPicture ? ((int)height, (int)width, (int)channels) : null;
    }
}
