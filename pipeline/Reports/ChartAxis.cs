namespace Gans.Pipeline.Reports;

/// <summary>Maps values to places in a chart.</summary>
internal sealed record ChartAxis
{
    private readonly double from;
    private readonly double to;

    /// <param name="low">Smallest value.</param>
    /// <param name="high">Largest value; where it is not above the smallest, the axis is 1 long.</param>
    /// <param name="from">Where the smallest value lies.</param>
    /// <param name="to">Where the largest value lies.</param>
    public ChartAxis(double low, double high, double from, double to)
    {
        (Low, High, this.from, this.to) = (low, high > low ? high : low + 1, from, to);
    }

    /// <summary>Smallest value.</summary>
    public double Low { get; }

    /// <summary>Largest value.</summary>
    public double High { get; }

    /// <summary>Where a value lies.</summary>
    /// <param name="value">The value.</param>
    public double At(double value) => from + ((value - Low) / (High - Low) * (to - from));
}
