using Gans.Formats;
using Gans.Onnx.Graph;
using Gans.Onnx.Recognition;
using Gans.Onnx.Recording;
using Gans.Onnx.Verification;
using global::Onnx;
using Google.Protobuf;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>One export from end to end: recorded, converted, checked, verified, written.</summary>
internal sealed class NetworkExport(nn.Module network, OnnxExportOptions options, IReadOnlyList<OnnxInput> inputs, OnnxPass pass, IGlueRecognizer recognizer)
{
    private const long FirstBatch = 2;
    private const long SecondBatch = 3;
    private const int MostNamed = 5;

    private string Name => options.Name ?? network.GetName();

    /// <summary>Exports to a file.</summary>
    public OnnxExportReport Write(string path)
    {
        using var quiet = new InferenceMode(network, options.Seed);
        var (model, glue) = Build();
        ModelChecker.Check(model);
        var bytes = Finish(model).ToByteArray();
        var difference = Verify(bytes, glue);
        AtomicFile.Write(path, stream => stream.Write(bytes));
        return new OnnxExportReport(path, bytes.LongLength, model.Graph.Node.Count, model.Graph.Initializer.Count, difference, glue);
    }

    /// <summary>The model before sizes are freed, and the glue that was recognised.</summary>
    internal (ModelProto Model, IReadOnlyList<RecognizedGlue> Glue) Build()
    {
        foreach (var input in inputs)
        {
            input.CheckDefault();
        }

        var state = new NetworkState(network);
        using var record = PassRecord.Record(state, inputs, pass, Runs());
        var assembly = new GraphAssembly(record, state, options, inputs, recognizer);
        var graph = assembly.Build(Name);
        var model = new ModelProto
        {
            IrVersion = OnnxExport.IrVersion,
            ProducerName = options.Producer,
            ProducerVersion = options.ProducerVersion,
            DocString = options.Description ?? string.Empty,
            Graph = graph,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = string.Empty, Version = OnnxExport.OpsetVersion });
        model.MetadataProps.AddRange(options.Metadata.Select(static entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        if (assembly.Glue.Count > 0)
        {
            var text = string.Join("; ", assembly.Glue.Select(static glue => $"{glue.Module}: {glue.Expression}"));
            model.MetadataProps.Add(new StringStringEntryProto { Key = OnnxExport.GlueKey, Value = text });
        }

        return (model, assembly.Glue);
    }

    private double Verify(byte[] bytes, IReadOnlyList<RecognizedGlue> glue)
    {
        try
        {
            return OnnxVerification.Verify(bytes, Name, inputs, pass);
        }
        catch (OnnxExportException refusal) when (glue.Count > 0)
        {
            var found = string.Join(
                "; ", glue.Take(MostNamed).Select(static piece => $"{(piece.Module.Length == 0 ? "the network" : $"'{piece.Module}'")}: {piece.Expression}"));
            throw new OnnxExportException(
                $"{refusal.Message} Functional code was recognised by its values: {found}{(glue.Count > MostNamed ? "; ..." : string.Empty)}. "
                + "Where it does something else for some inputs, write it with Gans.Onnx.Ops.",
                refusal);
        }
    }

    /// <summary>
    /// Two batch sizes; and, to tell one function from another by its values, other scales, constants, and modules whose results are replaced.
    /// </summary>
    private IEnumerable<RecordedRun> Runs()
    {
        yield return new RecordedRun(FirstBatch, input => Samples.Draw(input, FirstBatch, other: false, 1));
        yield return new RecordedRun(SecondBatch, input => Samples.Draw(input, SecondBatch, other: false, 1));
        if (!options.Strict)
        {
            yield return new RecordedRun(FirstBatch, input => Samples.Draw(input, FirstBatch, other: false, 0.01));
            yield return new RecordedRun(FirstBatch, input => Samples.Draw(input, FirstBatch, other: false, 100));
            yield return new RecordedRun(FirstBatch, input => Samples.Constant(input, FirstBatch, other: false));
            yield return new RecordedRun(FirstBatch, input => Samples.Draw(input, FirstBatch, other: false, 1)) { ReplacesResults = true };
        }
    }

    /// <summary>
    /// Free sizes, which the record holds at those of its samples, get their names. That no node holds one is for the verification at another size to show.
    /// </summary>
    private ModelProto Finish(ModelProto model)
    {
        if (inputs.Any(static input => input.Axes.Any(static axis => axis.IsFree)))
        {
            FreeSizes.Declare(model.Graph, inputs, FreeSizes.OtherShapes(inputs, pass));
        }

        return model;
    }
}
