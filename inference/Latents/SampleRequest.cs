using Gans.Formats;

namespace Gans.Inference;

/// <summary>What to draw: samples of a seed, or of latents that the caller gives; of which classes and codes.</summary>
/// <remarks>
/// What is left out is chosen: labels in turn (0, 1, 2 ...), codes as <see cref="CodeSource"/> draws them, for latents of the caller in turn.
/// </remarks>
/// <example>
/// <code>
/// var cats = generator.Sample(new SampleRequest(count: 16, seed: 42) { Labels = Enumerable.Repeat(3L, 16).ToArray() });
/// var path = generator.Sample(new SampleRequest(LatentSpace.Path(ends, steps: 10, InterpolationMethod.Spherical)));
/// </code>
/// </example>
public readonly record struct SampleRequest
{
    /// <summary>The greatest <see cref="Psi"/>, and the least with its sign changed.</summary>
    public const double LargestPsi = 2;

    /// <summary>Samples whose latents are drawn.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Names the sequence of latents, and of codes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public SampleRequest(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        (Count, Seed) = (count, seed);
    }

    /// <summary>Samples of given latents.</summary>
    /// <param name="latents">At least one; not copied, so they are to stay as they are until the samples are drawn.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SampleRequest(LatentBatch latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        (Count, Latents) = latents.Count > 0
            ? (latents.Count, latents)
            : throw new ArgumentException("Sampling: found no latents, needed one.", nameof(latents));
    }

    /// <summary>How many samples.</summary>
    public int Count { get; }

    /// <summary>Names the sequence of latents, and of codes; without meaning where latents are given.</summary>
    public long Seed { get; }

    /// <summary>The latents; null where the seed names them.</summary>
    public LatentBatch? Latents { get; }

    /// <summary>
    /// The class of each sample, 0 to <see cref="Generator.Classes"/> - 1; empty for 0, 1, 2 ... in turn, and for a generator without classes.
    /// </summary>
    public ReadOnlyMemory<long> Labels { get; init; }

    /// <summary>The control code of each sample, [Count, <see cref="Generator.Codes"/>]; empty to leave them open, and for a generator without codes.</summary>
    public ReadOnlyMemory<float> Codes { get; init; }

    /// <summary>
    /// Where in the sequence to begin, 0 or more: drawing 10 and then 10 from index 10 gives the same as drawing 20. With given latents it counts for labels
    /// and codes in turn.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long FirstIndex
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Latent values above it are drawn again, see <see cref="LatentSource"/>; null for that of the file, or none.</summary>
    public double? Truncation { get; init; }

    /// <summary>
    /// How far styles are from their average, as a factor, at most <see cref="LargestPsi"/> either way: 1 for as trained, less for likelier images and less
    /// variety, 0 for the average itself. Null for 1, and for a generator without styles.
    /// </summary>
    public double? Psi { get; init; }

    /// <summary>
    /// The strength of each layer's noise, [<see cref="StyleLayout.Layers"/>]: 1 for as trained, 0 for none; empty for 1, and for a generator without styles.
    /// </summary>
    public ReadOnlyMemory<float> Noise { get; init; }
}
