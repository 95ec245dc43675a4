using System.Runtime.CompilerServices;

namespace Gans.Formats;

/// <summary>Checks the sizes of [N, H, W, C] pixels in one place.</summary>
public static class PixelLayout
{
    /// <summary>The number of bytes of a batch.</summary>
    /// <param name="count">Images, 0 or more.</param>
    /// <param name="height">Pixels, 1 or more.</param>
    /// <param name="width">Pixels, 1 or more.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range, or the bytes do not fit into one array.</exception>
    public static int Size(int count, int height, int width, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (channels is not (1 or 3))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "An image has 1 (grey) or 3 (RGB) channels.");
        }

        var size = (Int128)count * height * width * channels;
        return size <= Array.MaxLength
            ? (int)size
            : throw new ArgumentOutOfRangeException(nameof(count), $"[{count}, {height}, {width}, {channels}] pixels reach 2 GiB; split them.");
    }

    /// <summary>Throws unless an array holds exactly a batch.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    internal static void Check(
        byte[] pixels, int count, int height, int width, int channels, [CallerArgumentExpression(nameof(pixels))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(pixels, name);
        var size = Size(count, height, width, channels);
        if (pixels.Length != size)
        {
            throw new ArgumentException($"[{count}, {height}, {width}, {channels}] needs {size} bytes, found {pixels.Length}.", name);
        }
    }
}
