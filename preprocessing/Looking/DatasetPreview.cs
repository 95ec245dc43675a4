using Gans.Formats;

namespace Gans.Preprocessing;

/// <summary>Chooses images of a pack for a person to look at.</summary>
public static class DatasetPreview
{
    private const int LargeImage = 64;   // pixels a side; of larger ones fewer fit on a screen
    private const int ManyImages = 100, FewImages = 25;

    /// <summary>How many images make a good preview: 100 (10 x 10), or 25 (5 x 5) where they are larger than 64 pixels; all of a smaller pack.</summary>
    /// <param name="pack">The pack.</param>
    public static int DefaultCount(DatasetPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return (int)Math.Min(pack.Count, Math.Max(pack.Height, pack.Width) > LargeImage ? FewImages : ManyImages);
    }

    /// <summary>Images spread evenly over the pack, so that each class and each part of it shows; the two of a pair side by side.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="count">How many, 1 to the pack's count.</param>
    /// <returns>uint8 [count, Height, Width, Channels], of twice the width where there are pairs.</returns>
    /// <exception cref="InvalidInputException">The pack has fewer images, or the count is below 1.</exception>
    public static ImageBatch Take(DatasetPack pack, int count)
    {
        ArgumentNullException.ThrowIfNull(pack);
        if (count < 1 || count > pack.Count)
        {
            throw new InvalidInputException(
                $"Showing {pack.Info.Name}: found a count of {count}, needed 1 to {pack.Count}, the number of images. Change --count.");
        }

        var tiles = new ImageBatch(count, pack.Height, pack.HasPairs ? 2 * pack.Width : pack.Width, pack.Channels);
        for (var i = 0; i < count; i++)
        {
            var index = (long)((Int128)i * pack.Count / count);
            if (pack.HasPairs)
            {
                Join(pack.GetImage(index), pack.GetPair(index), pack.Width * pack.Channels, tiles[i]);
            }
            else
            {
                pack.GetImage(index).CopyTo(tiles[i]);
            }
        }

        return tiles;
    }

    private static void Join(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int rowSize, Span<byte> both)
    {
        for (var row = 0; row < left.Length / rowSize; row++)
        {
            left.Slice(row * rowSize, rowSize).CopyTo(both[(2 * row * rowSize)..]);
            right.Slice(row * rowSize, rowSize).CopyTo(both[(((2 * row) + 1) * rowSize)..]);
        }
    }
}
