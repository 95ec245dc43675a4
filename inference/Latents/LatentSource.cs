namespace Gans.Inference;

/// <summary>
/// Seeded latents. The latent at index i of seed s is a pure function of (s, i): it is the same whatever was drawn before, in whatever
/// batches, on whatever machine, to the last bit. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// <para>Values 4b to 4b + 3 of latent i come from one block of Philox4x32-10 (Parallel Random Numbers: As Easy as 1, 2, 3, 2011): key = the seed's low and
/// high 32 bits, counter = (b, 0, i's low 32 bits, i's high 32 bits), giving words w0 to w3.</para>
/// <para><see cref="LatentDistribution.Normal"/>: Box and Muller's transform of (w0, w1) gives values 4b and 4b + 1, of (w2, w3) the next two: with
/// u = (w0 + 1/2) / 2^32 and t = 2 pi w1 / 2^32 they are sqrt(-2 ln u) cos t and sqrt(-2 ln u) sin t, computed in double with operations that IEEE 754 fixes to the
/// bit, then rounded to float. No value lies beyond 6.77. <see cref="LatentDistribution.Uniform"/>: value 4b + k is (wk >> 8) / 2^23 - 1, exactly.</para>
/// </remarks>
public sealed class LatentSource
{
    private const double WordScale = 1.0 / 4294967296.0;
    private const int WordsPerBlock = 4;

    private readonly uint key0;
    private readonly uint key1;

    /// <summary>Creates a source.</summary>
    /// <param name="latentSize">Values in one latent, at least 1.</param>
    /// <param name="distribution">The law of each value.</param>
    /// <param name="seed">Any number; each gives a stream of its own.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="latentSize"/> is not positive.</exception>
    public LatentSource(int latentSize, LatentDistribution distribution, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(latentSize);
        LatentSize = latentSize;
        Distribution = distribution;
        Seed = seed;
        key0 = unchecked((uint)seed);
        key1 = (uint)((ulong)seed >> 32);
    }

    /// <summary>Values in one latent.</summary>
    public int LatentSize { get; }

    /// <summary>The law of each value.</summary>
    public LatentDistribution Distribution { get; }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>Writes consecutive latents, [N, latent]. Allocates nothing.</summary>
    /// <param name="firstIndex">Index of the first one, at least 0.</param>
    /// <param name="latents">N times <see cref="LatentSize"/> values, row-major.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstIndex"/> is negative.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="latents"/> is no multiple of <see cref="LatentSize"/>.</exception>
    public void Fill(long firstIndex, Span<float> latents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstIndex);
        if (latents.Length % LatentSize != 0)
        {
            throw new ArgumentException($"Drawing latents: the buffer holds {latents.Length} values, needed a multiple of the latent size {LatentSize}.", nameof(latents));
        }

        for (var index = firstIndex; !latents.IsEmpty; index++)
        {
            FillOne(index, latents[..LatentSize]);
            latents = latents[LatentSize..];
        }
    }

    private void FillOne(long index, Span<float> latent)
    {
        Span<float> values = stackalloc float[WordsPerBlock];
        for (var block = 0; !latent.IsEmpty; block++)
        {
            var words = Philox.Scramble(new((uint)block, 0, unchecked((uint)index), (uint)((ulong)index >> 32)), key0, key1);
            if (Distribution == LatentDistribution.Normal)
            {
                (values[0], values[1]) = NormalPair(words.X0, words.X1);
                (values[2], values[3]) = NormalPair(words.X2, words.X3);
            }
            else
            {
                (values[0], values[1], values[2], values[3]) = (Uniform(words.X0), Uniform(words.X1), Uniform(words.X2), Uniform(words.X3));
            }

            var wanted = Math.Min(WordsPerBlock, latent.Length);
            values[..wanted].CopyTo(latent);
            latent = latent[wanted..];
        }
    }

    private static (float First, float Second) NormalPair(uint radiusWord, uint angleWord)
    {
        var radius = Math.Sqrt(-2 * PortableMath.Log((radiusWord + 0.5) * WordScale));
        var (sin, cos) = PortableMath.SinCosOfTurn(angleWord);
        return ((float)(radius * cos), (float)(radius * sin));
    }

    private static float Uniform(uint word) => (word >> 8) * (1f / (1 << 23)) - 1f;
}
