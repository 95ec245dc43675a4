namespace Gans.Models;

/// <summary>The law of latent vectors; coordinates are independent.</summary>
public enum LatentDistribution
{
    /// <summary>N(0, 1).</summary>
    Normal,

    /// <summary>Uniform on [-1, 1).</summary>
    Uniform,
}
