using System.Globalization;

namespace Gans.Models;

/// <summary>Whole numbers of a range; values are of type <see cref="long"/>.</summary>
/// <param name="least">The smallest.</param>
/// <param name="most">The largest; <see cref="long.MaxValue"/> for no end.</param>
public sealed class WholeDomain(long least, long most) : ValueDomain
{
    /// <summary>The smallest.</summary>
    public long Least { get; } = least;

    /// <summary>The largest; <see cref="long.MaxValue"/> for no end.</summary>
    public long Most { get; } = most;

    /// <inheritdoc/>
    public override string Needs => FormattableString.Invariant($"a whole number from {Least} {(Most == long.MaxValue ? "up" : $"to {Most}")}");

    /// <inheritdoc/>
    public override bool Contains(object value) => value is long number && number >= Least && number <= Most;

    /// <inheritdoc/>
    public override object? Parse(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Contains(number) ? number : null;

    /// <inheritdoc/>
    public override string Format(object value) => ((long)value).ToString(CultureInfo.InvariantCulture);
}
