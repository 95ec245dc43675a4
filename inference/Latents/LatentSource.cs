using Gans.Formats;

namespace Gans.Inference;

/// <summary>
/// Seeded latents. The latent at index i of seed s is a pure function of (s, i): it is the same whatever was drawn before, in whatever
/// batches, on whatever machine, to the last bit. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// <para>Values 4b to 4b + 3 of latent i come from one block of Philox4x32-10 (Parallel Random Numbers: As Easy as 1, 2, 3, 2011): key = the seed's low and
/// high 32 bits, counter = (b, 0, i's low 32 bits, i's high 32 bits), giving words w0 to w3.</para>
/// <para><see cref="LatentDistribution.Normal"/>: Box and Muller's transform of (w0, w1) gives values 4b and 4b + 1, of (w2, w3) the next two: with
/// u = (w0 + 1/2) / 2^32 and t = 2 pi w1 / 2^32 they are sqrt(-2 ln u) cos t and sqrt(-2 ln u) sin t, computed in double with operations that IEEE 754 fixes to
/// the bit, then rounded to float. No value lies beyond 6.77. <see cref="LatentDistribution.Uniform"/>: value 4b + k is (wk >> 8) / 2^23 - 1, exactly.</para>
/// <para>Truncation (Large Scale GAN Training for High Fidelity Natural Image Synthesis, 2018, arXiv:1809.11096, section 3.1) draws each value whose magnitude
/// is above the threshold again, until it is not: likelier images, less variety. The a-th draw of a value takes its block with a in the counter's second word,
/// so values that lie within the threshold stay as they are without it.</para>
/// </remarks>
public sealed class LatentSource
{
    /// <summary>The smallest threshold of truncation: below it, drawing again would take long.</summary>
    public const double LeastTruncation = 0.01;

    private const double WordScale = 1.0 / 4294967296.0;

    /// <summary>Creates a source.</summary>
    /// <param name="latentSize">Values in one latent, at least 1.</param>
    /// <param name="distribution">The law of each value.</param>
    /// <param name="seed">Any number; each gives a stream of its own.</param>
    /// <param name="truncation">No value's magnitude is above it, at least <see cref="LeastTruncation"/>; infinite for no truncation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="latentSize"/> is not positive, or <paramref name="truncation"/> too small.</exception>
    public LatentSource(int latentSize, LatentDistribution distribution, long seed, double truncation = double.PositiveInfinity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(latentSize);
        if (!(truncation >= LeastTruncation))
        {
            throw new ArgumentOutOfRangeException(nameof(truncation), truncation, $"Needed at least {LeastTruncation}.");
        }

        (LatentSize, Distribution, Seed, Truncation) = (latentSize, distribution, seed, truncation);
    }

    /// <summary>Values in one latent.</summary>
    public int LatentSize { get; }

    /// <summary>The law of each value.</summary>
    public LatentDistribution Distribution { get; }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>No value's magnitude is above it; infinite where nothing is truncated.</summary>
    public double Truncation { get; }

    /// <summary>Draws consecutive latents.</summary>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="firstIndex">Index of the first one, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public LatentBatch Draw(int count, long firstIndex = 0)
    {
        var latents = new LatentBatch(count, LatentSize);
        Fill(firstIndex, latents.Values);
        return latents;
    }

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
            throw new ArgumentException(
                $"Drawing latents: the buffer holds {latents.Length} values, needed a multiple of the latent size {LatentSize}.", nameof(latents));
        }

        for (var index = firstIndex; !latents.IsEmpty; index++)
        {
            FillOne(index, latents[..LatentSize]);
            latents = latents[LatentSize..];
        }
    }

    private void FillOne(long index, Span<float> latent)
    {
        Span<float> values = stackalloc float[Philox.WordsPerBlock];
        Span<float> others = stackalloc float[Philox.WordsPerBlock];
        for (var block = 0u; !latent.IsEmpty; block++)
        {
            Draw(index, draw: 0, block, values);
            for (var draw = 1u; IsBeyond(values); draw++)
            {
                Draw(index, draw, block, others);
                ReplaceBeyond(values, others);
            }

            var wanted = Math.Min(Philox.WordsPerBlock, latent.Length);
            values[..wanted].CopyTo(latent);
            latent = latent[wanted..];
        }
    }

    private void Draw(long index, uint draw, uint block, Span<float> values)
    {
        var words = Philox.At(Seed, index, draw, block);
        if (Distribution == LatentDistribution.Normal)
        {
            (values[0], values[1]) = NormalPair(words.X0, words.X1);
            (values[2], values[3]) = NormalPair(words.X2, words.X3);
        }
        else
        {
            (values[0], values[1]) = (Philox.ToUniform(words.X0), Philox.ToUniform(words.X1));
            (values[2], values[3]) = (Philox.ToUniform(words.X2), Philox.ToUniform(words.X3));
        }
    }

    private bool IsBeyond(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (Math.Abs(value) > Truncation)
            {
                return true;
            }
        }

        return false;
    }

    private void ReplaceBeyond(Span<float> values, ReadOnlySpan<float> others)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (Math.Abs(values[i]) > Truncation)
            {
                values[i] = others[i];
            }
        }
    }

    private static (float First, float Second) NormalPair(uint radiusWord, uint angleWord)
    {
        var radius = Math.Sqrt(-2 * PortableMath.Log((radiusWord + 0.5) * WordScale));
        var (sin, cos) = PortableMath.SinCosOfTurn(angleWord);
        return ((float)(radius * cos), (float)(radius * sin));
    }
}
