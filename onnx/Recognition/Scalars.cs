using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>A value times a number, plus a number: both found by least squares, and the shortest decimals taken that do as well.</summary>
internal static class Scalars
{
    private const int MostDigits = 9;

    /// <summary>scale * x + shift, for the leaves that it fits.</summary>
    public static IEnumerable<Term> Of(Target target, List<Leaf> leaves) => leaves.Select(leaf => Fit(target, leaf)).OfType<Term>();

    private static Term? Fit(Target target, Leaf leaf)
    {
        var (wanted, sizes, x) = (target.Sample, target.SampleSizes, leaf.Sample);
        int[] finite = [.. Enumerable.Range(0, wanted.Length).Where(index => double.IsFinite(wanted[index]) && double.IsFinite(x[index]) && sizes[index] > 0)];
        if (finite.Length < 8 || Solve(x, wanted, sizes, finite) is not var (scale, shift)
            || !double.IsFinite(scale) || !double.IsFinite(shift) || !Fits(scale, shift))
        {
            return null;
        }

        if (Fits(scale, 0))
        {
            shift = 0;
        }

        scale = Shortest(scale, value => Fits(value, shift));
        shift = Shortest(shift, value => Fits(scale, value));
        return scale == 0 ? null : Build(leaf.Term, target.Shapes, scale, shift);

        bool Fits(double factor, double addend) =>
            finite.All(index => Target.AreClose((factor * x[index]) + addend, wanted[index], sizes[index], Term.OneRounding / 2));
    }

    /// <summary>Least squares, each run weighed by its size, so that the small one determines the shift and all the scale.</summary>
    private static (double Scale, double Shift)? Solve(double[] x, double[] y, double[] sizes, int[] finite)
    {
        double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0;
        foreach (var index in finite)
        {
            var weight = 1 / (sizes[index] * sizes[index]);
            w += weight;
            wx += weight * x[index];
            wy += weight * y[index];
            wxx += weight * x[index] * x[index];
            wxy += weight * x[index] * y[index];
        }

        var determinant = (w * wxx) - (wx * wx);
        if (Math.Abs(determinant) <= 1e-12 * w * wxx)
        {
            return null;
        }

        var scale = ((w * wxy) - (wx * wy)) / determinant;
        return (scale, (wy - (scale * wx)) / w);
    }

    /// <summary>The value with the fewest digits that fits, or whose reciprocal or reciprocal square has.</summary>
    private static double Shortest(double value, Func<double, bool> fits)
    {
        if (value == 0)
        {
            return 0;
        }

        for (var digits = 1; digits <= MostDigits; digits++)
        {
            var root = Math.CopySign(1, value) / Math.Sqrt(Round(1 / (value * value), digits));
            foreach (var rounded in (double[])[Round(value, digits), 1 / Round(1 / value, digits), root])
            {
                if (double.IsFinite(rounded) && fits(rounded))
                {
                    return rounded;
                }
            }
        }

        return value;
    }

    private static double Round(double value, int digits)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) + 1 - digits);
        return unit >= 1 ? Math.Round(value / unit) * unit : Math.Round(value * Math.Round(1 / unit)) / Math.Round(1 / unit);
    }

    private static Term Build(Term term, IReadOnlyList<long[]> shapes, double scale, double shift)
    {
        var at = term.At;
        var product = scale == 1 ? "{0}" : FormattableString.Invariant($"multiply({{0}}, {scale:g9})");
        var text = shift == 0 ? product : FormattableString.Invariant($"add({product}, {shift:g9})");
        return term.Then(text, shapes, Term.OneRounding, (run, place) => (scale * at(run, place)) + shift, x => Affine(x, scale, shift));
    }

    private static Tensor Affine(Tensor x, double scale, double shift)
    {
        var product = scale == 1 ? x : Ops.Multiply(x, scale);
        return shift == 0 ? product : Ops.Add(product, shift);
    }
}
