using Gans.Formats;
using Gans.Torch;
using Gans.Training.Onnx.Converters;
using global::Onnx;
using Google.Protobuf;

namespace Gans.Training.Onnx;

/// <summary>
/// Writes a network as an ONNX file that describes itself: the forward pass is recorded twice, at two batch sizes, each recorded call becomes
/// nodes, and what came out is run against libtorch before anything is written.
/// </summary>
/// <remarks>
/// ONNX opset 18, IR version 8. The outermost axis of inputs and outputs is the batch, <c>N</c>. Calls that no output needs are dropped, and
/// those that no input reaches become stored tensors. Nodes are named <c>module.path/Op</c>, weights as in a checkpoint.
/// </remarks>
public static class OnnxExporter
{
    /// <summary>Version of the operator set.</summary>
    public const int OpsetVersion = 18;

    /// <summary>Version of the file format.</summary>
    public const int IrVersion = 8;

    private const string Producer = "gans";

    /// <summary>Records the pass and makes the model of it. Nothing is verified or written.</summary>
    /// <param name="network">Whose parameters and buffers give their paths to the stored tensors.</param>
    /// <param name="inputs">The inputs, in the order in which <paramref name="forward"/> takes them.</param>
    /// <param name="forward">The pass in inference mode. Networks that make images return one output, <c>images</c>, Float32 [N, C, H, W]; those that make vectors <c>vectors</c>, Float32 [N, D].</param>
    /// <param name="description">What the file says about itself.</param>
    /// <exception cref="OnnxExportException">An operator has no ONNX form, the pass does not follow the batch, or the description does not fit.</exception>
    public static ModelProto Build(Module network, IReadOnlyList<ExportInput> inputs, ForwardPass forward, OnnxModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(description);
        description.Validate();
        using var pass = RecordedPass.Record(network, inputs, forward);
        var builder = new GraphBuilder(pass, inputs);
        foreach (var call in pass.LiveCalls)
        {
            builder.ModulePath = call.ModulePath;
            ConverterTable.For(call).Convert(call, builder);
        }

        AddOutputs(builder, pass, description);
        var graph = builder.Build(description.Recipe);
        if (inputs.Any(input => input.OtherSize is not null))
        {
            FreeSizes.Declare(graph);
        }

        var model = Wrap(graph, description with { Parameters = description.Parameters ?? network.ParameterCount });
        ModelChecker.Check(model);
        return model;
    }

    /// <summary>Makes the model, verifies it on 64 random inputs against libtorch, and writes it: whole, or not at all.</summary>
    /// <param name="network">Whose parameters and buffers give their paths to the stored tensors.</param>
    /// <param name="inputs">The inputs, in the order in which <paramref name="forward"/> takes them.</param>
    /// <param name="forward">The pass in inference mode. Networks that make images return one output, <c>images</c>, Float32 [N, C, H, W]; those that make vectors <c>vectors</c>, Float32 [N, D].</param>
    /// <param name="description">What the file says about itself.</param>
    /// <param name="path">Where the file goes; an older one is replaced.</param>
    /// <exception cref="OnnxExportException">As <see cref="Build"/>, or ONNX Runtime refuses the model or differs by more than 1e-4.</exception>
    public static OnnxExportResult Export(Module network, IReadOnlyList<ExportInput> inputs, ForwardPass forward, OnnxModelDescription description, string path)
    {
        var model = Build(network, inputs, forward, description);
        var bytes = model.ToByteArray();
        var difference = OnnxVerification.Verify(bytes, inputs, forward, description);
        AtomicFile.Write(path, stream => stream.Write(bytes));
        return new OnnxExportResult(path, difference, bytes.LongLength, model.Graph.Node.Count, model.Graph.Initializer.Count);
    }

    private static void AddOutputs(GraphBuilder builder, RecordedPass pass, OnnxModelDescription description)
    {
        foreach (var (name, value) in pass.Outputs)
        {
            var meaning = name == PixelOutput.Images
                ? FormattableString.Invariant($"Images, channels outermost, from {description.ValueMin} (black) to {description.ValueMax} (white).")
                : null;
            builder.Output(name, builder[value], value.Type, value.Shape, meaning);
        }

        if (description.MakesSamples)
        {
            RequireSamples(pass, description);
        }

        if (description.MakesImages)
        {
            PixelOutput.Append(builder, description);
        }
    }

    private static void RequireSamples(RecordedPass pass, OnnxModelDescription description)
    {
        var (name, needed) = (description.SamplesName, description.SamplesShape);
        var samples = pass.Outputs.FirstOrDefault(output => output.Name == name).Value
            ?? throw new OnnxExportException($"Exporting {description.Recipe}: the pass has no output '{name}', and a {description.KindName} needs one. Name its result so.");
        if (samples.Type != DType.Float32 || !samples.Shape.AsSpan().SequenceEqual(needed))
        {
            throw new OnnxExportException(
                $"Exporting {description.Recipe}: its {name} are {samples.Type} {samples.ShapeText}, but Float32 [{string.Join(", ", needed)}] was announced. "
                + "Correct the description or the network.");
        }
    }

    private static ModelProto Wrap(GraphProto graph, OnnxModelDescription description)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = Producer,
            ProducerVersion = OnnxModelDescription.ToolVersion,
            DocString = $"{description.Recipe}, a {description.KindName}.",
            Graph = graph,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = string.Empty, Version = OpsetVersion });
        model.MetadataProps.AddRange(description.ToMetadata().Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return model;
    }
}
