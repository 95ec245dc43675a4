using Google.Protobuf;
using Onnx;

namespace Gans.Testing;

/// <summary>
/// Builds small generators by hand: images = tanh(z W + E[labels] + codes C), reshaped to [N, C, H, W]; pixels by the rule of the ONNX contract.
/// Weights are a fixed pseudo-random pattern unless a test sets its own.
/// </summary>
internal sealed class TinyModel
{
    private const float Min = -1;
    private const float Max = 1;

    internal int LatentSize { get; init; } = 8;

    internal int Classes { get; init; }

    internal int CodeCategories { get; init; }

    internal int ContinuousCodes { get; init; }

    internal int Height { get; init; } = 5;

    internal int Width { get; init; } = 4;

    internal int Channels { get; init; } = 1;

    /// <summary>Numbers of a vector, z W without tanh, in place of images; 0 for images.</summary>
    internal int VectorSize { get; init; }

    internal string Distribution { get; init; } = "normal";

    /// <summary>[latent, C * H * W].</summary>
    internal float[]? Weights { get; init; }

    /// <summary>[classes, C * H * W].</summary>
    internal float[]? Embedding { get; init; }

    /// <summary>[categories + numbers, C * H * W].</summary>
    internal float[]? CodeWeights { get; init; }

    private int CodeSize => CodeCategories + ContinuousCodes;

    private int ImageSize => VectorSize > 0 ? VectorSize : Channels * Height * Width;

    internal byte[] ToBytes() => Build().ToByteArray();

    internal ModelProto Build()
    {
        var model = new ModelProto { IrVersion = 8, ProducerName = "tests", Graph = new GraphProto { Name = "tiny" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 18 });
        AddNetwork(model.Graph);
        if (VectorSize == 0)
        {
            AddPixels(model.Graph, Height, Width, Channels);
        }

        AddMetadata(model);
        return model;
    }

    internal static ValueInfoProto Declare(string name, TensorProto.Types.DataType type, params long[] row)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        shape.Dim.AddRange(row.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }

    private void AddNetwork(GraphProto graph)
    {
        graph.Input.Add(Declare("z", TensorProto.Types.DataType.Float, LatentSize));
        graph.Initializer.Add(Floats("weights", Weights ?? Pattern(LatentSize * ImageSize), LatentSize, ImageSize));
        AddNode(graph, "MatMul", "flat", "z", "weights");
        var flat = "flat";
        if (Classes > 0)
        {
            graph.Input.Add(Declare("labels", TensorProto.Types.DataType.Int64));
            graph.Initializer.Add(Floats("embedding", Embedding ?? Pattern(Classes * ImageSize), Classes, ImageSize));
            AddNode(graph, "Gather", "class", "embedding", "labels");
            AddNode(graph, "Add", flat = "conditioned", "flat", "class");
        }

        if (CodeSize > 0)
        {
            graph.Input.Add(Declare("codes", TensorProto.Types.DataType.Float, CodeSize));
            graph.Initializer.Add(Floats("code_weights", CodeWeights ?? Pattern(CodeSize * ImageSize), CodeSize, ImageSize));
            AddNode(graph, "MatMul", "control", "codes", "code_weights");
            AddNode(graph, "Add", "coded", flat, "control");
            flat = "coded";
        }

        if (VectorSize > 0)
        {
            AddNode(graph, "Identity", "vectors", flat);
            graph.Output.Add(Declare("vectors", TensorProto.Types.DataType.Float, VectorSize));
            return;
        }

        graph.Initializer.Add(Longs("image_shape", -1, Channels, Height, Width));
        AddNode(graph, "Reshape", "logits", flat, "image_shape");
        AddNode(graph, "Tanh", "images", "logits");
        graph.Output.Add(Declare("images", TensorProto.Types.DataType.Float, Channels, Height, Width));
    }

    internal static void AddPixels(GraphProto graph, int height, int width, int channels)
    {
        foreach (var (name, value) in new[] { ("min", Min), ("range", Max - Min), ("levels", 255f), ("zero", 0f) })
        {
            graph.Initializer.Add(Floats(name, [value]));
        }

        AddNode(graph, "Sub", "from_zero", "images", "min");
        AddNode(graph, "Div", "unit", "from_zero", "range");
        AddNode(graph, "Mul", "scaled", "unit", "levels");
        AddNode(graph, "Round", "rounded", "scaled");
        AddNode(graph, "Clip", "clamped", "rounded", "zero", "levels");
        AddNode(graph, "Transpose", "interleaved", "clamped").Attribute.Add(
            new AttributeProto { Name = "perm", Type = AttributeProto.Types.AttributeType.Ints, Ints = { 0, 2, 3, 1 } });
        AddNode(graph, "Cast", "pixels", "interleaved").Attribute.Add(
            new AttributeProto { Name = "to", Type = AttributeProto.Types.AttributeType.Int, I = (long)TensorProto.Types.DataType.Uint8 });
        graph.Output.Add(Declare("pixels", TensorProto.Types.DataType.Uint8, height, width, channels));
    }

    private void AddMetadata(ModelProto model)
    {
        var entries = new Dictionary<string, string>
        {
            ["gans.format"] = "1",
            ["gans.kind"] = "generator",
            ["gans.recipe"] = "tiny",
            ["gans.latent_size"] = $"{LatentSize}",
            ["gans.latent_distribution"] = Distribution,
            ["gans.classes"] = $"{Classes}",
            ["gans.class_names"] = $"[{string.Join(",", Enumerable.Range(0, Classes).Select(k => $"\"class {k}\""))}]",
            ["gans.parameters"] = "1234",
            ["gans.steps"] = "56",
            ["gans.dataset"] = "none",
            ["gans.seed"] = "-7",
            ["gans.tool_version"] = "0.1.0",
        };
        var samples = VectorSize > 0
            ? new Dictionary<string, string> { ["gans.vector_size"] = $"{VectorSize}" }
            : new Dictionary<string, string>
            {
                ["gans.value_min"] = "-1",
                ["gans.value_max"] = "1",
                ["gans.image_height"] = $"{Height}",
                ["gans.image_width"] = $"{Width}",
                ["gans.image_channels"] = $"{Channels}",
            };
        foreach (var (key, value) in samples)
        {
            entries[key] = value;
        }

        if (CodeSize > 0)
        {
            entries["gans.code_categories"] = $"{CodeCategories}";
            entries["gans.continuous_codes"] = $"{ContinuousCodes}";
        }

        model.MetadataProps.AddRange(entries.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
    }

    internal static NodeProto AddNode(GraphProto graph, string operation, string output, params string[] inputs)
    {
        var node = new NodeProto { OpType = operation, Name = output, Output = { output }, Input = { inputs } };
        graph.Node.Add(node);
        return node;
    }

    internal static TensorProto Floats(string name, float[] values, params long[] shape) =>
        new() { Name = name, DataType = (int)TensorProto.Types.DataType.Float, Dims = { shape }, FloatData = { values } };

    internal static TensorProto Longs(string name, params long[] values) =>
        new() { Name = name, DataType = (int)TensorProto.Types.DataType.Int64, Dims = { values.Length }, Int64Data = { values } };

    /// <summary>Weights of either sign up to 0.5, without a visible period.</summary>
    internal static float[] Pattern(int length) => [.. Enumerable.Range(1, length).Select(i => (float)(i * 0.618033988749895 % 1 - 0.5))];
}
