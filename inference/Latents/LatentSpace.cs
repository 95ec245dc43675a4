namespace Gans.Inference;

/// <summary>Ways through the space of latents. Pure; computed in double, rounded to float once.</summary>
/// <remarks>Sampling Generative Networks, 2016 (arXiv:1609.04468), section 2.1; chapter 9 of Brownlee.</remarks>
public static class LatentSpace
{
    /// <summary>Sines of angles below it, in radians, say that two latents point the same way or opposite ways, and no one great circle joins them.</summary>
    private const double LeastSine = 1e-6;

    /// <summary>Goes a part of the way from one latent to another. Allocates nothing.</summary>
    /// <remarks>
    /// <para>Linear: (1 - r) a + r b.</para>
    /// <para>Spherical: with the angle w between a and b, sin((1 - r) w) / sin(w) a + sin(r w) / sin(w) b. The ends themselves are not normalised. Where a and
    /// b point
    /// the same way, opposite ways, or one of them is zero, it is linear. (The book tests sin(w) for exactly 0, which rounding decides; here the bound is 1e-6,
    /// below which the two forms are the same float for a and b of one direction.)</para>
    /// </remarks>
    /// <param name="from">a, [latent].</param>
    /// <param name="to">b, [latent].</param>
    /// <param name="ratio">r: 0 gives a, 1 gives b; beyond them it goes on.</param>
    /// <param name="method">Linear or spherical.</param>
    /// <param name="result">Receives [latent]; may be one of the ends.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Interpolate(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double ratio, InterpolationMethod method, Span<float> result)
    {
        if (from.Length != to.Length || from.Length != result.Length)
        {
            throw new ArgumentException(
                $"Interpolating: latents of {from.Length} and {to.Length} values into {result.Length}, needed equal lengths.", nameof(result));
        }

        var (ofFrom, ofTo) = method switch
        {
            InterpolationMethod.Linear => (1 - ratio, ratio),
            InterpolationMethod.Spherical => SphericalWeights(from, to, ratio),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Needed linear or spherical."),
        };
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (float)(ofFrom * from[i] + ofTo * to[i]);
        }
    }

    /// <summary>Goes through points in turn, with equal steps between neighbours.</summary>
    /// <param name="points">Two or more.</param>
    /// <param name="steps">Latents from one point to the next, both counted, 2 or more: ratio k / (steps - 1) at step k.</param>
    /// <param name="method">Linear or spherical.</param>
    /// <param name="loop">Goes on from the last point to the first and ends just before it.</param>
    /// <returns>(points - 1)(steps - 1) + 1 latents, each point once; of a loop points (steps - 1).</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two points, or fewer than two steps.</exception>
    public static LatentBatch Path(LatentBatch points, int steps, InterpolationMethod method, bool loop = false)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(points.Count, 2, nameof(points));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        var legs = loop ? points.Count : points.Count - 1;
        var path = new LatentBatch(checked(legs * (steps - 1) + (loop ? 0 : 1)), points.LatentSize);
        for (var i = 0; i < path.Count; i++)
        {
            var (leg, step) = Math.DivRem(i, steps - 1);
            Interpolate(points[leg], points[(leg + 1) % points.Count], step / (steps - 1.0), method, path[i]);
        }

        return path;
    }

    /// <summary>The arithmetic mean of latents, not normalised.</summary>
    /// <param name="latents">At least one.</param>
    /// <returns>[latent].</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public static float[] Mean(LatentBatch latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentOutOfRangeException.ThrowIfZero(latents.Count, nameof(latents));
        var sums = new double[latents.LatentSize];
        for (var i = 0; i < latents.Count; i++)
        {
            for (var k = 0; k < sums.Length; k++)
            {
                sums[k] += latents[i][k];
            }
        }

        return [.. sums.Select(sum => (float)(sum / latents.Count))];
    }

    private static (double OfFrom, double OfTo) SphericalWeights(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double ratio)
    {
        var (dot, fromSquares, toSquares) = (0.0, 0.0, 0.0);
        for (var i = 0; i < from.Length; i++)
        {
            dot += (double)from[i] * to[i];
            fromSquares += (double)from[i] * from[i];
            toSquares += (double)to[i] * to[i];
        }

        var omega = Math.Acos(Math.Clamp(dot / (Math.Sqrt(fromSquares) * Math.Sqrt(toSquares)), -1, 1));   // not a number where an end is zero
        var sine = Math.Sin(omega);
        return sine >= LeastSine
            ? (Math.Sin((1 - ratio) * omega) / sine, Math.Sin(ratio * omega) / sine)
            : (1 - ratio, ratio);
    }
}
