using System.Globalization;
using Google.Protobuf;
using Onnx;

namespace Gans.Testing;

/// <summary>Builds small extractors by hand: features = flatten(images) W, logits = features V. With W null, features are the images themselves.</summary>
internal sealed class TinyExtractor
{
    internal int Height { get; init; } = 4;

    internal int Width { get; init; } = 4;

    internal int Channels { get; init; } = 1;

    internal int Features { get; init; }

    internal int Classes { get; init; }

    internal string Resize { get; init; } = "nearest";

    internal float Min { get; init; } = -1;

    internal float Max { get; init; } = 1;

    internal string Sha { get; init; } = new('a', 64);

    /// <summary>[C * H * W, D]; null for a fixed pattern, or for the images themselves where <see cref="Features"/> is 0.</summary>
    internal float[]? Weights { get; init; }

    /// <summary>[D, K]; null for a fixed pattern.</summary>
    internal float[]? Heads { get; init; }

    private int ImageSize => Channels * Height * Width;

    private int FeatureCount => Features > 0 ? Features : ImageSize;

    internal string Save(TemporaryFolder folder, string name = "extractor.onnx")
    {
        File.WriteAllBytes(folder[name], Build().ToByteArray());
        return folder[name];
    }

    internal ModelProto Build()
    {
        var model = new ModelProto { IrVersion = 8, ProducerName = "tests", Graph = new GraphProto { Name = "tiny" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 18 });
        var graph = model.Graph;
        graph.Input.Add(TinyModel.Declare("images", TensorProto.Types.DataType.Float, Channels, Height, Width));
        AddNode(graph, "Flatten", Features > 0 ? "flat" : "features", "images");
        if (Features > 0)
        {
            AddMatrix(graph, "weights", Weights ?? Pattern(ImageSize * Features), ImageSize, Features);
            AddNode(graph, "MatMul", "features", "flat", "weights");
        }

        graph.Output.Add(TinyModel.Declare("features", TensorProto.Types.DataType.Float, FeatureCount));
        if (Classes > 0)
        {
            AddMatrix(graph, "heads", Heads ?? Pattern(FeatureCount * Classes), FeatureCount, Classes);
            AddNode(graph, "MatMul", "logits", "features", "heads");
            graph.Output.Add(TinyModel.Declare("logits", TensorProto.Types.DataType.Float, Classes));
        }

        AddMetadata(model);
        return model;
    }

    private void AddMetadata(ModelProto model)
    {
        var entries = new Dictionary<string, string>
        {
            ["gans.format"] = "1",
            ["gans.kind"] = "extractor",
            ["gans.recipe"] = "tiny",
            ["gans.weights"] = "a pattern",
            ["gans.weights_sha256"] = Sha,
            ["gans.resize"] = Resize,
            ["gans.classes"] = $"{Classes}",
            ["gans.value_min"] = Min.ToString(CultureInfo.InvariantCulture),
            ["gans.value_max"] = Max.ToString(CultureInfo.InvariantCulture),
            ["gans.image_height"] = $"{Height}",
            ["gans.image_width"] = $"{Width}",
            ["gans.image_channels"] = $"{Channels}",
        };
        model.MetadataProps.AddRange(entries.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
    }

    private static void AddNode(GraphProto graph, string operation, string output, params string[] inputs) =>
        graph.Node.Add(new NodeProto { OpType = operation, Name = output, Output = { output }, Input = { inputs } });

    private static void AddMatrix(GraphProto graph, string name, float[] values, params long[] shape) =>
        graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Float, Dims = { shape }, FloatData = { values } });

    /// <summary>Weights of either sign up to 0.5, without a visible period.</summary>
    private static float[] Pattern(int length) => [.. Enumerable.Range(1, length).Select(i => (float)(i * 0.618033988749895 % 1 - 0.5))];
}
