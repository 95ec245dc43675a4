namespace Gans.Inference.Metrics;

/// <summary>How the perceptual path length is measured.</summary>
public sealed record PathLengthOptions
{
    /// <summary>Ways between two latents, 2 or more; 100,000 in the paper.</summary>
    public int Count { get; init; } = 1_000;

    /// <summary>How far apart the two images on a way are, as a share of it.</summary>
    public double Epsilon { get; init; } = 1e-4;

    /// <summary>Measures at the beginning of each way alone, where latents were drawn, not anywhere along it.</summary>
    public bool EndsOnly { get; init; }

    /// <summary>Names the latents, and the places on the ways.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How far styles are from their average, 1 as trained; null for a generator without styles.</summary>
    public double? Psi { get; init; }
}
