namespace Gans.Formats;

/// <summary>For each target pixel along one axis, which source pixels it is made of and their weights.</summary>
internal sealed class FilterWeights
{
    private readonly int[] starts;
    private readonly int[] counts;
    private readonly float[] weights;   // [target, longest]
    private readonly int longest;

    /// <summary>Computes them.</summary>
    /// <param name="source">Pixels of the source along the axis.</param>
    /// <param name="target">Pixels of the target along the axis.</param>
    /// <param name="filter">The kernel.</param>
    /// <param name="antialias">Whether the kernel is stretched where the axis shrinks.</param>
    internal FilterWeights(int source, int target, ResizeFilter filter, bool antialias)
    {
        var scale = (double)source / target;
        var stretch = antialias ? Math.Max(1, scale) : 1;
        var radius = Radius(filter) * stretch;
        longest = Math.Min(source, (int)Math.Ceiling(2 * radius) + 1);
        (starts, counts, weights) = (new int[target], new int[target], new float[(long)target * longest]);
        for (var i = 0; i < target; i++)
        {
            if (filter == ResizeFilter.Nearest)
            {
                (starts[i], counts[i], weights[i * longest]) = ((int)(((2L * i) + 1) * source / (2L * target)), 1, 1);
                continue;
            }

            var centre = (i + 0.5) * scale;
            starts[i] = (int)Math.Max(0, Math.Floor(centre - radius + 0.5));
            counts[i] = (int)Math.Min(source, Math.Floor(centre + radius + 0.5)) - starts[i];
            Fill(weights.AsSpan(i * longest, counts[i]), starts[i] + 0.5 - centre, stretch, filter);
        }
    }

    /// <summary>The weights of one target pixel, for the source pixels from <paramref name="start"/> on; their sum is 1.</summary>
    internal ReadOnlySpan<float> Of(int target, out int start)
    {
        start = starts[target];
        return weights.AsSpan(target * longest, counts[target]);
    }

    private static void Fill(Span<float> weights, double firstDistance, double stretch, ResizeFilter filter)
    {
        var sum = 0.0;
        for (var k = 0; k < weights.Length; k++)
        {
            sum += Kernel(filter, (firstDistance + k) / stretch);
        }

        for (var k = 0; k < weights.Length; k++)
        {
            weights[k] = (float)(Kernel(filter, (firstDistance + k) / stretch) / sum);
        }
    }

    private static double Radius(ResizeFilter filter) => filter switch
    {
        ResizeFilter.Nearest => 0,
        ResizeFilter.Bilinear => 1,
        ResizeFilter.Bicubic => 2,
        ResizeFilter.Lanczos => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "There is no such filter."),
    };

    private static double Kernel(ResizeFilter filter, double distance)
    {
        var x = Math.Abs(distance);
        return filter switch
        {
            ResizeFilter.Bilinear => Math.Max(0, 1 - x),
            ResizeFilter.Bicubic when x < 1 => (((1.5 * x) - 2.5) * x * x) + 1,
            ResizeFilter.Bicubic when x < 2 => (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2,
            ResizeFilter.Lanczos when x < 3 => Sinc(x) * Sinc(x / 3),
            _ => 0,
        };
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
