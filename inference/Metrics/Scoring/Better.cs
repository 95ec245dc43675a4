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

/// <summary>Directions in words.</summary>
public static class BetterWords
{
    /// <summary>Says it to a person, such as <c>higher is better</c>.</summary>
    /// <param name="better">The direction.</param>
    public static string Describe(this Better better) => better switch
    {
        Better.Higher => "higher is better",
        Better.Lower => "lower is better",
        Better.Half => "0.5 is ideal",
        Better.LikeReal => "as the real images' is ideal",
        _ => throw new ArgumentOutOfRangeException(nameof(better), better, "There is no such direction."),
    };
}
