namespace Gans.Onnx.Recognition;

/// <summary>What an operation element by element may take: candidates of the target's sizes, moved to them, or broadcast to them.</summary>
internal static class Leaves
{
    /// <summary>The leaves that a target may have, nearest first.</summary>
    /// <param name="target">The target.</param>
    /// <param name="terms">The candidates, nearest first.</param>
    /// <param name="most">How many are enough.</param>
    public static List<Leaf> Of(Target target, IEnumerable<Term> terms, int most)
    {
        var leaves = new List<Leaf>();
        foreach (var term in terms)
        {
            foreach (var (moved, broadcast) in Forms(term, target.Shapes))
            {
                leaves.Add(new Leaf(moved, target.Read(broadcast)));
            }

            if (leaves.Count >= most)
            {
                break;
            }
        }

        return leaves;
    }

    private static IEnumerable<(Term Moved, Term Broadcast)> Forms(Term term, IReadOnlyList<long[]> shapes)
    {
        if (term.Has(shapes))
        {
            yield return (term, term);
            yield break;
        }

        if (term.Shapes.Zip(shapes).All(static pair => Moves.Count(pair.First) == Moves.Count(pair.Second)) && Moves.Count(shapes[0]) > 1)
        {
            foreach (var moved in Moves.To(term, shapes))
            {
                yield return (moved, moved);
            }

            yield break;
        }

        foreach (var half in Halves(term, shapes))
        {
            yield return (half, half);
        }

        foreach (var before in Broadcasts(term, shapes))
        {
            yield return (before, Expanded(before, shapes));
        }
    }

    /// <summary>Equal parts of an axis, as chunk gives them; the first part of a longer table.</summary>
    private static IEnumerable<Term> Halves(Term term, IReadOnlyList<long[]> shapes)
    {
        if (term.Rank != shapes[0].Length)
        {
            yield break;
        }

        int[] longer = [.. Enumerable.Range(0, term.Rank).Where(axis => term.Shapes.Zip(shapes).Any(pair => pair.First[axis] > pair.Second[axis]))];
        if (longer is [var along] && term.FixedSize(along) is { } have && shapes.All(shape => shape[along] == shapes[0][along])
            && term.Shapes.Zip(shapes).All(
                pair => pair.First.Zip(pair.Second).Where((_, axis) => axis != along).All(static sizes => sizes.First == sizes.Second)))
        {
            var wanted = shapes[0][along];
            for (var start = 0L; start + wanted <= have; start += wanted)
            {
                yield return Moves.Slice(term, along, start, wanted);
            }
        }
    }

    /// <summary>The term with axes of size 1 between its own, wherever it then fits the sizes.</summary>
    private static IEnumerable<Term> Broadcasts(Term term, IReadOnlyList<long[]> shapes)
    {
        var wanted = shapes[0].Length;
        if (term.Rank > wanted)
        {
            yield break;
        }

        foreach (var places in Places(0, 0))
        {
            IReadOnlyList<long[]> spread = [.. term.Shapes.Select(shape => Spread(shape, places))];
            if (spread.Zip(shapes).All(static pair => pair.First.Zip(pair.Second).All(static sizes => sizes.First == 1 || sizes.First == sizes.Second)))
            {
                // Axes in front come by themselves.
                var front = places.Count == 0 ? wanted : places[0];
                var trailing = places.Select((place, index) => place - front == index).All(static same => same) && front + term.Rank == wanted;
                if (trailing)
                {
                    yield return term;
                }
                else if (Moves.Reshape(term, spread) is { } reshaped)
                {
                    yield return reshaped;
                }
            }
        }

        IEnumerable<List<int>> Places(int axis, int from) => axis == term.Rank
            ? [[]]
            : Enumerable.Range(from, Math.Max(0, wanted - from - (term.Rank - axis) + 1))
                .SelectMany(place => Places(axis + 1, place + 1).Select(rest => (List<int>)[place, .. rest]));

        long[] Spread(long[] shape, List<int> places)
        {
            var spread = new long[wanted];
            Array.Fill(spread, 1);
            for (var axis = 0; axis < shape.Length; axis++)
            {
                spread[places[axis]] = shape[axis];
            }

            return spread;
        }
    }

    /// <summary>For reading: the term repeated to the sizes.</summary>
    private static Term Expanded(Term term, IReadOnlyList<long[]> shapes)
    {
        var at = term.At;
        var added = shapes[0].Length - term.Rank;
        return term with
        {
            Shapes = shapes,
            At = (run, place) =>
            {
                var shape = term.Shapes[run];
                Span<long> inner = stackalloc long[shape.Length];
                for (var axis = 0; axis < inner.Length; axis++)
                {
                    inner[axis] = shape[axis] == 1 ? 0 : place[axis + added];
                }

                return at(run, inner);
            },
        };
    }
}
