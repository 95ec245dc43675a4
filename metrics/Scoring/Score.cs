namespace Gans.Inference.Metrics;

/// <summary>One number that an evaluation found.</summary>
/// <param name="Name">Such as <c>fid</c>; one measure may give several.</param>
/// <param name="Value">The number; never NaN.</param>
/// <param name="Better">Which values are good.</param>
/// <param name="Deviation">Its standard deviation over splits, subsets or resamples; null where none is estimated.</param>
/// <param name="Note">What of several ways it was computed by, in a few words; null where there is one way.</param>
public sealed record Score(string Name, double Value, Better Better, double? Deviation = null, string? Note = null)
{
    /// <summary>
    /// What real images score in place of the generated ones; null where that is not known. How many they are says <see cref="EvaluationResult.Floor"/>.
    /// </summary>
    public double? Floor { get; init; }

    /// <summary>How to read it, for a person: which values are good, and the note; such as <c>lower is better</c>.</summary>
    public string Describe() => Note is null ? DescribeBetter() : $"{DescribeBetter()}; {Note}";

    private string DescribeBetter() => Better switch
    {
        Better.Higher => "higher is better",
        Better.Lower => "lower is better",
        Better.Half => "0.5 is ideal",
        Better.LikeReal => "as the real images' is ideal",
        _ => throw new InvalidOperationException($"There is no direction {Better}."),
    };
}
