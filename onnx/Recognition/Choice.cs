using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>The one expression among those that fit.</summary>
internal static class Choice
{
    private const int MostCompared = 12;

    /// <summary>
    /// The first that equals the target in every element of every run, bit for bit if any does. Another one of the same rank is a refusal, unless both are one function:
    /// then they agree on any values of their operands, not only on those that the network makes.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="fits">What fits at some places, the nearest first.</param>
    /// <param name="rivals">The texts of two that differ; empty where there is one or none.</param>
    public static Term? Of(Target target, IEnumerable<Term> fits, out string rivals)
    {
        rivals = string.Empty;
        var compared = fits.Take(MostCompared).Select(term => (Term: term, Same: target.Compare(term))).Where(static pair => pair.Same is not null).ToList();
        Term[] best = [.. compared.Where(static pair => pair.Same is true).Select(static pair => pair.Term)];
        best = best.Length > 0 ? best : [.. compared.Select(static pair => pair.Term)];
        if (best.Skip(1).FirstOrDefault(other => !AreOneFunction(best[0], other)) is { } rival)
        {
            rivals = $"both {best[0].Text} and {rival.Text} give it";
            return null;
        }

        return best.FirstOrDefault();
    }

    private static bool AreOneFunction(Term left, Term right)
    {
        if (left.Text == right.Text)
        {
            return true;
        }

        using var scope = NewDisposeScope();
        for (var run = 0; run < 2; run++)
        {
            var drawn = new Dictionary<GlueCandidate, Tensor>(ReferenceEqualityComparer.Instance);
            foreach (var operand in left.Operands.Concat(right.Operands))
            {
                drawn.TryAdd(operand, Draw(operand.Values[run]));
            }

            var (first, second) = (left.Build(drawn), right.Build(drawn));
            var tolerance = Math.Max(left.Tolerance, right.Tolerance);
            if (!first.shape.AsSpan().SequenceEqual(second.shape)
                || !first.allclose(second, tolerance, tolerance * first.nan_to_num(0, 0, 0).abs().max().to_type(ScalarType.Float64).item<double>(), equal_nan: true))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Numbers of all sizes; integers are taken as they are.</summary>
    private static Tensor Draw(Tensor like) => like.is_floating_point() ? randn_like(like).mul(randn_like(like).mul(1.5).exp()) : like;
}
