namespace Gans.Inference;

/// <summary>Latents of one size in memory: float32 [N, latent], row-major.</summary>
public sealed class LatentBatch
{
    private readonly float[] values;

    /// <summary>Creates latents of zeros.</summary>
    /// <param name="count">Latents, 0 or more.</param>
    /// <param name="latentSize">Values in one, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range.</exception>
    public LatentBatch(int count, int latentSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(latentSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength / latentSize);
        (Count, LatentSize, values) = (count, latentSize, new float[count * latentSize]);
    }

    /// <summary>Latents in an array.</summary>
    /// <param name="values">[N, latent], row-major; kept, not copied.</param>
    /// <param name="latentSize">Values in one, at least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the latent size.</exception>
    public LatentBatch(float[] values, int latentSize)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(latentSize);
        if (values.Length % latentSize != 0)
        {
            throw new ArgumentException($"Keeping latents: found {values.Length} values, needed a multiple of the latent size {latentSize}.", nameof(values));
        }

        (Count, LatentSize, this.values) = (values.Length / latentSize, latentSize, values);
    }

    /// <summary>All latents of several batches, in order.</summary>
    /// <param name="batches">At least one, of one latent size.</param>
    /// <exception cref="ArgumentException">There is none, or the sizes differ.</exception>
    public static LatentBatch Concat(IReadOnlyList<LatentBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        if (batches.Count == 0 || batches.Any(batch => batch.LatentSize != batches[0].LatentSize))
        {
            throw new ArgumentException("Joining latents: needed at least one batch, and all of one latent size.", nameof(batches));
        }

        var all = new LatentBatch(batches.Sum(batch => batch.Count), batches[0].LatentSize);
        var filled = 0;
        foreach (var batch in batches)
        {
            batch.Values.CopyTo(all.Values[filled..]);
            filled += batch.Values.Length;
        }

        return all;
    }

    /// <summary>Number of latents.</summary>
    public int Count { get; }

    /// <summary>Values in one latent.</summary>
    public int LatentSize { get; }

    /// <summary>All values, [Count, LatentSize]; a view that can be written to.</summary>
    public Span<float> Values => values;

    /// <summary>One latent, [LatentSize]; a view that can be written to.</summary>
    /// <param name="index">0 to Count - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such latent.</exception>
    public Span<float> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return values.AsSpan(index * LatentSize, LatentSize);
        }
    }
}
