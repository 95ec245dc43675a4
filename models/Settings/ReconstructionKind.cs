namespace Gans.Models;

/// <summary>How far a translation is from its target, pixel by pixel.</summary>
public enum ReconstructionKind
{
    /// <summary>The mean absolute difference, L1, which blurs less.</summary>
    Absolute,

    /// <summary>The mean squared difference, L2.</summary>
    Squared,
}
