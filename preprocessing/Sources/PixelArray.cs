using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>Pictures in a NumPy array: uint8, or float32 with values 0 to 255, [N, H, W, C], [N, H, W], or [N, H * H] of square grey ones.</summary>
internal sealed class PixelArray : IDisposable
{
    private const long LargestPicture = 256L << 20;

    private readonly MappedNpyArray? mapped;
    private readonly NpyArray? loaded;
    private readonly string name;

    private PixelArray(string name, NpyType type, IReadOnlyList<long> shape, MappedNpyArray? mapped, NpyArray? loaded)
    {
        (this.name, this.mapped, this.loaded) = (name, mapped, loaded);
        Shape = ShapeOf(shape) is { } found && type is NpyType.UInt8 or NpyType.Float32
            ? found
            : throw InvalidInputException.Reading(
                name,
                $"found {type} [{string.Join(", ", shape)}], needed UInt8 or Float32 [N, H, W, C], [N, H, W] or, of square grey pictures, [N, H * H]. "
                + "Save it in such a shape.");
        Count = shape[0] is >= 1 and <= int.MaxValue
            ? (int)shape[0]
            : throw InvalidInputException.Reading(name, $"found {shape[0]} pictures, needed 1 to 2^31 - 1. Check the file.");
        if ((long)Shape.Height * Shape.Width * Shape.Channels > LargestPicture)
        {
            throw InvalidInputException.Reading(name, $"found pictures of {Shape}, needed at most {LargestPicture:N0} values each. Save smaller ones.");
        }
    }

    /// <summary>Number of pictures.</summary>
    internal int Count { get; }

    /// <summary>Shape of each.</summary>
    internal PictureShape Shape { get; }

    /// <summary>Maps a .npy file.</summary>
    /// <exception cref="InvalidInputException">It is damaged, or holds something else.</exception>
    internal static PixelArray Map(string path)
    {
        var array = NpyFile.Map(path);
        try
        {
            return new PixelArray(path, array.Type, array.Shape, array, null);
        }
        catch
        {
            array.Dispose();
            throw;
        }
    }

    /// <summary>Takes an array in memory.</summary>
    /// <exception cref="InvalidInputException">It holds something else.</exception>
    internal static PixelArray Of(NpyArray array, string name) => new(name, array.Type, array.Shape, null, array);

    /// <summary>Copies one picture.</summary>
    /// <exception cref="InvalidInputException">A value lies outside 0 to 255.</exception>
    internal Image Read(int index)
    {
        var image = new Image(Shape.Height, Shape.Width, Shape.Channels);
        var start = (long)index * image.Pixels.Length;
        if ((mapped?.Type ?? loaded!.Type) == NpyType.UInt8)
        {
            Slice<byte>(start, image.Pixels.Length).CopyTo(image.Pixels);
            return image;
        }

        var values = Slice<float>(start, image.Pixels.Length);
        for (var i = 0; i < values.Length; i++)
        {
            image.Pixels[i] = values[i] is >= 0 and <= 255
                ? (byte)(values[i] + 0.5f)
                : throw InvalidInputException.Reading(name, $"found the value {values[i]} in picture {index}, needed 0 to 255. Save it in that range.");
        }

        return image;
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => mapped?.Dispose();

    private ReadOnlySpan<T> Slice<T>(long start, int count)
        where T : unmanaged => mapped is null ? loaded!.Elements<T>().Slice((int)start, count) : mapped.Slice<T>(start, count);

    private static PictureShape? ShapeOf(IReadOnlyList<long> shape)
    {
        const long largest = 1 << 15;
        return shape switch
        {
            [_, >= 1 and <= largest and var height, >= 1 and <= largest and var width, (1 or 3) and var channels] =>
                new PictureShape((int)height, (int)width, (int)channels),
            [_, >= 1 and <= largest and var height, >= 1 and <= largest and var width] => new PictureShape((int)height, (int)width, 1),
            [_, >= 1 and var size] when (long)Math.Sqrt(size) is <= largest and var side && side * side == size => new PictureShape((int)side, (int)side, 1),
            _ => null,
        };
    }
}
