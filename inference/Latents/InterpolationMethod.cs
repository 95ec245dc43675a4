namespace Gans.Inference;

/// <summary>How to go from one latent to another.</summary>
public enum InterpolationMethod
{
    /// <summary>Along the straight line, whose middle lies nearer to zero than latents of a normal law do.</summary>
    Linear,

    /// <summary>Along the great circle between the directions, so that lengths stay those of the law.</summary>
    Spherical,
}
