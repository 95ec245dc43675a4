namespace Gans.Models;

/// <summary>Where the gradient penalty looks at the discriminator's slope.</summary>
public enum PenaltyPlace
{
    /// <summary>On lines between real and generated images, as WGAN-GP does.</summary>
    Between,

    /// <summary>At real images under noise, as DRAGAN does.</summary>
    AroundReal,
}
