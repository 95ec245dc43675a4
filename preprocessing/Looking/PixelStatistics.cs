using Gans.Formats;

namespace Gans.Preprocessing;

/// <summary>How often each value occurs in one channel of a pack's images, and what follows from that. Values are 0 to 255.</summary>
public sealed class PixelStatistics
{
    private const int Values = 256;
    private const long BlockSize = 1 << 10;   // images; one unit of work

    private readonly long[] histogram;

    private PixelStatistics(long[] histogram)
    {
        this.histogram = histogram;
        double count = 0, sum = 0, squares = 0;
        for (var value = 0; value < Values; value++)
        {
            count += histogram[value];
            sum += (double)histogram[value] * value;
            squares += (double)histogram[value] * value * value;
        }

        Mean = sum / count;
        Deviation = Math.Sqrt(Math.Max(0, (squares / count) - (Mean * Mean)));
    }

    /// <summary>Number of pixels with each value, 256 numbers.</summary>
    public IReadOnlyList<long> Histogram => histogram;

    /// <summary>The smallest value.</summary>
    public int Minimum => Array.FindIndex(histogram, static count => count > 0);

    /// <summary>The largest value.</summary>
    public int Maximum => Array.FindLastIndex(histogram, static count => count > 0);

    /// <summary>Mean value.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation over all pixels (divisor N).</summary>
    public double Deviation { get; }

    /// <summary>Counts the values of all images, on all cores.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="ofPairs">Whether to count the second images instead of the first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>One a channel.</returns>
    /// <exception cref="InvalidOperationException">The pack has no second images.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<PixelStatistics> Of(DatasetPack pack, bool ofPairs = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pack);
        if (ofPairs && !pack.HasPairs)
        {
            throw new InvalidOperationException($"{pack.Info.Name} has no pairs; look at HasPairs first.");
        }

        var total = new long[pack.Channels * Values];
        Parallel.For(
            0L,
            (pack.Count + BlockSize - 1) / BlockSize,
            new ParallelOptions { CancellationToken = cancellationToken },
            () => new long[total.Length],
            (block, _, counts) => Count(pack, ofPairs, block, counts),
            counts =>
            {
                lock (total)
                {
                    for (var i = 0; i < total.Length; i++)
                    {
                        total[i] += counts[i];
                    }
                }
            });
        return [.. total.Chunk(Values).Select(static channel => new PixelStatistics(channel))];
    }

    private static long[] Count(DatasetPack pack, bool ofPairs, long block, long[] counts)
    {
        var channels = pack.Channels;
        for (var i = block * BlockSize; i < Math.Min(pack.Count, (block + 1) * BlockSize); i++)
        {
            var pixels = ofPairs ? pack.GetPair(i) : pack.GetImage(i);
            for (var p = 0; p < pixels.Length; p += channels)
            {
                for (var c = 0; c < channels; c++)
                {
                    counts[(c * Values) + pixels[p + c]]++;
                }
            }
        }

        return counts;
    }
}
