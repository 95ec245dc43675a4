using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>Random changes of images before they are learned: enlarged and cut back at a random place, and mirrored.</summary>
/// <remarks>
/// Isola et al., 2016 (arXiv:1611.07004), section 6.2: from 256 pixels to 286 and back. Pixels are taken from the nearest place, as the chapters of Brownlee
/// resize. Draws come from the CPU's generator of libtorch; what is off draws nothing.
/// </remarks>
/// <param name="jitter">Pixels by which images are enlarged; 0 for none.</param>
/// <param name="flips">Whether half of them are mirrored.</param>
internal sealed class Augmentation(int jitter, bool flips)
{
    /// <summary>Draws one change, for an image or for both of a pair.</summary>
    /// <param name="height">Of the images.</param>
    /// <param name="width">Of the images.</param>
    /// <returns>Null where nothing is ever changed.</returns>
    internal PixelMap? Draw(int height, int width)
    {
        if (jitter == 0 && !flips)
        {
            return null;
        }

        var (rows, columns) = (Part(height), Part(width));
        if (flips && Below(2) == 1)
        {
            Array.Reverse(columns);
        }

        return new PixelMap(rows, columns);
    }

    /// <summary>The pixels of an axis that a random part of it, of the old size, shows once it is enlarged.</summary>
    private int[] Part(int size)
    {
        var (first, enlarged) = (jitter == 0 ? 0 : Below(jitter + 1), size + jitter);
        return [.. Enumerable.Range(first, size).Select(place => (int)(((2L * place) + 1) * size / (2L * enlarged)))];
    }

    private static int Below(int count)
    {
        using var drawn = randint(0, count, [1], ScalarType.Int64);
        return (int)drawn.item<long>();
    }
}
