using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>Images enlarged by whole factors, and borders.</summary>
internal static class Resizes
{
    private const long MostPadding = 8;

    /// <summary>Enlargements and borders of a term [N, C, H, W] that have the given sizes.</summary>
    public static IEnumerable<Term> To(Term term, IReadOnlyList<long[]> shapes)
    {
        if (term.Rank != 4 || shapes[0].Length != 4
            || term.Shapes.Zip(shapes).Any(static pair => pair.First[0] != pair.Second[0] || pair.First[1] != pair.Second[1])
            || term.FixedSize(2) is not { } height || term.FixedSize(3) is not { } width || term.Has(shapes) || shapes[0][2] < height || shapes[0][3] < width)
        {
            yield break;
        }

        var (rows, columns) = (shapes[0][2], shapes[0][3]);
        if (rows % height == 0 && columns % width == 0)
        {
            yield return Nearest(term, shapes, rows, columns);
        }

        yield return Bilinear(term, shapes, rows, columns, alignCorners: false);
        yield return Bilinear(term, shapes, rows, columns, alignCorners: true);
        foreach (var pads in Pads(rows - height, columns - width))
        {
            yield return Zeros(term, shapes, pads);
            yield return Mirrored(term, shapes, pads, PaddingModes.Reflect);
            yield return Mirrored(term, shapes, pads, PaddingModes.Replicate);
        }
    }

    private static Term Nearest(Term term, IReadOnlyList<long[]> shapes, long rows, long columns)
    {
        var at = term.At;
        return term.Then(
            $"interpolate({{0}}, [{rows}, {columns}], nearest)",
            shapes,
            0,
            (run, place) => at(run, [place[0], place[1], place[2] * term.Shapes[run][2] / rows, place[3] * term.Shapes[run][3] / columns]),
            x => Ops.Interpolate(x, rows, columns));
    }

    private static Term Bilinear(Term term, IReadOnlyList<long[]> shapes, long rows, long columns, bool alignCorners)
    {
        var at = term.At;
        return term.Then(
            $"interpolate({{0}}, [{rows}, {columns}], bilinear{(alignCorners ? ", corners aligned" : string.Empty)})",
            shapes,
            Term.ManyRoundings,
            (run, place) =>
            {
                var (top, bottom, down) = Between(place[2], rows, term.Shapes[run][2], alignCorners);
                var (left, right, across) = Between(place[3], columns, term.Shapes[run][3], alignCorners);
                double Row(long row, ReadOnlySpan<long> from) =>
                    ((1 - across) * at(run, [from[0], from[1], row, left])) + (across * at(run, [from[0], from[1], row, right]));
                return ((1 - down) * Row(top, place)) + (down * Row(bottom, place));
            },
            x => Ops.Interpolate(x, rows, columns, InterpolationMode.Bilinear, alignCorners));
    }

    private static (long From, long To, double Way) Between(long index, long count, long size, bool alignCorners)
    {
        var exact = alignCorners
            ? count == 1 ? 0 : index * (double)(size - 1) / (count - 1)
            : Math.Max(0, ((index + 0.5) * size / count) - 0.5);
        var from = Math.Min((long)exact, size - 1);
        return (from, Math.Min(from + 1, size - 1), exact - from);
    }

    private static Term Zeros(Term term, IReadOnlyList<long[]> shapes, long[] pads)
    {
        var at = term.At;
        return term.Then(
            $"pad({{0}}, [{string.Join(", ", pads)}])",
            shapes,
            0,
            (run, place) =>
            {
                var (row, column) = (place[2] - pads[2], place[3] - pads[0]);
                return row < 0 || column < 0 || row >= term.Shapes[run][2] || column >= term.Shapes[run][3] ? 0 : at(run, [place[0], place[1], row, column]);
            },
            x => Ops.Pad(x, pads));
    }

    private static Term Mirrored(Term term, IReadOnlyList<long[]> shapes, long[] pads, PaddingModes mode)
    {
        var at = term.At;
        return term.Then(
            $"pad({{0}}, [{string.Join(", ", pads)}], {(mode == PaddingModes.Reflect ? "reflect" : "replicate")})",
            shapes,
            0,
            (run, place) =>
            {
                var (row, column) = (Inside(place[2] - pads[2], term.Shapes[run][2], mode), Inside(place[3] - pads[0], term.Shapes[run][3], mode));
                return at(run, [place[0], place[1], row, column]);
            },
            x => Ops.Pad(x, pads, mode));
    }

    private static long Inside(long index, long size, PaddingModes mode) => mode == PaddingModes.Reflect && size > 1
        ? index < 0 ? Math.Min(-index, size - 1) : index >= size ? Math.Max((2 * size) - 2 - index, 0) : index
        : Math.Clamp(index, 0, size - 1);

    /// <summary>Borders in libtorch's order, columns first: as even as possible, or on one side.</summary>
    private static IEnumerable<long[]> Pads(long rows, long columns)
    {
        if (rows > MostPadding || columns > MostPadding)
        {
            yield break;
        }

        foreach (var top in Firsts(rows))
        {
            foreach (var left in Firsts(columns))
            {
                yield return [left, columns - left, top, rows - top];
            }
        }

        static IEnumerable<long> Firsts(long all) => new HashSet<long> { all / 2, all - (all / 2), 0, all };
    }
}
