namespace Gans.Formats;

/// <summary>The law of a latent's values, each drawn on its own.</summary>
public enum LatentDistribution
{
    /// <summary>N(0, 1).</summary>
    Normal,

    /// <summary>Uniform in [-1, 1).</summary>
    Uniform,
}
