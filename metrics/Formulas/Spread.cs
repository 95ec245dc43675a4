namespace Gans.Inference.Metrics;

/// <summary>Mean and population deviation (divisor N), NumPy's default.</summary>
internal static class Spread
{
    internal static (double Mean, double Deviation) Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}
