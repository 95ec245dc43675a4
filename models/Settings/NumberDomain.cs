using System.Globalization;

namespace Gans.Models;

/// <summary>Finite numbers of a range; values are of type <see cref="double"/>.</summary>
/// <param name="least">The smallest.</param>
/// <param name="most">The largest.</param>
public sealed class NumberDomain(double least = 0, double most = NumberDomain.LargestSingle) : ValueDomain
{
    /// <summary>What networks can compute with: they hold numbers of single precision, which end at 3.4e38.</summary>
    public const double LargestSingle = 1e30;

    /// <summary>The smallest.</summary>
    public double Least { get; } = least;

    /// <summary>The largest.</summary>
    public double Most { get; } = most;

    /// <summary>Whether <see cref="Least"/> itself is too small.</summary>
    public bool ExcludesLeast { get; init; }

    /// <summary>Whether <see cref="Most"/> itself is too large.</summary>
    public bool ExcludesMost { get; init; }

    /// <inheritdoc/>
    public override string Needs => FormattableString.Invariant(
        $"a number {(ExcludesLeast ? $"above {Least}," : $"from {Least}")} {(ExcludesMost ? "to less than" : "to")} {Most}");

    /// <inheritdoc/>
    public override bool Contains(object value) => value is double number
        && (ExcludesLeast ? number > Least : number >= Least) && (ExcludesMost ? number < Most : number <= Most);

    /// <inheritdoc/>
    public override object? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Contains(number) ? number : null;

    /// <inheritdoc/>
    public override string Format(object value) => ((double)value).ToString("R", CultureInfo.InvariantCulture);
}
