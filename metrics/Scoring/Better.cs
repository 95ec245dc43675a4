namespace Gans.Inference.Metrics;

/// <summary>Which values of a score are good.</summary>
public enum Better
{
    /// <summary>Higher is better.</summary>
    Higher,

    /// <summary>Lower is better.</summary>
    Lower,

    /// <summary>One half is ideal: the two sets cannot be told apart.</summary>
    Half,

    /// <summary>Neither: to be compared with the same score of the real images.</summary>
    LikeReal,
}
