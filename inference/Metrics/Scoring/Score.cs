namespace Gans.Inference.Metrics;

/// <summary>One number that an evaluation found.</summary>
/// <param name="Name">Such as <c>fid</c>; one measure may give several.</param>
/// <param name="Value">The number; never NaN.</param>
/// <param name="Better">Which values are good.</param>
/// <param name="Deviation">Its standard deviation over splits, subsets or resamples; null where none is estimated.</param>
/// <param name="Note">What of several ways it was computed by, in a few words; null where there is one way.</param>
public sealed record Score(string Name, double Value, Better Better, double? Deviation = null, string? Note = null);
