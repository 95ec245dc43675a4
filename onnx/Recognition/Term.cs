using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>
/// An expression under test. It can be read at single places, so that most that do not fit are dropped after a few numbers, and computed as a whole.
/// </summary>
/// <param name="Text">For people: <c>relu(add(layer1.0.bn2, maxpool))</c>.</param>
/// <param name="Shapes">Its sizes in each run.</param>
/// <param name="Tolerance">How far it may be off by rounding, relative to the greatest value; 0 for what only moves or chooses values.</param>
/// <param name="At">Reads one element.</param>
/// <param name="Operands">The candidates that it uses.</param>
/// <param name="Build">The expression over their values, written with <see cref="Ops"/>.</param>
internal sealed record Term(
    string Text,
    IReadOnlyList<long[]> Shapes,
    double Tolerance,
    Reading At,
    IReadOnlyList<GlueCandidate> Operands,
    Func<IReadOnlyDictionary<GlueCandidate, Tensor>, Tensor> Build)
{
    /// <summary>One operation of numbers, rounded once.</summary>
    public const double OneRounding = 1e-6;

    /// <summary>Operations that sum many numbers, or that libtorch approximates.</summary>
    public const double ManyRoundings = 1e-5;

    /// <summary>Number of axes.</summary>
    public int Rank => Shapes[0].Length;

    /// <summary>Values by their operands, for <see cref="Build"/>.</summary>
    public static IReadOnlyDictionary<GlueCandidate, Tensor> Named(IReadOnlyList<GlueCandidate> operands, IEnumerable<Tensor> values)
    {
        var named = new Dictionary<GlueCandidate, Tensor>(ReferenceEqualityComparer.Instance);
        foreach (var (operand, value) in operands.Zip(values))
        {
            named[operand] = value;
        }

        return named;
    }

    /// <summary>The term that is a candidate itself.</summary>
    public static Term Of(GlueCandidate candidate)
    {
        Elements[] elements = [.. candidate.Values.Select(static value => new Elements(value))];
        long[][] shapes = [.. elements.Select(static run => run.Shape)];
        return new Term(candidate.Name, shapes, 0, (run, place) => elements[run].At(place), [candidate], values => values[candidate]);
    }

    /// <summary>An operation of this term alone.</summary>
    /// <param name="text">Its name and arguments, in which {0} is the operand.</param>
    /// <param name="shapes">Sizes of the result.</param>
    /// <param name="tolerance">What its own rounding adds.</param>
    /// <param name="at">Reads the result.</param>
    /// <param name="build">The operation.</param>
    public Term Then(string text, IReadOnlyList<long[]> shapes, double tolerance, Reading at, Func<Tensor, Tensor> build)
    {
        var inner = Build;
        var whole = text.Replace("{0}", Text, StringComparison.Ordinal);
        return new Term(whole, shapes, Math.Max(Tolerance, tolerance), at, Operands, values => build(inner(values)));
    }

    /// <summary>Whether it has the given sizes in each run.</summary>
    public bool Has(IReadOnlyList<long[]> shapes) => Shapes.Zip(shapes).All(static pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>The size of an axis where it is the same in every run; null where it follows the batch.</summary>
    public long? FixedSize(int axis) => Shapes.All(shape => shape[axis] == Shapes[0][axis]) ? Shapes[0][axis] : null;
}
