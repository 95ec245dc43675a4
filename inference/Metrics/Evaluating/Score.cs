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

/// <summary>One number that an evaluation found.</summary>
/// <param name="Name">Such as <c>fid</c>; one measure may give several.</param>
/// <param name="Value">The number; never NaN.</param>
/// <param name="Better">Which values are good.</param>
/// <param name="Deviation">Its standard deviation over splits, subsets or resamples; null where none is estimated.</param>
public sealed record Score(string Name, double Value, Better Better, double? Deviation = null);
