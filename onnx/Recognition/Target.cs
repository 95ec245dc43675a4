using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>The value that is sought, or a part of it along an axis, with places at which terms are tried.</summary>
internal sealed class Target
{
    private const int Drawn = 160;
    private const int Kept = 40;

    private readonly IReadOnlyList<Tensor> values;
    private readonly Elements[] elements;
    private readonly long[][][] places;
    private readonly double[][] expected;
    private readonly double[] sizes;

    public Target(IReadOnlyList<Tensor> values)
        : this(values, [.. values.Select(static value => new Elements(value))])
    {
    }

    private Target(IReadOnlyList<Tensor> values, Elements[] elements)
    {
        this.values = values;
        this.elements = elements;
        Shapes = [.. elements.Select(static run => run.Shape)];
        var random = new Random(1);
        places = [.. elements.Select(run => Places(run, random))];
        expected = [.. elements.Select((run, index) => (double[])[.. places[index].Select(place => run.At(place))])];
        sizes = [.. expected.Select(static run => run.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max())];
    }

    /// <summary>Its sizes in each run.</summary>
    public IReadOnlyList<long[]> Shapes { get; }

    public int Rank => Shapes[0].Length;

    public ScalarType Type => values[0].dtype;

    public bool IsReal => Type is ScalarType.Float32 or ScalarType.Float64;

    /// <summary>The elements at the places of all runs, the first place of each run first.</summary>
    public double[] Sample => Sampled(static (_, _, value) => value);

    /// <summary>Greatest absolute value of the run of each element of a sample.</summary>
    public double[] SampleSizes => Sampled((run, _, _) => sizes[run]);

    /// <summary>Number of runs.</summary>
    public int Runs => values.Count;

    /// <summary>A part of it.</summary>
    public Target Part(int axis, long start, long length) =>
        new([.. values.Select(value => value.narrow(axis, start, length))], [.. elements.Select(run => run.Part(axis, start, length))]);

    /// <summary>The size of an axis where it is the same in every run; null where it follows the batch.</summary>
    public long? FixedSize(int axis) => Shapes.All(shape => shape[axis] == Shapes[0][axis]) ? Shapes[0][axis] : null;

    /// <summary>A term's elements at the places, as <see cref="Sample"/> has them.</summary>
    public double[] Read(Term term) => Sampled((run, place, _) => term.At(run, place));

    /// <summary>Whether a term of these sizes has these elements at the places.</summary>
    public bool Fits(Term term)
    {
        if (!term.Has(Shapes))
        {
            return false;
        }

        var count = places.Max(static run => run.Length);
        for (var index = 0; index < count; index++)
        {
            for (var run = 0; run < places.Length; run++)
            {
                if (index < places[run].Length && !AreClose(term.At(run, places[run][index]), expected[run][index], sizes[run], term.Tolerance))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether two numbers are the same but for rounding.</summary>
    public static bool AreClose(double found, double wanted, double size, double tolerance) =>
        found == wanted || Math.Abs(found - wanted) <= tolerance * (size + Math.Abs(wanted)) || (double.IsNaN(found) && double.IsNaN(wanted));

    /// <summary>Computes a term in every run and compares all elements: null where it differs, else whether all are equal bit for bit.</summary>
    public bool? Compare(Term term)
    {
        var same = true;
        for (var run = 0; run < values.Count; run++)
        {
            using var scope = NewDisposeScope();
            var at = run;
            var found = term.Build(Term.Named(term.Operands, term.Operands.Select(operand => operand.Values[at])));
            if (found.dtype != Type || !found.shape.AsSpan().SequenceEqual(Shapes[run]))
            {
                return null;
            }

            if (found.allclose(values[run], 0, 0, equal_nan: true))
            {
                continue;
            }

            same = false;
            if (term.Tolerance == 0 || !found.allclose(values[run], term.Tolerance, term.Tolerance * Greatest(values[run]), equal_nan: true))
            {
                return null;
            }
        }

        return same;
    }

    private static double Greatest(Tensor value) => value.nan_to_num(0, 0, 0).abs().max().to_type(ScalarType.Float64).item<double>();

    /// <summary>Places in a run, most of them where the value is not 0: zeros tell little, as many operations make them.</summary>
    private static long[][] Places(Elements run, Random random)
    {
        if (run.Shape.Contains(0))
        {
            return [];
        }

        long[][] drawn = [.. Enumerable.Range(0, Drawn).Select(_ => (long[])[.. run.Shape.Select(size => random.NextInt64(size))])];
        return [.. drawn.Where(place => run.At(place) != 0).Take(Kept * 3 / 4).Concat(drawn.Take(Kept / 4))];
    }

    private double[] Sampled(Func<int, long[], double, double> choose)
    {
        var count = places.Max(static run => run.Length);
        return
        [
            .. Enumerable.Range(0, count).SelectMany(index => Enumerable.Range(0, places.Length).Where(run => index < places[run].Length)
                .Select(run => choose(run, places[run][index], expected[run][index]))),
        ];
    }
}
