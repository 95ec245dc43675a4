namespace Gans.Onnx.Recognition;

/// <summary>Concatenations: the target part by part along an axis.</summary>
internal static class Joins
{
    private const long MostSingleParts = 4;

    /// <summary>The concatenation that a target is, for each axis along which its parts are found.</summary>
    /// <param name="target">The target.</param>
    /// <param name="scene">The candidates.</param>
    /// <param name="recognizePart">Finds a part; whether it is one index of the axis is told, where a number times a value is tried, too.</param>
    public static IEnumerable<Term> Of(Target target, Scene scene, Func<Target, bool, Term?> recognizePart)
    {
        for (var axis = 1; axis < target.Rank; axis++)
        {
            if (target.FixedSize(axis) is { } total and > 1 && Parts(target, axis, total, Widths(target, scene, axis, total), recognizePart) is { } parts)
            {
                yield return Join(parts, target, axis);
            }
        }
    }

    /// <summary>How long parts may be, the longest first: as candidates are, or one index each of a short axis.</summary>
    private static long[] Widths(Target target, Scene scene, int axis, long total)
    {
        var widths = scene.Values.Concat(scene.States)
            .Where(term => term.Rank == target.Rank && CouldBePart(term, target, axis) && term.FixedSize(axis) < total)
            .Select(term => term.FixedSize(axis)!.Value);
        return [.. widths.Concat(total <= MostSingleParts ? [1] : []).Distinct().OrderDescending()];
    }

    /// <summary>Whether the other sizes fit; along channels also before a pool, which changes rows and columns, and where 1 is repeated.</summary>
    private static bool CouldBePart(Term term, Target target, int axis) => Enumerable.Range(0, target.Rank).All(other =>
        other == axis
        || (target.Rank == 4 && axis == 1 && other > 1)
        || term.Shapes.Zip(target.Shapes).All(pair => pair.First[other] == pair.Second[other] || pair.First[other] == 1));

    private static List<Term>? Parts(Target target, int axis, long total, long[] widths, Func<Target, bool, Term?> recognizePart)
    {
        var dead = new HashSet<long>();
        return From(0);

        List<Term>? From(long start)
        {
            if (start == total)
            {
                return [];
            }

            foreach (var width in widths.Where(width => start + width <= total && !dead.Contains(start + width)))
            {
                if (recognizePart(target.Part(axis, start, width), width == 1) is { } part && From(start + width) is { } rest)
                {
                    return [part, .. rest];
                }
            }

            dead.Add(start);
            return null;
        }
    }

    private static Term Join(List<Term> parts, Target target, int axis) => new(
        $"concat([{string.Join(", ", parts.Select(static part => part.Text))}], axis {axis})",
        target.Shapes,
        parts.Max(static part => part.Tolerance),
        static (_, _) => double.NaN,
        [.. parts.SelectMany(static part => part.Operands).Distinct<GlueCandidate>(ReferenceEqualityComparer.Instance)],
        values => Ops.Concat([.. parts.Select(part => part.Build(values))], axis));
}
