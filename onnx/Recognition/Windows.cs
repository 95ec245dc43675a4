namespace Gans.Onnx.Recognition;

/// <summary>Pooling of images.</summary>
internal static class Windows
{
    private const int LargestKernel = 8;

    /// <summary>Pools of a term [N, C, H, W] that have the given sizes.</summary>
    public static IEnumerable<Term> To(Term term, IReadOnlyList<long[]> shapes)
    {
        if (term.Rank != 4 || shapes[0].Length != 4
            || term.Shapes.Zip(shapes).Any(static pair => pair.First[0] != pair.Second[0] || pair.First[1] != pair.Second[1])
            || term.FixedSize(2) is not { } height || term.FixedSize(3) is not { } width)
        {
            yield break;
        }

        var (rows, columns) = (shapes[0][2], shapes[0][3]);
        if (rows <= height && columns <= width && (rows < height || columns < width))
        {
            yield return Adaptive(term, shapes, rows, columns);
        }

        for (var kernel = 2L; kernel <= LargestKernel; kernel++)
        {
            foreach (var stride in new HashSet<long> { kernel, 2, 1 })
            {
                for (var padding = 0L; padding <= kernel / 2; padding++)
                {
                    if (Fits(roundUp: false))
                    {
                        yield return Max(term, shapes, kernel, stride, padding, roundUp: false);
                        yield return Mean(term, shapes, kernel, stride, padding, countPadding: true);
                        if (padding > 0)
                        {
                            yield return Mean(term, shapes, kernel, stride, padding, countPadding: false);
                        }
                    }
                    else if (Fits(roundUp: true))
                    {
                        yield return Max(term, shapes, kernel, stride, padding, roundUp: true);
                    }

                    bool Fits(bool roundUp) =>
                        Size(height, kernel, stride, padding, roundUp) == rows && Size(width, kernel, stride, padding, roundUp) == columns;
                }
            }
        }
    }

    /// <summary>Pools of a term [N, C, H, W] that have the given number of elements for each example, flattened.</summary>
    public static IEnumerable<Term> Flattened(Term term, IReadOnlyList<long[]> shapes)
    {
        if (term.Rank != 4 || shapes[0].Length != 2
            || term.FixedSize(1) is not { } channels || term.FixedSize(2) is not { } height || term.FixedSize(3) is not { } width
            || shapes[0][1] % channels != 0 || term.Shapes.Zip(shapes).Any(static pair => pair.First[0] != pair.Second[0]))
        {
            yield break;
        }

        var area = shapes[0][1] / channels;
        for (var rows = 1L; rows <= Math.Min(area, height - 1); rows++)
        {
            if (area % rows == 0 && area / rows < width)
            {
                var (count, columns) = (rows, area / rows);
                foreach (var pool in To(term, [.. shapes.Select(shape => (long[])[shape[0], channels, count, columns])]))
                {
                    if (Moves.Reshape(pool, shapes) is { } flat)
                    {
                        yield return flat;
                    }
                }
            }
        }
    }

    private static long Size(long size, long kernel, long stride, long padding, bool roundUp)
    {
        var rest = size + (2 * padding) - kernel;
        var count = rest < 0 ? 0 : ((rest + (roundUp ? stride - 1 : 0)) / stride) + 1;
        return roundUp && (count - 1) * stride >= size + padding ? count - 1 : count;
    }

    private static Term Max(Term term, IReadOnlyList<long[]> shapes, long kernel, long stride, long padding, bool roundUp) => term.Then(
        $"max_pool2d({{0}}, {kernel}, {stride}, {padding}{(roundUp ? ", rounded up" : string.Empty)})",
        shapes,
        0,
        (run, place) =>
        {
            var greatest = double.NegativeInfinity;
            foreach (var value in Window(term, run, place, kernel, stride, padding))
            {
                greatest = Math.Max(greatest, value);
            }

            return greatest;
        },
        x => Ops.MaxPool2d(x, kernel, stride, padding, roundUp));

    private static Term Mean(Term term, IReadOnlyList<long[]> shapes, long kernel, long stride, long padding, bool countPadding) => term.Then(
        $"avg_pool2d({{0}}, {kernel}, {stride}, {padding}{(countPadding ? string.Empty : ", padding not counted")})",
        shapes,
        Term.ManyRoundings,
        (run, place) =>
        {
            var values = Window(term, run, place, kernel, stride, padding);
            return values.Sum() / (countPadding ? kernel * kernel : values.Count);
        },
        x => Ops.AveragePool2d(x, kernel, stride, padding, countPadding));

    private static Term Adaptive(Term term, IReadOnlyList<long[]> shapes, long rows, long columns) => term.Then(
        $"adaptive_avg_pool2d({{0}}, [{rows}, {columns}])",
        shapes,
        Term.ManyRoundings,
        (run, place) =>
        {
            var (height, width) = (term.Shapes[run][2], term.Shapes[run][3]);
            var (top, bottom) = Equal(place[2], rows, height);
            var (left, right) = Equal(place[3], columns, width);
            var values = Area(term, run, place, top, bottom, left, right);
            return values.Sum() / values.Count;
        },
        x => Ops.AdaptiveAveragePool2d(x, rows, columns));

    private static (long From, long To) Equal(long index, long count, long size) => (index * size / count, (((index + 1) * size) + count - 1) / count);

    private static List<double> Window(Term term, int run, ReadOnlySpan<long> place, long kernel, long stride, long padding)
    {
        var (top, left) = ((place[2] * stride) - padding, (place[3] * stride) - padding);
        return Area(
            term, run, place, Math.Max(top, 0), Math.Min(top + kernel, term.Shapes[run][2]), Math.Max(left, 0), Math.Min(left + kernel, term.Shapes[run][3]));
    }

    private static List<double> Area(Term term, int run, ReadOnlySpan<long> place, long top, long bottom, long left, long right)
    {
        var values = new List<double>();
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
            {
                values.Add(term.At(run, [place[0], place[1], row, column]));
            }
        }

        return values;
    }
}
