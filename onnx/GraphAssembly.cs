using Gans.Onnx.Converters;
using Gans.Onnx.Graph;
using Gans.Onnx.Recognition;
using Gans.Onnx.Recording;
using global::Onnx;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>
/// From a record to a graph: what reaches an output is converted, what no input reaches is stored, what no recorded call made is recognised or refused.
/// </summary>
internal sealed class GraphAssembly
{
    private const double RelativeAgreement = 1e-4;   // of a recognised expression, computed in another order than the network's own

    private readonly PassRecord record;
    private readonly OnnxExportOptions options;
    private readonly IGlueRecognizer recognizer;
    private readonly GraphBuilder builder;
    private readonly Dictionary<PassValue, OnnxValue> bound = [];
    private readonly Dictionary<PassValue, PassValue> recognized = [];
    private readonly Dictionary<PassValue, bool> constants = [];
    private readonly Dictionary<PassValue, GlueCandidate> candidates = [];
    private readonly Lazy<IReadOnlyDictionary<GlueCandidate, (string Path, Tensor Value)>> states;
    private readonly List<RecognizedGlue> glue = [];

    public GraphAssembly(PassRecord record, NetworkState state, OnnxExportOptions options, IReadOnlyList<OnnxInput> inputs, IGlueRecognizer recognizer)
    {
        this.record = record;
        this.options = options;
        this.recognizer = recognizer;
        states = new Lazy<IReadOnlyDictionary<GlueCandidate, (string Path, Tensor Value)>>(() => state.Values.ToDictionary(
            entry =>
            {
                var readable = entry.Value.device_type == DeviceType.CPU && entry.Value.is_contiguous() ? entry.Value : entry.Value.detach().cpu().contiguous();
                return new GlueCandidate(entry.Path, GlueCandidateKind.State, [.. record.Batches.Select(_ => readable)]);
            },
            static entry => entry,
            (IEqualityComparer<GlueCandidate>)ReferenceEqualityComparer.Instance));
        builder = new GraphBuilder(record.Outputs.Select(static output => output.Name));
        foreach (var (value, input) in record.Inputs.Zip(inputs))
        {
            bound[value] = builder.Input(input.Name, value.Type, value.Shape, input.Description, input.Default);
        }
    }

    /// <summary>What was recognised.</summary>
    public IReadOnlyList<RecognizedGlue> Glue => glue;

    /// <summary>Converts everything that the outputs need.</summary>
    public GraphProto Build(string name)
    {
        foreach (var call in Needed())
        {
            if (call.Results.Any(result => !bound.ContainsKey(result)) && !call.Results.All(IsConstant))
            {
                Convert(call);
            }
        }

        foreach (var (output, value) in record.Outputs)
        {
            builder.Output(output, Emit(value), options.OutputDescriptions.GetValueOrDefault(output));
        }

        return builder.Build(name);
    }

    /// <summary>The calls that reach an output, in order. Unknown values on the way are recognised.</summary>
    private IEnumerable<PassCall> Needed()
    {
        var open = new Stack<PassValue>(record.Outputs.Select(static output => output.Value));
        var needed = new HashSet<PassCall>();
        while (open.TryPop(out var value))
        {
            value = Known(value);
            if (value.Producer is { } call && needed.Add(call))
            {
                foreach (var input in call.Inputs.OfType<PassValue>())
                {
                    open.Push(input);
                }
            }
        }

        return record.Calls.Where(needed.Contains);
    }

    private PassValue Known(PassValue value)
    {
        if (value.Origin != ValueOrigin.Unknown)
        {
            return value;
        }

        if (!recognized.TryGetValue(value, out var known))
        {
            known = recognized[value] = Recognize(value);
        }

        return Known(known);
    }

    private PassValue Recognize(PassValue unknown)
    {
        if (options.Strict)
        {
            throw Refuse(unknown, string.Empty);
        }

        var place = unknown.InRuns[0].Place;
        var before = record.Values.Where(value => value.Order < unknown.Order && value.Origin != ValueOrigin.State).ToDictionary(
            Candidate, static value => value, (IEqualityComparer<GlueCandidate>)ReferenceEqualityComparer.Instance);
        var answer = recognizer.Recognize(
            new GlueQuestion(place, record.Batches, [.. unknown.InRuns.Select(static run => run.Copy)], [.. before.Keys, .. states.Value.Keys]));
        if (answer.Expression is not { } expression)
        {
            throw Refuse(unknown, answer.Found);
        }

        PassValue[] operands = [.. expression.Operands.Select(operand => before.TryGetValue(operand, out var value) ? value : StateValue(operand))];
        var result = record.Replay(place, operands, expression.Compute);
        if (!Agree(unknown, result))
        {
            throw Refuse(unknown, $"{expression.Text} gives other values when it is computed again");
        }

        glue.Add(new RecognizedGlue(place, expression.Text, unknown.Shape.Text()));
        return result;
    }

    private GlueCandidate Candidate(PassValue value)
    {
        if (!candidates.TryGetValue(value, out var known))
        {
            var name = value.Origin != ValueOrigin.Unknown ? value.Name
                : record.Calls.FirstOrDefault(call => call.Inputs.Contains(value)) is { } reader ? $"input of {Path(reader.InFirstRun)}" : "earlier glue";
            known = candidates[value] = new GlueCandidate(name, Kind(value), [.. value.InRuns.Select(static run => run.Copy)]);
        }

        return known;
    }

    private static string Path(RecordedCall call) => call.Path.Length == 0 ? call.Title : call.Path;

    private PassValue StateValue(GlueCandidate operand)
    {
        var (path, value) = states.Value[operand];
        return record.StateValue(path, value);
    }

    private static GlueCandidateKind Kind(PassValue value) => value.Origin switch
    {
        ValueOrigin.Input => GlueCandidateKind.Input,
        ValueOrigin.Unknown => GlueCandidateKind.Unknown,
        _ => GlueCandidateKind.Result,
    };

    private static bool Agree(PassValue left, PassValue right)
    {
        using var scope = NewDisposeScope();
        return left.Type == right.Type && left.InRuns.Zip(right.InRuns).All(static pair =>
            pair.First.Copy.shape.SequenceEqual(pair.Second.Copy.shape)
            && pair.First.Copy.allclose(pair.Second.Copy, RelativeAgreement, RelativeAgreement * Greatest(pair.First.Copy), equal_nan: true));
    }

    private static double Greatest(Tensor value) =>
        value.is_floating_point() && value.numel() > 0 ? value.nan_to_num(0, 0, 0).abs().max().to_type(ScalarType.Float64).item<double>() : 0;

    private OnnxExportException Refuse(PassValue unknown, string found)
    {
        var first = unknown.InRuns[0];
        var reader = record.Calls.FirstOrDefault(call => call.Inputs.Contains(unknown));
        var use = reader is null ? "an output" : $"an input of {reader.InFirstRun.Title}{OnnxCall.At(reader.InFirstRun.Path)}";
        var how = first.ChangedFrom is { Name.Length: > 0 } before
            ? $"'{before.Name}' was changed in place after it was made"
            : "no recorded call made it";
        var never = record.NeverCalled.Take(3).Select(static entry => $"'{entry.Path}' ({entry.Type})").ToArray();
        var forward = never.Length > 0 && first.ChangedFrom is null
            ? $" Never called: {string.Join(", ", never)}; where the code runs a module's forward, write call, so that hooks fire."
            : string.Empty;
        var place = first.Place.Length == 0 ? " the network" : $" module '{first.Place}'";
        var values = found.Length == 0 ? string.Empty : $" By its values: {found}.";
        return new OnnxExportException(
            $"Exporting{place}: found a {unknown.Type} {unknown.Shape.Text()} as {use}, and {how}.{values}{forward} "
            + "Write the functional code between modules with Gans.Onnx.Ops, or put it in a module of its own that implements IOnnxModule"
            + (options.Strict ? ", or export without Strict." : "."));
    }

    private OnnxValue Emit(PassValue wanted)
    {
        var value = Known(wanted);
        if (bound.TryGetValue(value, out var known))
        {
            return known;
        }

        if (value.Origin == ValueOrigin.State)
        {
            return bound[value] = builder.State(value.Name, value.InRuns[0].Copy);
        }

        if (value.Origin == ValueOrigin.Constant || IsConstant(value))
        {
            return bound[value] = Store(value);
        }

        Convert(value.Producer ?? throw Refuse(value, string.Empty));
        return bound[value];
    }

    private void Convert(PassCall call)
    {
        var recorded = call.InFirstRun;
        if (recorded.Training
            && recorded.Module is BatchNorm or InstanceNorm or Dropout or Dropout1d or Dropout2d or Dropout3d or AlphaDropout or FeatureAlphaDropout or RReLU
                or MultiheadAttention or TransformerEncoderLayer or TransformerEncoder or LSTM or GRU or RNN)
        {
            throw new OnnxExportException(
                $"Exporting {recorded.Title}{OnnxCall.At(recorded.Path)}: it is in training mode during the pass, where its result is random or of the batch. "
                + "Run the pass in inference mode.");
        }

        var plain = Enumerable.Range(0, record.Batches.Count).Where(run => record.IsPlain[run]);
        IReadOnlyList<(IReadOnlyList<Tensor?>, IReadOnlyList<Tensor>)> observed = [.. plain.Select(run => (Arguments(run), Results(run)))];
        OnnxValue?[] inputs = [.. call.Inputs.Select(input => input is null ? null : Emit(input))];
        var converted = recorded.Convert(new OnnxCall(builder, ConverterTable.Find, recorded.Path, recorded.Title, recorded.Module, inputs)
        {
            ResultShapes = [.. call.Results.Select(static result => result.Shape)],
            ResultTypes = [.. call.Results.Select(static result => result.Type)],
            SizeArguments = call.Sizes,
            OtherArguments = recorded.Arguments,
            Observed = observed,
        });
        foreach (var (result, value) in call.Results.Zip(converted))
        {
            if (value.Type != result.Type || !value.Shape.SequenceEqual(result.Shape))
            {
                throw new OnnxExportException(
                    $"Exporting {recorded.Title}{OnnxCall.At(recorded.Path)}: its ONNX form gives {value.Type} {value.ShapeText}, "
                    + $"the network {result.Type} {result.Shape.Text()}. Correct the form, so that it computes what the forward pass does.");
            }

            bound[result] = value;
        }

        IReadOnlyList<Tensor?> Arguments(int run) => [.. call.Inputs.Select(input => input?.InRuns[run].Copy)];
        IReadOnlyList<Tensor> Results(int run) => [.. call.Results.Select(result => result.InRuns[run].Copy)];
    }

    /// <summary>Whether no input reaches a value, and its shape is the same for every batch.</summary>
    private bool IsConstant(PassValue value)
    {
        if (!constants.TryGetValue(value, out var known))
        {
            known = constants[value] = value.Origin is ValueOrigin.State or ValueOrigin.Constant
                || (value.Producer is { Inputs.Count: > 0 } call
                    && value.Shape.All(static size => size.IsConstant)
                    && call.Inputs.All(input => input is null || IsConstant(input)));
        }

        return known;
    }

    private OnnxValue Store(PassValue value)
    {
        var copies = value.InRuns.Zip(record.IsPlain).Where(static pair => pair.Second).Select(static pair => GraphBuilder.Bytes(pair.First.Copy)).ToArray();
        return copies.All(copy => copy.AsSpan().SequenceEqual(copies[0]))
            ? builder.Constant(value.Name.Length == 0 ? "constant" : value.Name, value.InRuns[0].Copy)
            : throw new OnnxExportException(
                $"Exporting '{value.Name}', a {value.Type} {value.Shape.Text()} that no input reaches: it changed between two passes. "
                + "Give what changes as an input.");
    }
}
