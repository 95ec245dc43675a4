namespace Gans.Inference.Metrics;

/// <summary>Random choices that one seed fixes on every machine: words of Philox with the counter (block, purpose, 0, 0) and the seed as key.</summary>
/// <param name="seed">Names the sequence.</param>
/// <param name="purpose">Keeps the choices of one measure apart from another's.</param>
internal sealed class SeededDraws(long seed, DrawPurpose purpose)
{
    private Philox.Block words;
    private uint block;
    private int used = 4;

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1, each as likely as the next to 2^-32 or better.</summary>
    internal long Next(long bound) => (long)(((UInt128)(((ulong)Word() << 32) | Word()) * (ulong)bound) >> 64);

    /// <summary>A number from 0 to less than 1, in steps of 2^-32.</summary>
    internal double NextShare() => Word() / (1 + (double)uint.MaxValue);

    /// <summary>The numbers from 0 to <paramref name="count"/> - 1 in random order.</summary>
    internal long[] Permutation(long count)
    {
        var order = new long[count];
        for (var i = 0L; i < count; i++)
        {
            var j = Next(i + 1);
            (order[i], order[j]) = (order[j], i);
        }

        return order;
    }

    /// <summary>Different numbers from 0 to <paramref name="bound"/> - 1, in random order.</summary>
    /// <remarks>Floyd's sampling, then a shuffle; works in the order of <paramref name="count"/>, not of the bound.</remarks>
    internal long[] Subset(long bound, int count)
    {
        var chosen = new HashSet<long>(count);
        for (var i = bound - count; i < bound; i++)
        {
            var candidate = Next(i + 1);
            if (!chosen.Add(candidate))
            {
                chosen.Add(i);
            }
        }

        long[] sorted = [.. chosen.Order()];
        return [.. Permutation(count).Select(place => sorted[place])];
    }

    private uint Word()
    {
        if (used == 4)
        {
            words = Philox.Scramble(new(block++, (uint)purpose, 0, 0), unchecked((uint)seed), (uint)((ulong)seed >> 32));
            used = 0;
        }

        return used++ switch { 0 => words.X0, 1 => words.X1, 2 => words.X2, _ => words.X3 };
    }
}

/// <summary>What a sequence of draws is for. Latents have purpose 0.</summary>
internal enum DrawPurpose
{
    /// <summary>The order of images before the Inception Score splits them.</summary>
    Splits = 1,

    /// <summary>The subsets of the kernel distance.</summary>
    Subsets,

    /// <summary>Resamples for FID's deviation.</summary>
    Bootstrap,

    /// <summary>Points of the two-sample test.</summary>
    TwoSample,

    /// <summary>Pairs of images to compare.</summary>
    Pairs,

    /// <summary>First centres of bins.</summary>
    Bins,

    /// <summary>Pixels that bins look at.</summary>
    Pixels,

    /// <summary>Images of a sheet, and their sides.</summary>
    Sheet,

    /// <summary>Images whose neighbours are looked for.</summary>
    Neighbours,

    /// <summary>Images of a source that has more than are asked for.</summary>
    Sample,

    /// <summary>The two parts of the real images whose scores are the floor.</summary>
    Floor,

    /// <summary>Subsets from which FID is carried on to endlessly many images.</summary>
    Limit,

    /// <summary>Places on the ways between latents.</summary>
    Path,
}
