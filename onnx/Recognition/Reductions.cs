using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>Means, sums and greatest values over axes.</summary>
internal static class Reductions
{
    /// <summary>Reductions of a term over one axis, or several beside each other, that have the given sizes; the axes gone or kept with size 1.</summary>
    public static IEnumerable<Term> To(Term term, IReadOnlyList<long[]> shapes)
    {
        for (var first = 1; first < term.Rank; first++)
        {
            for (var last = first; last < term.Rank; last++)
            {
                var axes = Enumerable.Range(first, last - first + 1).ToArray();
                if (axes.All(axis => term.FixedSize(axis) == 1) || !axes.All(axis => term.FixedSize(axis) is not null))
                {
                    continue;
                }

                foreach (var keep in (bool[])[false, true])
                {
                    if (term.Shapes.Zip(shapes).All(pair => Reduced(pair.First, axes, keep).SequenceEqual(pair.Second)))
                    {
                        yield return Mean(term, shapes, axes, keep);
                        yield return Max(term, shapes, axes, keep);
                        yield return Sum(term, shapes, axes, keep);
                    }
                }
            }
        }
    }

    private static IEnumerable<long> Reduced(long[] shape, int[] axes, bool keep) =>
        keep ? shape.Select((size, axis) => axes.Contains(axis) ? 1 : size) : shape.Where((_, axis) => !axes.Contains(axis));

    private static Term Mean(Term term, IReadOnlyList<long[]> shapes, int[] axes, bool keep) =>
        Reduction("mean", Term.ManyRoundings, term, shapes, axes, keep, static values => values.Sum() / values.Count, (x, over) => Ops.Mean(x, over, keep));

    private static Term Max(Term term, IReadOnlyList<long[]> shapes, int[] axes, bool keep) =>
        Reduction("max", 0, term, shapes, axes, keep, static values => values.Max(), (x, over) => Ops.Max(x, over, keep));

    private static Term Sum(Term term, IReadOnlyList<long[]> shapes, int[] axes, bool keep) =>
        Reduction("sum", Term.ManyRoundings, term, shapes, axes, keep, static values => values.Sum(), (x, over) => Ops.Sum(x, over, keep));

    private static Term Reduction(
        string name,
        double tolerance,
        Term term,
        IReadOnlyList<long[]> shapes,
        int[] axes,
        bool keep,
        Func<List<double>, double> combine,
        Func<Tensor, long[], Tensor> build)
    {
        var at = term.At;
        long[] over = [.. axes];
        return term.Then(
            $"{name}({{0}}, [{string.Join(", ", axes)}]{(keep ? ", kept" : string.Empty)})",
            shapes,
            tolerance,
            (run, place) =>
            {
                var shape = term.Shapes[run];
                var inner = new long[shape.Length];
                for (int axis = 0, from = 0; axis < inner.Length; axis++)
                {
                    if (!axes.Contains(axis))
                    {
                        inner[axis] = place[from++];
                    }
                    else if (keep)
                    {
                        from++;
                    }
                }

                var values = new List<double>();
                do
                {
                    values.Add(at(run, inner));
                }
                while (Advance(inner, shape, axes));
                return combine(values);
            },
            x => build(x, over));
    }

    /// <summary>The next index over some axes; false at the end, where all are 0 again.</summary>
    private static bool Advance(long[] place, long[] shape, int[] axes)
    {
        for (var index = axes.Length - 1; index >= 0; index--)
        {
            if (++place[axes[index]] < shape[axes[index]])
            {
                return true;
            }

            place[axes[index]] = 0;
        }

        return false;
    }
}
