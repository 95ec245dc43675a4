using System.Collections.Immutable;
using Gans.Torch;

namespace Gans.Training.Onnx;

/// <summary>
/// A forward pass, recorded at two batch sizes. An integer that differs between the records follows the batch, along the line through both;
/// one that is equal does not. So 128 channels are never taken for a batch, and <c>reshape(N * 4, 8)</c> keeps its factor.
/// </summary>
internal sealed class RecordedPass : IDisposable
{
    /// <summary>Two primes, so that they are rarely sizes of the network.</summary>
    private const int FirstBatch = 3;
    private const int SecondBatch = 5;

    /// <summary>Operators whose results are no function of their arguments.</summary>
    private static readonly HashSet<string> NeverConstant = ["aten::empty", "aten::randn", "aten::rand", "aten::randint", "aten::randperm"];

    private readonly Trace first;
    private readonly Trace second;
    private readonly Dictionary<int, OpCall> producers = [];
    private readonly Dictionary<int, (TracedValue First, TracedValue Second)> merged = [];
    private readonly HashSet<int> constants = [];

    private RecordedPass(Trace first, Trace second)
    {
        this.first = first;
        this.second = second;
    }

    /// <summary>The inputs, in order.</summary>
    public ImmutableArray<GraphValue> Inputs { get; private set; } = [];

    /// <summary>The outputs, in order, with the names that the pass gave them.</summary>
    public ImmutableArray<(string Name, GraphValue Value)> Outputs { get; private set; } = [];

    /// <summary>The calls whose results reach an output and are not constant, in order.</summary>
    public ImmutableArray<OpCall> LiveCalls { get; private set; } = [];

    /// <summary>Runs the pass twice.</summary>
    public static RecordedPass Record(Module network, IReadOnlyList<ExportInput> inputs, ForwardPass forward)
    {
        var (firstTrace, firstInputs, firstOutputs) = Run(network, inputs, forward, FirstBatch);
        var (secondTrace, secondInputs, secondOutputs) = Run(network, inputs, forward, SecondBatch);
        var pass = new RecordedPass(firstTrace, secondTrace);
        try
        {
            pass.Inputs = [.. firstInputs.Zip(secondInputs, pass.Merge)];
            var calls = pass.MergeCalls();
            pass.Outputs = [.. firstOutputs.Zip(secondOutputs).Select(pair => (pair.First.Name, pass.Merge(pair.First.Value, pair.Second.Value)))];
            pass.LiveCalls = [.. pass.Live(calls)];
            return pass;
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    /// <summary><c> in module 'up14'</c>, or nothing outside of all modules.</summary>
    public static string In(string modulePath) => modulePath.Length == 0 ? string.Empty : $" in module '{modulePath}'";

    /// <summary>The call that made a value; null for inputs, parameters and constants.</summary>
    public OpCall? ProducerOf(GraphValue value) => producers.GetValueOrDefault(value.Id);

    /// <summary>The elements of a constant, which the pass owns; null where the value follows an input or the batch.</summary>
    /// <exception cref="OnnxExportException">The value was not the same in both passes.</exception>
    public Tensor? ContentsOf(GraphValue value)
    {
        if (!IsConstant(value))
        {
            return null;
        }

        var (atFirst, atSecond) = merged[value.Id];
        var contents = first.ContentsOf(atFirst)!;
        if (value.Name is null && !contents.ToArray<byte>().AsSpan().SequenceEqual(second.ContentsOf(atSecond)!.ToArray<byte>()))
        {
            var module = In(ProducerOf(value)?.ModulePath ?? string.Empty);
            throw new OnnxExportException(
                $"Exporting a {value.Type} {value.ShapeText} that no input reaches{module}: it changed between two passes. Give what changes as an input.");
        }

        return contents;
    }

    /// <summary>The same value of both records.</summary>
    public GraphValue Merge(TracedValue atFirst, TracedValue atSecond)
    {
        if (atFirst.Id != atSecond.Id || atFirst.Type != atSecond.Type || atFirst.Shape.Rank != atSecond.Shape.Rank)
        {
            throw Differ($"one has {atFirst.Type} {atFirst.Shape} where the other has {atSecond.Type} {atSecond.Shape}");
        }

        merged[atFirst.Id] = (atFirst, atSecond);
        var shape = ImmutableArray.CreateBuilder<Dimension>(atFirst.Shape.Rank);
        for (var axis = 0; axis < atFirst.Shape.Rank; axis++)
        {
            shape.Add(Fit(atFirst.Shape[axis], atSecond.Shape[axis], $"axis {axis} of a tensor", string.Empty));
        }

        return new GraphValue(atFirst.Id, atFirst.Name, atFirst.Type, shape.MoveToImmutable());
    }

    /// <summary>An integer for every batch size from its values in both records.</summary>
    public static Dimension Fit(long atFirst, long atSecond, string what, string modulePath) =>
        Dimension.Fit(atFirst, FirstBatch, atSecond, SecondBatch) ?? throw new OnnxExportException(
            $"Exporting {what}{In(modulePath)}: it is {atFirst} for a batch of {FirstBatch} and {atSecond} for {SecondBatch}, on no line a + b * N. "
            + "Make it a multiple of the batch size, or independent of it.");

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }

    private static (Trace Trace, TracedValue[] Inputs, (string Name, TracedValue Value)[] Outputs) Run(
        Module network, IReadOnlyList<ExportInput> inputs, ForwardPass forward, int batch)
    {
        using var scope = new TensorScope();
        using var plain = Autograd.NoGrad();
        Tensor[] samples = [.. inputs.Select(input => input.Sample(batch))];
        var trace = new Trace();
        try
        {
            TracedValue[] declared = [.. samples.Zip(inputs, (tensor, input) => trace.DeclareInput(tensor, input.Name))];
            foreach (var (name, value) in network.NamedState())
            {
                trace.Name(value, name);
            }

            var outputs = forward(samples);
            trace.Stop();
            return (trace, declared, [.. outputs.Select(output => (output.Name, trace.ValueOf(output.Value)))]);
        }
        catch
        {
            trace.Dispose();
            throw;
        }
    }

    private static OnnxExportException Differ(string how) =>
        new($"Exporting: the pass takes another way for a batch of {FirstBatch} than for one of {SecondBatch}: {how}. "
            + "Write it so that every batch size runs the same operators.");

    private List<OpCall> MergeCalls()
    {
        if (first.Calls.Count != second.Calls.Count)
        {
            throw Differ($"one calls {first.Calls.Count} operators, the other {second.Calls.Count}");
        }

        var calls = new List<OpCall>(first.Calls.Count);
        foreach (var (atFirst, atSecond) in first.Calls.Zip(second.Calls))
        {
            if (atFirst.ToString() != atSecond.ToString() || atFirst.Results.Length != atSecond.Results.Length)
            {
                throw Differ($"one calls {atFirst} where the other calls {atSecond}{In(atFirst.ModulePath)}");
            }

            var call = new OpCall(this, atFirst, atSecond);
            calls.Add(call);
            foreach (var result in call.Results.OfType<GraphValue>())
            {
                producers[result.Id] = call;
                if (IsFoldable(call) && result.HasFixedShape)
                {
                    constants.Add(result.Id);
                }
            }
        }

        return calls;
    }

    private bool IsFoldable(OpCall call) => !NeverConstant.Contains(call.Operator) && call.HasFixedArguments && call.Tensors.All(IsConstant);

    private bool IsConstant(GraphValue value) => producers.ContainsKey(value.Id)
        ? constants.Contains(value.Id)
        : value.HasFixedShape && first.ContentsOf(merged[value.Id].First) is not null;

    private Stack<OpCall> Live(List<OpCall> calls)
    {
        var needed = Outputs.Select(output => output.Value.Id).ToHashSet();
        var live = new Stack<OpCall>();
        foreach (var call in Enumerable.Reverse(calls))
        {
            if (call.Results.Any(result => result is not null && needed.Contains(result.Id) && !constants.Contains(result.Id)))
            {
                live.Push(call);
                needed.UnionWith(call.Tensors.Select(value => value.Id));
            }
        }

        return live;
    }
}
