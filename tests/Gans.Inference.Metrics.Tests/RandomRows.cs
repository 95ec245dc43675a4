namespace Gans.Inference.Metrics.Tests;

/// <summary>Seeded vectors.</summary>
internal static class RandomRows
{
    /// <summary>Uniform in [0, 1).</summary>
    internal static double[,] Uniform(int count, int dimensions, int seed)
    {
        var random = new Random(seed);
        var rows = new double[count, dimensions];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < dimensions; j++)
            {
                rows[i, j] = random.NextDouble();
            }
        }

        return rows;
    }

    /// <summary>The same in single precision, row-major.</summary>
    internal static float[] UniformFloats(int count, int dimensions, int seed) =>
        [.. Uniform(count, dimensions, seed).Cast<double>().Select(value => (float)value)];
}
