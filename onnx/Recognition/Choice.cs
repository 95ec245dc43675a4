using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>The one expression among those that fit.</summary>
internal static class Choice
{
    private const int MostCompared = 12;
    private const long DrawnElements = 4096;
    private const int MostRounds = 64;

    /// <summary>
    /// The first that equals the target in every element of every run, bit for bit if any does. Another one of the same rank is a refusal, unless both are one
    /// function: then they agree on any values of their operands, not only on those that the network makes.
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

        // Of a few numbers none may reach what tells two functions apart, so small operands are drawn more often.
        GlueCandidate[] operands = [.. left.Operands.Concat(right.Operands).Distinct(ReferenceEqualityComparer.Instance).Cast<GlueCandidate>()];
        var elements = operands.Min(static operand => operand.Values[0].numel());
        var rounds = Math.Clamp(DrawnElements / Math.Max(elements, 1), 1, MostRounds);
        for (var round = 0L; round < rounds; round++)
        {
            for (var run = 0; run < 2; run++)
            {
                var at = run;
                if (!Agree(left, right, Term.Named(operands, operands.Select(operand => Draw(operand.Values[at])))))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Agree(Term left, Term right, IReadOnlyDictionary<GlueCandidate, Tensor> values)
    {
        using var scope = NewDisposeScope();
        var (first, second) = (left.Build(values), right.Build(values));
        var tolerance = Math.Max(left.Tolerance, right.Tolerance);
        return first.shape.AsSpan().SequenceEqual(second.shape)
            && first.allclose(second, tolerance, tolerance * first.nan_to_num(0, 0, 0).abs().max().to_type(ScalarType.Float64).item<double>(), equal_nan: true);
    }

    /// <summary>Numbers of all sizes; integers are taken as they are.</summary>
    private static Tensor Draw(Tensor like) => like.is_floating_point() ? randn_like(like).mul(randn_like(like).Times(1.5).exp()) : like;
}
