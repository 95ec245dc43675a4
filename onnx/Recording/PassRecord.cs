using static TorchSharp.torch;

namespace Gans.Onnx.Recording;

/// <summary>
/// A pass, recorded in several runs at two batch sizes, call by call. An integer that differs between the batch sizes follows them, along the line through
/// both; one that is equal does not. So 128 channels are never taken for a batch.
/// </summary>
internal sealed class PassRecord : IDisposable
{
    private readonly List<(Recorder Recorder, long Batch)> runs = [];
    private readonly List<Recorder> replays = [];
    private readonly List<PassCall> calls = [];
    private readonly List<PassValue> values = [];
    private readonly Dictionary<RecordedValue, PassValue> merged = new(ReferenceEqualityComparer.Instance);

    private PassRecord()
    {
    }

    /// <summary>The inputs, in order.</summary>
    public IReadOnlyList<PassValue> Inputs { get; private set; } = [];

    /// <summary>The outputs, in order.</summary>
    public IReadOnlyList<(string Name, PassValue Value)> Outputs { get; private set; } = [];

    /// <summary>The calls, in order.</summary>
    public IReadOnlyList<PassCall> Calls => calls;

    /// <summary>All values so far, in the order in which the network made them.</summary>
    public IReadOnlyList<PassValue> Values => values;

    /// <summary>The batch size of each run.</summary>
    public IReadOnlyList<long> Batches => [.. runs.Select(static run => run.Batch)];

    /// <summary>Whether in a run the network's modules gave their own results.</summary>
    public IReadOnlyList<bool> IsPlain => [.. runs.Select(static run => !run.Recorder.ReplacesResults)];

    /// <summary>Known modules that no run called.</summary>
    public IReadOnlyList<(string Path, string Type)> NeverCalled => runs[0].Recorder.NeverCalled;

    /// <summary>Runs the pass once for each set of samples.</summary>
    public static PassRecord Record(NetworkState network, IReadOnlyList<OnnxInput> inputs, OnnxPass pass, IEnumerable<RecordedRun> wanted)
    {
        var record = new PassRecord();
        try
        {
            var declared = new List<IReadOnlyList<RecordedValue>>();
            var results = new List<IReadOnlyList<(string Name, RecordedValue Value)>>();
            var before = network.Hashes();
            foreach (var run in wanted)
            {
                using var scope = NewDisposeScope();
                using var plain = no_grad();
                Tensor[] drawn = [.. inputs.Select(run.Draw)];
                var recorder = new Recorder(network) { ReplacesResults = run.ReplacesResults };
                record.runs.Add((recorder, run.Batch));
                declared.Add([.. drawn.Zip(inputs, (tensor, input) => recorder.Declare(tensor, ValueOrigin.Input, input.Name))]);
                var outputs = pass(drawn);
                results.Add([.. outputs.Select(output => (output.Name, recorder.ValueOf(output.Value)))]);
                recorder.Stop();
            }

            var after = network.Hashes();
            if (before.FirstOrDefault(entry => after[entry.Key] != entry.Value) is { Key: { } changed })
            {
                throw new OnnxExportException(
                    $"Recording: '{changed}' is changed by the pass, so that no two calls of it compute the same. "
                    + "Make a new tensor of what changes, or leave that out in inference mode.");
            }

            record.Inputs = [.. inputs.Select((_, index) => record.Merge([.. declared.Select(run => run[index])]))];
            record.MergeCalls([.. record.runs.Select(static run => run.Recorder.Calls)], record.calls);
            record.Outputs = record.MergeOutputs(results);
            return record;
        }
        catch
        {
            record.Dispose();
            throw;
        }
    }

    /// <summary>Runs an expression of traced operations over known values in every run, and adds what it records.</summary>
    /// <param name="place">Path of the module whose code it stands for.</param>
    /// <param name="operands">The values it reads.</param>
    /// <param name="compute">The expression.</param>
    /// <returns>Its result: an operand, or a new value.</returns>
    public PassValue Replay(string place, IReadOnlyList<PassValue> operands, Func<IReadOnlyList<Tensor>, Tensor> compute)
    {
        using var plain = no_grad();
        var results = new List<RecordedValue>();
        var recorded = new List<IReadOnlyList<RecordedCall>>();
        for (var run = 0; run < runs.Count; run++)
        {
            using var scope = NewDisposeScope();
            var recorder = new Recorder(null, place);
            replays.Add(recorder);   // its copies live as long as the others
            Tensor[] tensors = [.. operands.Select(operand => operand.InRuns[run].Copy)];
            foreach (var (tensor, operand) in tensors.Zip(operands))
            {
                recorder.Know(tensor, operand.InRuns[run]);
            }

            results.Add(recorder.ValueOf(compute(tensors)));
            recorder.Stop();
            recorded.Add(recorder.Calls);
        }

        MergeCalls(recorded, []);
        return Merge(results);
    }

    /// <summary>A parameter or buffer as a value, whether or not a recorded call read it.</summary>
    public PassValue StateValue(string path, Tensor value)
    {
        if (values.FirstOrDefault(candidate => candidate.Origin == ValueOrigin.State && candidate.Name == path) is { } known)
        {
            return known;
        }

        var recorder = new Recorder(null);
        recorder.Stop();
        replays.Add(recorder);
        return Merge([.. runs.Select(_ => recorder.Declare(value, ValueOrigin.State, path))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (recorder, _) in runs)
        {
            recorder.Dispose();
        }

        replays.ForEach(static recorder => recorder.Dispose());
    }

    private static OnnxExportException Differ(string how) => new(
        $"Recording: the pass takes another way for other inputs or batch sizes: {how}. "
        + "Write it so that all of them run the same operations; choose with Ops.Where, not with if.");

    private IReadOnlyList<(string Name, PassValue Value)> MergeOutputs(List<IReadOnlyList<(string Name, RecordedValue Value)>> results)
    {
        if (results.Any(run => !run.Select(static output => output.Name).SequenceEqual(results[0].Select(static output => output.Name))))
        {
            throw Differ("the outputs' names differ");
        }

        return [.. results[0].Select((output, index) => (output.Name, Merge([.. results.Select(run => run[index].Value)])))];
    }

    private void MergeCalls(List<IReadOnlyList<RecordedCall>> recorded, List<PassCall> into)
    {
        var first = recorded[0];
        if (recorded.FirstOrDefault(run => run.Count != first.Count) is { } other)
        {
            throw Differ($"one run makes {first.Count} calls, another {other.Count}");
        }

        for (var index = 0; index < first.Count; index++)
        {
            RecordedCall[] calls = [.. recorded.Select(run => run[index])];
            if (calls.FirstOrDefault(call => !IsSame(call, first[index])) is { } differing)
            {
                throw Differ(
                    $"one calls {first[index].Title}{OnnxCall.At(first[index].Path)} "
                    + $"where another calls {differing.Title}{OnnxCall.At(differing.Path)}");
            }

            into.Add(MergeCall(calls));
        }
    }

    private PassCall MergeCall(RecordedCall[] recorded)
    {
        var first = recorded[0];
        var inputs = first.Inputs.Select((input, index) => input is null ? null : Merge([.. recorded.Select(call => call.Inputs[index]!)])).ToArray();
        var results = first.Results.Select((_, index) => Merge([.. recorded.Select(call => call.Results[index])])).ToArray();
        var sizes = first.Sizes
            .Select((_, index) => Fit([.. recorded.Select(call => call.Sizes[index])], $"argument {index} of {first.Title}{OnnxCall.At(first.Path)}"))
            .ToArray();
        var call = new PassCall(first, inputs, results, sizes);
        foreach (var result in results)
        {
            result.Producer ??= call;
        }

        return call;
    }

    private static bool IsSame(RecordedCall left, RecordedCall right) =>
        left.Title == right.Title && left.Path == right.Path && left.Sizes.Count == right.Sizes.Count && left.Arguments.SequenceEqual(right.Arguments)
        && left.Results.Count == right.Results.Count && left.Inputs.Count == right.Inputs.Count
        && left.Inputs.Zip(right.Inputs).All(static pair => pair.First is null == pair.Second is null);

    /// <summary>The value that the runs' values are; an unknown one where the runs do not agree.</summary>
    private PassValue Merge(List<RecordedValue> inRuns)
    {
        PassValue?[] known = [.. inRuns.Select(value => merged.GetValueOrDefault(value))];
        if (known[0] is { } same && known.All(value => value == same))
        {
            return same;
        }

        var origin = inRuns.All(value => value.Origin == inRuns[0].Origin && !merged.ContainsKey(value)) ? inRuns[0].Origin : ValueOrigin.Unknown;
        if (inRuns.Any(value => value.Copy.dtype != inRuns[0].Copy.dtype || value.Copy.dim() != inRuns[0].Copy.dim()))
        {
            throw Differ($"the types or ranks of '{inRuns[0].Name}' differ");
        }

        Dimension[] shape =
        [
            .. Enumerable.Range(0, (int)inRuns[0].Copy.dim())
                .Select(axis => Fit([.. inRuns.Select(value => value.Copy.shape[axis])], $"axis {axis} of '{inRuns[0].Name}'")),
        ];
        var value = new PassValue(values.Count, inRuns, shape) { Origin = origin };
        values.Add(value);
        foreach (var inRun in inRuns)
        {
            merged.TryAdd(inRun, value);
        }

        return value;
    }

    private Dimension Fit(long[] sizes, string what)
    {
        var other = runs.FindIndex(run => run.Batch != runs[0].Batch);
        var line = Dimension.Fit(sizes[0], runs[0].Batch, sizes[other], runs[other].Batch);
        return line is { } fitted && sizes.Select((size, run) => fitted.Constant + (fitted.PerBatch * runs[run].Batch) == size).All(static fits => fits)
            ? fitted
            : throw new OnnxExportException(
                $"Recording {what}: it is {sizes[0]} for a batch of {runs[0].Batch} and {sizes[other]} for {runs[other].Batch}, on no line a + b * N. "
                + "Make it a multiple of the batch size, or independent of it.");
    }
}
