namespace Gans.Onnx.Recognition;

/// <summary>Products of matrices: of two values, of a value and a parameter, and with the parameter transposed and a bias, as in linear layers.</summary>
internal static class Products
{
    private const int MostValues = 16;

    /// <summary>The products that have a target's sizes.</summary>
    public static IEnumerable<Term> Of(Target target, Scene scene)
    {
        var shapes = target.Shapes;
        Term[] near = [.. scene.Values.Take(MostValues)];
        foreach (var left in near.Where(term => term.Rank == target.Rank && term.Rank > 1 && HaveOuterAxesOf(term, shapes, inner: 1)))
        {
            foreach (var weight in scene.States.Where(static state => state.Rank == 2))
            {
                if (IsProduct(left, weight, shapes, transposed: true))
                {
                    var plain = Linear(left, weight, shapes);
                    yield return plain;
                    foreach (var bias in scene.States.Where(state => state.Rank == 1 && state.Shapes[0][0] == weight.Shapes[0][0]))
                    {
                        yield return Linear(plain, left, weight, bias);
                    }
                }
            }

            var rights = near.Where(term => term.Rank == target.Rank && HaveOuterAxesOf(term, shapes, inner: 2));
            foreach (var right in rights.Concat(scene.States.Where(static state => state.Rank == 2)))
            {
                if (IsProduct(left, right, shapes, transposed: false))
                {
                    yield return Product(left, right, shapes, transposed: false);
                }

                if (right.Operands[0].Kind != GlueCandidateKind.State && IsProduct(left, right, shapes, transposed: true))
                {
                    yield return Product(left, right, shapes, transposed: true);
                }
            }
        }
    }

    private static bool HaveOuterAxesOf(Term term, IReadOnlyList<long[]> shapes, int inner) =>
        term.Shapes.Zip(shapes).All(pair => pair.First.AsSpan()[..^inner].SequenceEqual(pair.Second.AsSpan()[..^inner]));

    private static bool IsProduct(Term left, Term right, IReadOnlyList<long[]> shapes, bool transposed) => Enumerable.Range(0, shapes.Count).All(run =>
    {
        var (inner, columns) = transposed ? (right.Shapes[run][^1], right.Shapes[run][^2]) : (right.Shapes[run][^2], right.Shapes[run][^1]);
        return left.Shapes[run][^1] == inner && shapes[run][^1] == columns;
    });

    private static Term Product(Term left, Term right, IReadOnlyList<long[]> shapes, bool transposed)
    {
        var text = transposed ? $"{right.Text} transposed" : right.Text;
        var product = Pairs.Join(
            "matmul", left, right with { Text = text }, shapes, Term.ManyRoundings, (a, b) => Ops.MatMul(a, transposed ? Ops.Transpose(b, -2, -1) : b));
        return product with { At = Sum(left, right, transposed) };
    }

    private static Term Linear(Term left, Term weight, IReadOnlyList<long[]> shapes) =>
        Pairs.Join("linear", left, weight, shapes, Term.ManyRoundings, static (a, b) => Ops.Linear(a, b)) with { At = Sum(left, weight, transposed: true) };

    private static Term Linear(Term plain, Term left, Term weight, Term bias) => plain with
    {
        Text = $"linear({left.Text}, {weight.Text}, {bias.Text})",
        At = (run, place) => plain.At(run, place) + bias.At(run, place[^1..]),
        Operands = [.. plain.Operands, .. bias.Operands],
        Build = values => Ops.Linear(left.Build(values), weight.Build(values), bias.Build(values)),
    };

    private static Reading Sum(Term left, Term right, bool transposed) => (run, place) =>
    {
        Span<long> first = stackalloc long[left.Rank];
        Span<long> second = stackalloc long[right.Rank];
        place.CopyTo(first);
        place[..right.Rank].CopyTo(second);
        var (along, across) = transposed ? (right.Rank - 1, right.Rank - 2) : (right.Rank - 2, right.Rank - 1);
        second[across] = place[^1];
        var sum = 0.0;
        for (var index = 0L; index < left.Shapes[run][^1]; index++)
        {
            (first[^1], second[along]) = (index, index);
            sum += left.At(run, first) * right.At(run, second);
        }

        return sum;
    };
}
