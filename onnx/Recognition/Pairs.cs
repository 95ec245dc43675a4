using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>Sums, products, differences and quotients of two operands, broadcast, and activations of one operand or of the result.</summary>
internal static class Pairs
{
    private static readonly (string Name, bool Commutes, Func<double, double, double> At, Func<Tensor, Tensor, Tensor> Build)[] Operations =
    [
        ("add", true, static (a, b) => a + b, Ops.Add),
        ("multiply", true, static (a, b) => a * b, Ops.Multiply),
        ("subtract", false, static (a, b) => a - b, Ops.Subtract),
        ("divide", false, static (a, b) => a / b, Ops.Divide),
    ];

    /// <summary>Plain operations.</summary>
    public static IEnumerable<Term> Plain(Target target, List<Leaf> leaves) => Find(target, leaves, leaves, [null]);

    /// <summary>Activations of a sum or product.</summary>
    public static IEnumerable<Term> Curved(Target target, List<Leaf> leaves) => Find(target, leaves, leaves, Curves.Common);

    /// <summary>Operations of a value and an activation: <c>x * sigmoid(s)</c>.</summary>
    public static IEnumerable<Term> Gated(Target target, List<Leaf> leaves) =>
        Find(target, leaves, [.. leaves.SelectMany(static leaf => Curves.Common.Select(leaf.Under))], [null]);

    /// <summary>The operation as a term; its shape is for the whole comparison to show.</summary>
    internal static Term Join(string name, Term left, Term right, IReadOnlyList<long[]> shapes, double tolerance, Func<Tensor, Tensor, Tensor> build) => new(
        $"{name}({left.Text}, {right.Text})",
        shapes,
        Math.Max(tolerance, Math.Max(left.Tolerance, right.Tolerance)),
        static (_, _) => double.NaN,
        [.. left.Operands.Union(right.Operands, ReferenceEqualityComparer.Instance).Cast<GlueCandidate>()],
        values => build(left.Build(values), right.Build(values)));

    /// <summary>The sum of two terms of the same sizes, which can be read.</summary>
    public static Term Sum(Term left, Term right)
    {
        var (first, second) = (left.At, right.At);
        return Join("add", left, right, left.Shapes, Term.OneRounding, Ops.Add) with { At = (run, place) => first(run, place) + second(run, place) };
    }

    private static IEnumerable<Term> Find(Target target, List<Leaf> lefts, List<Leaf> rights, IReadOnlyList<Curve?> curves)
    {
        var (wanted, sizes) = (target.Sample, target.SampleSizes);
        if (wanted.Length == 0)
        {
            yield break;
        }

        for (var i = 0; i < lefts.Count; i++)
        {
            for (var j = 0; j < rights.Count; j++)
            {
                foreach (var (name, commutes, at, build) in Operations)
                {
                    if (ReferenceEquals(lefts, rights) && commutes && j < i)
                    {
                        continue;
                    }

                    foreach (var curve in curves)
                    {
                        if (AllClose(lefts[i].Sample, rights[j].Sample, at, curve))
                        {
                            var term = Join(name, lefts[i].Term, rights[j].Term, target.Shapes, Term.OneRounding, build);
                            yield return curve is null ? term : curve.Of(term);
                        }
                    }
                }
            }
        }

        bool AllClose(double[] left, double[] right, Func<double, double, double> at, Curve? curve)
        {
            var tolerance = Math.Max(Term.OneRounding, curve?.Tolerance ?? 0);
            for (var index = 0; index < wanted.Length; index++)
            {
                var found = at(left[index], right[index]);
                if (!Target.AreClose(curve is null ? found : curve.At(found), wanted[index], sizes[index], tolerance))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
