namespace Gans.Onnx.Recognition;

/// <summary>What only moves values: reshape, permute, slices.</summary>
internal static class Moves
{
    private const int MostPermutedAxes = 5;

    /// <summary>One move, or a reshape before or after a permutation, from a term to the given sizes.</summary>
    public static IEnumerable<Term> To(Term term, IReadOnlyList<long[]> shapes)
    {
        if (term.Has(shapes))
        {
            yield return term;
        }
        else if (Reshape(term, shapes) is { } reshaped)
        {
            yield return reshaped;
        }

        foreach (var moved in Parts(term, shapes).Concat(Permuted(term, shapes)).Concat(Shuffles(term, shapes)))
        {
            yield return moved;
        }
    }

    /// <summary>The same values in other axes; null where their number differs or two axes follow the batch.</summary>
    public static Term? Reshape(Term term, IReadOnlyList<long[]> shapes)
    {
        var fits = term.Shapes.Zip(shapes).All(static pair => Count(pair.First) == Count(pair.Second));
        long[] wanted = [.. shapes[0].Select((size, axis) => shapes.All(shape => shape[axis] == size) ? size : -1)];
        if (!fits || wanted.Count(static size => size == -1) > 1)
        {
            return null;
        }

        var at = term.At;
        var flattens = shapes[0].Length == 2 && term.Rank > 2 && shapes[0][0] == term.Shapes[0][0];
        return term.Then(
            flattens ? "flatten({0})" : $"reshape({{0}}, [{string.Join(", ", wanted)}])",
            shapes,
            0,
            (run, place) =>
            {
                var flat = 0L;
                for (var axis = 0; axis < place.Length; axis++)
                {
                    flat = (flat * shapes[run][axis]) + place[axis];
                }

                var shape = term.Shapes[run];
                Span<long> inner = stackalloc long[shape.Length];
                for (var axis = shape.Length - 1; axis >= 0; axis--)
                {
                    (flat, inner[axis]) = Math.DivRem(flat, shape[axis]);
                }

                return at(run, inner);
            },
            x => Ops.Reshape(x, wanted));
    }

    /// <summary>The axes in another order.</summary>
    public static Term Permute(Term term, int[] order)
    {
        var at = term.At;
        long[] axes = [.. order];
        return term.Then(
            $"permute({{0}}, [{string.Join(", ", order)}])",
            [.. term.Shapes.Select(shape => (long[])[.. order.Select(axis => shape[axis])])],
            0,
            (run, place) =>
            {
                Span<long> inner = stackalloc long[place.Length];
                for (var axis = 0; axis < order.Length; axis++)
                {
                    inner[order[axis]] = place[axis];
                }

                return at(run, inner);
            },
            x => Ops.Permute(x, axes));
    }

    /// <summary>Some indices of an axis.</summary>
    public static Term Slice(Term term, int axis, long start, long length, long step = 1)
    {
        var at = term.At;
        var end = start + ((length - 1) * step) + 1;
        return term.Then(
            $"slice({{0}}, axis {axis}, {start}..{end}{(step == 1 ? string.Empty : $", step {step}")})",
            [.. term.Shapes.Select(shape => (long[])[.. shape[..axis], length, .. shape[(axis + 1)..]])],
            0,
            (run, place) =>
            {
                Span<long> inner = stackalloc long[place.Length];
                place.CopyTo(inner);
                inner[axis] = start + (place[axis] * step);
                return at(run, inner);
            },
            x => Ops.Slice(x, axis, start, end, step));
    }

    /// <summary>One index of an axis, which is then gone.</summary>
    public static Term Select(Term term, int axis, long index)
    {
        var at = term.At;
        return term.Then(
            $"select({{0}}, axis {axis}, {index})",
            [.. term.Shapes.Select(shape => (long[])[.. shape[..axis], .. shape[(axis + 1)..]])],
            0,
            (run, place) =>
            {
                Span<long> inner = stackalloc long[place.Length + 1];
                place[..axis].CopyTo(inner);
                inner[axis] = index;
                place[axis..].CopyTo(inner[(axis + 1)..]);
                return at(run, inner);
            },
            x => Ops.Select(x, axis, index));
    }

    /// <summary>A term of one example, such as a learned token, repeated for each example of the batch.</summary>
    public static IEnumerable<Term> Expand(Term term, Term? batch, IReadOnlyList<long[]> shapes)
    {
        if (batch is null || term.Rank != shapes[0].Length || term.Rank == 0 || term.FixedSize(0) != 1
            || !term.Shapes.Zip(shapes).All(static pair => pair.First.AsSpan(1).SequenceEqual(pair.Second.AsSpan(1)))
            || !batch.Shapes.Zip(shapes).All(static pair => pair.First[0] == pair.Second[0]))
        {
            yield break;
        }

        var (at, inner, like) = (term.At, term.Build, batch.Build);
        yield return new Term(
            $"expand({term.Text})",
            shapes,
            term.Tolerance,
            (run, place) =>
            {
                Span<long> first = stackalloc long[place.Length];
                place.CopyTo(first);
                first[0] = 0;
                return at(run, first);
            },
            [.. term.Operands, .. batch.Operands.Except(term.Operands)],
            values => Ops.Expand(inner(values), [like(values).shape[0], .. Enumerable.Repeat(-1L, term.Rank - 1)]));
    }

    public static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var size in shape)
        {
            count *= size;
        }

        return count;
    }

    /// <summary>Slices along one axis, every second index, and single indices.</summary>
    private static IEnumerable<Term> Parts(Term term, IReadOnlyList<long[]> shapes)
    {
        if (term.Rank == shapes[0].Length)
        {
            int[] differing = [.. Enumerable.Range(0, term.Rank).Where(axis => term.Shapes.Zip(shapes).Any(pair => pair.First[axis] != pair.Second[axis]))];
            if (differing is not [var axis] || term.FixedSize(axis) is not { } have
                || shapes.Any(shape => shape[axis] != shapes[0][axis]) || shapes[0][axis] >= have)
            {
                yield break;
            }

            var wanted = shapes[0][axis];
            for (var start = 0L; start + wanted <= have; start++)
            {
                yield return Slice(term, axis, start, wanted);
            }

            for (var start = 0L; start < 2 && wanted > 1; start++)
            {
                if (start + ((wanted - 1) * 2) < have)
                {
                    yield return Slice(term, axis, start, wanted, 2);
                }
            }
        }
        else if (term.Rank == shapes[0].Length + 1)
        {
            for (var axis = 0; axis < term.Rank; axis++)
            {
                var gone = axis;
                if (term.FixedSize(axis) is { } have and > 1
                    && term.Shapes.Zip(shapes).All(pair => pair.First.Where((_, index) => index != gone).SequenceEqual(pair.Second)))
                {
                    for (var index = 0L; index < have; index++)
                    {
                        yield return Select(term, axis, index);
                    }
                }
            }
        }
    }

    /// <summary>Permutations, with a reshape before (to the heads of an attention) or after (back from them).</summary>
    private static IEnumerable<Term> Permuted(Term term, IReadOnlyList<long[]> shapes)
    {
        if (term.Shapes.Zip(shapes).Any(static pair => Count(pair.First) != Count(pair.Second)))
        {
            yield break;
        }

        if (term.Rank is > 1 and <= MostPermutedAxes)
        {
            foreach (var order in Orders(term.Rank))
            {
                var permuted = Permute(term, order);
                if (permuted.Has(shapes))
                {
                    yield return permuted;
                }
                else if (Reshape(permuted, shapes) is { } reshaped)
                {
                    yield return reshaped;
                }
            }
        }

        if (shapes[0].Length is > 1 and <= MostPermutedAxes)
        {
            foreach (var order in Orders(shapes[0].Length))
            {
                IReadOnlyList<long[]> before = [.. shapes.Select(shape => Unpermuted(shape, order))];
                if (!term.Has(before) && Reshape(term, before) is { } reshaped)
                {
                    yield return Permute(reshaped, order);
                }
            }
        }
    }

    /// <summary>Channels of groups, interleaved.</summary>
    private static IEnumerable<Term> Shuffles(Term term, IReadOnlyList<long[]> shapes)
    {
        if (term.Rank < 3 || !term.Has(shapes) || term.FixedSize(1) is not { } channels)
        {
            yield break;
        }

        for (var groups = 2L; groups < channels; groups++)
        {
            if (channels % groups == 0)
            {
                var count = groups;
                var grouped = Reshape(term, [.. shapes.Select(shape => (long[])[shape[0], count, channels / count, .. shape[2..]])]);
                if (grouped is not null && Reshape(Permute(grouped, [0, 2, 1, .. Enumerable.Range(3, term.Rank - 2)]), shapes) is { } shuffled)
                {
                    yield return shuffled;
                }
            }
        }
    }

    private static long[] Unpermuted(long[] shape, int[] order)
    {
        var before = new long[shape.Length];
        for (var axis = 0; axis < order.Length; axis++)
        {
            before[order[axis]] = shape[axis];
        }

        return before;
    }

    /// <summary>All orders of some axes but the one that they have.</summary>
    private static IEnumerable<int[]> Orders(int axes)
    {
        return From([], [.. Enumerable.Range(0, axes)]).Where(static order => !order.SequenceEqual(order.Order()));

        static IEnumerable<int[]> From(int[] chosen, int[] rest) =>
            rest.Length == 0 ? [chosen] : rest.SelectMany(axis => From([.. chosen, axis], [.. rest.Where(other => other != axis)]));
    }
}
