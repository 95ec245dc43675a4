using System.Globalization;

namespace Gans.Training;

/// <summary>Which generators of a training are kept, each as a file of its weights alone.</summary>
public sealed record GeneratorKeeping
{
    private const int MostEpochs = 1_000_000_000;

    private GeneratorKeeping(int every) => Every = every;

    /// <summary>What <see cref="Parse"/> takes.</summary>
    public const string Words = "a number of epochs from 1 to 1000000000, all, or best";

    /// <summary>The one with the best score so far.</summary>
    public static GeneratorKeeping Best { get; } = new(0);

    /// <summary>That of every epoch.</summary>
    public static GeneratorKeeping All { get; } = new(1);

    /// <summary>Epochs between two that are kept, besides the last one; 0 where only the best one is.</summary>
    public int Every { get; }

    /// <summary>Reads <c>5</c> (that of every fifth epoch), <c>all</c> or <c>best</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null where it is written otherwise.</returns>
    public static GeneratorKeeping? Parse(string text) => text switch
    {
        "all" => All,
        "best" => Best,
        _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var every) && every is >= 1 and <= MostEpochs
            ? new GeneratorKeeping(every)
            : null,
    };

    /// <summary>As <see cref="Parse"/> reads it; a number of 1 is <c>all</c>.</summary>
    public override string ToString() => Every switch { 0 => "best", 1 => "all", _ => Every.ToString(CultureInfo.InvariantCulture) };
}
