using System.Globalization;

namespace Gans.Pipeline.Stages;

/// <summary>Two numbers, the second above the first, as <c>-1..1</c>.</summary>
/// <param name="Low">The first.</param>
/// <param name="High">The second.</param>
internal readonly record struct NumberRange(double Low, double High)
{
    private const string Between = "..";

    /// <summary>Reads <c>0..255</c>; null where it is written otherwise or does not rise.</summary>
    public static NumberRange? Parse(string text) =>
        text.Split(Between) is [var low, var high] && Number(low) is { } first && Number(high) is { } second && first < second
        ? new NumberRange(first, second)
        : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low}{Between}{High}");

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
