using Google.Protobuf;
using Onnx;
using static Gans.Testing.TinyModel;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Gans.Testing;

/// <summary>
/// Builds a small style-based generator by hand, whole and in two halves: w = average + psi (z M - average) in every layer; images = tanh(sum over layers of
/// w S + noise V), reshaped to [N, C, H, W]. Weights are a fixed pseudo-random pattern unless a test sets its own.
/// </summary>
internal sealed class TinyStyles
{
    internal int LatentSize { get; init; } = 3;

    internal int StyleSize { get; init; } = 2;

    /// <summary>Coarse, middle and fine layers.</summary>
    internal (int Coarse, int Middle, int Fine) Groups { get; init; } = (2, 1, 1);

    internal int Height { get; init; } = 1;

    internal int Width { get; init; } = 1;

    internal int Channels { get; init; } = 1;

    internal long Steps { get; init; } = 7;

    /// <summary>[latent, style].</summary>
    internal float[]? MappingWeights { get; init; }

    /// <summary>[style].</summary>
    internal float[]? Average { get; init; }

    /// <summary>[layers * style, C * H * W].</summary>
    internal float[]? SynthesisWeights { get; init; }

    /// <summary>[layers, C * H * W].</summary>
    internal float[]? NoiseWeights { get; init; }

    private int Layers => Groups.Coarse + Groups.Middle + Groups.Fine;

    private int ImageSize => Channels * Height * Width;

    internal byte[] Generator() => Build("generator", AddMapping, AddSynthesis);

    internal byte[] Mapping() => Build("mapping", AddMapping, graph => graph.Output.Add(Declare("w", DataType.Float, Layers, StyleSize)));

    internal byte[] Synthesis() => Build("synthesis", graph => graph.Input.Add(Declare("w", DataType.Float, Layers, StyleSize)), AddSynthesis);

    /// <summary>Writes all three files into a folder: generator.onnx, mapping.onnx and synthesis.onnx.</summary>
    internal void Save(TemporaryFolder folder)
    {
        File.WriteAllBytes(folder["generator.onnx"], Generator());
        File.WriteAllBytes(folder["mapping.onnx"], Mapping());
        File.WriteAllBytes(folder["synthesis.onnx"], Synthesis());
    }

    private byte[] Build(string kind, params Action<GraphProto>[] parts)
    {
        var model = new ModelProto { IrVersion = 8, ProducerName = "tests", Graph = new GraphProto { Name = "tiny" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 18 });
        Array.ForEach(parts, part => part(model.Graph));
        var entries = new Dictionary<string, string>
        {
            ["format"] = "1",
            ["kind"] = kind,
            ["recipe"] = "tiny",
            ["latent_size"] = $"{LatentSize}",
            ["latent_distribution"] = "normal",
            ["style_size"] = $"{StyleSize}",
            ["coarse_layers"] = $"{Groups.Coarse}",
            ["middle_layers"] = $"{Groups.Middle}",
            ["fine_layers"] = $"{Groups.Fine}",
            ["value_min"] = "-1",
            ["value_max"] = "1",
            ["image_height"] = $"{Height}",
            ["image_width"] = $"{Width}",
            ["image_channels"] = $"{Channels}",
            ["seed"] = "1",
            ["steps"] = $"{Steps}",
        };
        model.MetadataProps.AddRange(entries.Select(entry => new StringStringEntryProto { Key = $"gans.{entry.Key}", Value = entry.Value }));
        return model.ToByteArray();
    }

    private void AddMapping(GraphProto graph)
    {
        graph.Input.Add(Declare("z", DataType.Float, LatentSize));
        AddDefault(graph, "psi", [1]);
        graph.Initializer.Add(Floats("mapping", MappingWeights ?? Pattern(LatentSize * StyleSize), LatentSize, StyleSize));
        graph.Initializer.Add(Floats("average", Average ?? new float[StyleSize], StyleSize));
        graph.Initializer.Add(Longs("axis", 1));
        graph.Initializer.Add(Longs("styles", 1, Layers, StyleSize));
        AddNode(graph, "MatMul", "mapped", "z", "mapping");
        AddNode(graph, "Sub", "off_average", "mapped", "average");
        AddNode(graph, "Mul", "truncated", "off_average", "psi");
        AddNode(graph, "Add", "style", "truncated", "average");
        AddNode(graph, "Unsqueeze", "of_one_layer", "style", "axis");
        AddNode(graph, "Expand", "w", "of_one_layer", "styles");
    }

    private void AddSynthesis(GraphProto graph)
    {
        AddDefault(graph, "noise", [.. Enumerable.Repeat(1f, Layers)], Layers);
        graph.Initializer.Add(Floats("synthesis", SynthesisWeights ?? Pattern(Layers * StyleSize * ImageSize), Layers * StyleSize, ImageSize));
        graph.Initializer.Add(Floats("noise_weights", NoiseWeights ?? new float[Layers * ImageSize], Layers, ImageSize));
        graph.Initializer.Add(Longs("flat", -1, Layers * StyleSize));
        graph.Initializer.Add(Longs("image_shape", -1, Channels, Height, Width));
        AddNode(graph, "Reshape", "w_flat", "w", "flat");
        AddNode(graph, "MatMul", "styled", "w_flat", "synthesis");
        AddNode(graph, "MatMul", "grain", "noise", "noise_weights");
        AddNode(graph, "Add", "noisy", "styled", "grain");
        AddNode(graph, "Reshape", "logits", "noisy", "image_shape");
        AddNode(graph, "Tanh", "images", "logits");
        graph.Output.Add(Declare("images", DataType.Float, Channels, Height, Width));
        AddPixels(graph, Height, Width, Channels);
    }

    private static void AddDefault(GraphProto graph, string name, float[] values, params long[] shape)
    {
        var declared = Declare(name, DataType.Float, shape);
        declared.Type.TensorType.Shape.Dim.RemoveAt(0);   // no batch
        graph.Input.Add(declared);
        graph.Initializer.Add(Floats(name, values, shape));
    }
}
