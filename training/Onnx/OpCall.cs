using System.Collections.Immutable;
using Gans.Torch;

namespace Gans.Training.Onnx;

/// <summary>
/// One operator call of the pass, seen at two batch sizes, so that arguments which follow the batch can be told from those that do not.
/// Arguments are read by their names in the operator's schema.
/// </summary>
internal sealed class OpCall
{
    private readonly TracedCall first;
    private readonly TracedCall second;
    private readonly RecordedPass pass;

    public OpCall(RecordedPass pass, TracedCall first, TracedCall second)
    {
        this.pass = pass;
        this.first = first;
        this.second = second;
        Results = [.. first.Results.Zip(second.Results).Select(pair => pair.First is null || pair.Second is null ? null : pass.Merge(pair.First, pair.Second))];
    }

    /// <summary>The operator, such as <c>aten::conv2d</c>.</summary>
    public string Operator => first.Operator;

    /// <summary>Path of the module that made the call.</summary>
    public string ModulePath => first.ModulePath;

    /// <summary>What the call returned; null where undefined.</summary>
    public ImmutableArray<GraphValue?> Results { get; }

    /// <summary>The first result.</summary>
    public GraphValue Result => Results[0] ?? throw Fail("returns no tensor. Compute it by an operator that does.");

    /// <summary>The tensors among the arguments.</summary>
    public IEnumerable<GraphValue> Tensors => first.Tensors.Zip(second.Tensors, pass.Merge);

    /// <summary>Whether all arguments but tensors are the same at both batch sizes.</summary>
    public bool HasFixedArguments => first.Arguments.All(argument => SameUnlessTensor(argument.Value, second.Arguments[argument.Key]));

    /// <summary>Whether the argument was given and is not none.</summary>
    public bool Has(string name) => first.Has(name);

    /// <summary>Whether the argument is a tensor.</summary>
    public bool HasTensor(string name) => first.ValueOrNull(name) is not null;

    /// <summary>A tensor argument that must be there.</summary>
    public GraphValue Value(string name) => pass.Merge(first.Value(name), second.Value(name));

    /// <summary>A tensor argument; null for none.</summary>
    public GraphValue? ValueOrNull(string name) => HasTensor(name) ? Value(name) : null;

    /// <summary>Tensors of a list; null where the list holds none.</summary>
    public ImmutableArray<GraphValue?> Values(string name) =>
        [.. first.Values(name).Zip(second.Values(name)).Select(pair => pair.First is null ? null : pass.Merge(pair.First, pair.Second!))];

    /// <summary>An integer that may follow the batch.</summary>
    public Dimension Dimension(string name) => RecordedPass.Fit(first.Int(name), second.Int(name), $"argument '{name}' of {first}", ModulePath);

    /// <summary>Integers that may follow the batch.</summary>
    public ImmutableArray<Dimension> Dimensions(string name) =>
        [.. first.Ints(name).Zip(second.Ints(name)).Select(pair => RecordedPass.Fit(pair.First, pair.Second, $"argument '{name}' of {first}", ModulePath))];

    /// <summary>An integer that must be the same for every batch size.</summary>
    public long Int(string name) => Fixed(name, first.Int(name), second.Int(name));

    /// <summary>Integers that must be the same for every batch size.</summary>
    public ImmutableArray<long> Ints(string name) => [.. first.Ints(name).Zip(second.Ints(name)).Select(pair => Fixed(name, pair.First, pair.Second))];

    /// <summary>A number that must be the same for every batch size.</summary>
    public double Float(string name) => Fixed(name, first.Float(name), second.Float(name));

    /// <summary>A flag that must be the same for every batch size.</summary>
    public bool Bool(string name) => Fixed(name, first.Bool(name), second.Bool(name));

    /// <summary>Refuses a case that has no ONNX form.</summary>
    public void Require(bool condition, string found, string remedy)
    {
        if (!condition)
        {
            throw Fail($"{found}, which has no ONNX form here. {remedy}");
        }
    }

    /// <summary>The error that names the operator and the module.</summary>
    public OnnxExportException Fail(string reason) => new($"Exporting {first}{RecordedPass.In(ModulePath)}: {reason}");

    private static bool SameUnlessTensor(object? left, object? right) => (left, right) switch
    {
        (TracedValue or ImmutableArray<TracedValue?>, _) => true,
        (ImmutableArray<long> mine, ImmutableArray<long> other) => mine.SequenceEqual(other),
        (ImmutableArray<double> mine, ImmutableArray<double> other) => mine.SequenceEqual(other),
        _ => Equals(left, right),
    };

    private T Fixed<T>(string name, T atFirst, T atSecond)
        where T : IEquatable<T> =>
        atFirst.Equals(atSecond) ? atFirst : throw Fail($"argument '{name}' is {atFirst} or {atSecond}, depending on the batch size; a fixed one is needed.");
}
