using System.Globalization;

namespace Gans.Training.State;

/// <summary>A figure of a training and where it is to lie. As text it says what is wrong with it: <c>52% of real images told, below 55%</c>.</summary>
/// <param name="What">What the figure is, with <c>{0}</c> where it stands.</param>
/// <param name="Value">The figure.</param>
/// <param name="Min">Where it is to lie from.</param>
/// <param name="Max">Where it is to lie to.</param>
/// <param name="Format">How it is written.</param>
internal sealed record Bound(string What, double Value, double Min, double Max, string Format)
{
    /// <summary>Whether it lies there.</summary>
    internal bool Holds => Value >= Min && Value <= Max;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, What, Text(Value)) + (Value < Min ? $", below {Text(Min)}" : $", above {Text(Max)}");

    private string Text(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
}
