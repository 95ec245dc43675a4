using static TorchSharp.torch;

namespace Gans.Models.Points;

/// <summary>Points (x, f(x)) of a curve, x uniform on [-0.5, 0.5).</summary>
/// <remarks>Chapter 6 of Brownlee; other functions than the parabola are among the extensions that it proposes.</remarks>
/// <param name="kind">The function.</param>
internal sealed class Curve(CurveKind kind) : GeneratedData(kind.ToString().ToLowerInvariant(), length: 2, PassCount)
{
    /// <summary>How far a point may be above or below the curve and still count as one of it.</summary>
    public const double Tolerance = 0.1;

    /// <summary>2,000 batches of 128: the source looks at its GAN so often.</summary>
    private const long PassCount = 2000 * 128;

    private const double Left = -0.5;
    private const double BellDeviation = 0.15;

    /// <summary>The function.</summary>
    /// <param name="x">Any number; data have it from -0.5 to 0.5.</param>
    public double At(double x) => kind switch
    {
        CurveKind.Parabola => x * x,
        CurveKind.Sine => Math.Sin(2 * Math.PI * x) / 2,
        CurveKind.Gaussian => Math.Exp(-0.5 * x * x / (BellDeviation * BellDeviation)) / 2,
        CurveKind.Polynomial => (16 * x * x * x * x) - (4 * x * x) + 0.25,
        _ => throw new InvalidOperationException($"{kind} is not a curve."),
    };

    /// <inheritdoc/>
    public override Tensor Draw(int count)
    {
        using var unit = rand(count);
        var xs = unit.data<float>();
        var points = new float[2 * count];
        for (var i = 0; i < count; i++)
        {
            var x = xs[i] + Left;
            (points[2 * i], points[(2 * i) + 1]) = ((float)x, (float)At(x));
        }

        return tensor(points, [count, 2]);
    }

    /// <summary>Whether a point (x, y) has |y - f(x)| of at most <see cref="Tolerance"/>; x may lie anywhere.</summary>
    /// <param name="vector">x and y.</param>
    public override bool Obeys(ReadOnlySpan<float> vector) => Math.Abs(vector[1] - At(vector[0])) <= Tolerance;
}
