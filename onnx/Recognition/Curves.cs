namespace Gans.Onnx.Recognition;

/// <summary>Activations, and softmax along an axis.</summary>
internal static class Curves
{
    /// <summary>Those that often follow another operation at once.</summary>
    public static IReadOnlyList<Curve> Common { get; } =
    [
        new("relu({0})", 0, static x => Math.Max(x, 0), Ops.Relu),
        new("relu6({0})", 0, static x => Math.Clamp(x, 0, 6), Ops.Relu6),
        new("sigmoid({0})", Term.ManyRoundings, Sigmoid, Ops.Sigmoid),
        new("tanh({0})", Term.ManyRoundings, Math.Tanh, Ops.Tanh),
        new("silu({0})", Term.ManyRoundings, static x => x * Sigmoid(x), Ops.Silu),
        new("gelu({0})", Term.ManyRoundings, static x => x * 0.5 * (1 + ErrorFunction(x / Math.Sqrt(2))), Ops.Gelu),
        Leaky(0.01),
        Leaky(0.02),
        Leaky(0.1),
        Leaky(0.2),
        Leaky(0.3),
        new("elu({0})", Term.ManyRoundings, static x => x > 0 ? x : Math.Exp(x) - 1, static x => Ops.Elu(x)),
        new("hardswish({0})", Term.OneRounding, static x => x * Math.Clamp(x + 3, 0, 6) / 6, Ops.HardSwish),
        new("hardsigmoid({0})", Term.OneRounding, static x => Math.Clamp(x + 3, 0, 6) / 6, Ops.HardSigmoid),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Curve> All { get; } =
    [
        .. Common,
        new("negate({0})", 0, static x => -x, Ops.Negate),
        new("softplus({0})", Term.ManyRoundings, SoftPlus, Ops.Softplus),
        new("logsigmoid({0})", Term.ManyRoundings, static x => -SoftPlus(-x), Ops.LogSigmoid),
        new("mish({0})", Term.ManyRoundings, static x => x * Math.Tanh(SoftPlus(x)), static x => Ops.Multiply(x, Ops.Tanh(Ops.Softplus(x)))),
        new("hardtanh({0})", 0, static x => Math.Clamp(x, -1, 1), static x => Ops.Clamp(x, -1, 1)),
        new("clamp({0}, 0, 1)", 0, static x => Math.Clamp(x, 0, 1), static x => Ops.Clamp(x, 0, 1)),
        new("abs({0})", 0, Math.Abs, Ops.Abs),
        new("square({0})", Term.OneRounding, static x => x * x, Ops.Square),
        new("sqrt({0})", Term.OneRounding, Math.Sqrt, Ops.Sqrt),
        new("exp({0})", Term.ManyRoundings, Math.Exp, Ops.Exp),
        new("log({0})", Term.ManyRoundings, Math.Log, Ops.Log),
        new("sin({0})", Term.ManyRoundings, Math.Sin, Ops.Sin),
        new("cos({0})", Term.ManyRoundings, Math.Cos, Ops.Cos),
    ];

    /// <summary>Softmax and its logarithm along each axis.</summary>
    public static IEnumerable<Term> Softmaxes(Term term)
    {
        for (var axis = term.Rank - 1; axis > 0; axis--)
        {
            var (at, along) = (term.At, axis);
            double Sum(int run, ReadOnlySpan<long> place, out double greatest)
            {
                Span<long> inner = stackalloc long[place.Length];
                place.CopyTo(inner);
                greatest = double.NegativeInfinity;
                for (inner[along] = 0; inner[along] < term.Shapes[run][along]; inner[along]++)
                {
                    greatest = Math.Max(greatest, at(run, inner));
                }

                var sum = 0.0;
                for (inner[along] = 0; inner[along] < term.Shapes[run][along]; inner[along]++)
                {
                    sum += Math.Exp(at(run, inner) - greatest);
                }

                return sum;
            }

            yield return term.Then(
                $"softmax({{0}}, {axis})",
                term.Shapes,
                Term.ManyRoundings,
                (run, place) =>
                {
                    var sum = Sum(run, place, out var greatest);
                    return Math.Exp(at(run, place) - greatest) / sum;
                },
                x => Ops.Softmax(x, along));
            yield return term.Then(
                $"log_softmax({{0}}, {axis})",
                term.Shapes,
                Term.ManyRoundings,
                (run, place) =>
                {
                    var sum = Sum(run, place, out var greatest);
                    return at(run, place) - greatest - Math.Log(sum);
                },
                x => Ops.LogSoftmax(x, along));
        }
    }

    private static Curve Leaky(double slope) =>
        new(FormattableString.Invariant($"leaky_relu({{0}}, {slope})"), Term.OneRounding, x => x > 0 ? x : slope * x, x => Ops.LeakyRelu(x, slope));

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double SoftPlus(double x) => x > 20 ? x : Math.Log(1 + Math.Exp(x));

    /// <summary>Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, formula 7.1.26: off by at most 1.5e-7.</summary>
    private static double ErrorFunction(double x)
    {
        var t = 1 / (1 + (0.3275911 * Math.Abs(x)));
        var polynomial = ((((((((1.061405429 * t) - 1.453152027) * t) + 1.421413741) * t) - 0.284496736) * t) + 0.254829592) * t;
        return Math.CopySign(1 - (polynomial * Math.Exp(-x * x)), x);
    }
}
