using Google.Protobuf;
using Onnx;

namespace Gans.Testing;

/// <summary>
/// Builds small translators by hand: images = -source, so that a pixel v becomes 255 - v; or what is left of it by a mask, or less the image's own mean, as
/// networks have it that normalise by the image at hand. Pixels by the rule of the ONNX contract, from -1 to 1.
/// </summary>
internal sealed class TinyTranslator
{
    internal int Height { get; init; } = 8;

    internal int Width { get; init; } = 8;

    internal int Channels { get; init; } = 1;

    /// <summary>Whether a mask of the images' shape, <c>mask_d1</c>, goes in: 0 makes mid-grey, 2 the negative.</summary>
    internal bool HasMask { get; init; }

    /// <summary>Whether half of the image's mean is taken off.</summary>
    internal bool SubtractsMean { get; init; }

    internal string Kind { get; init; } = "translator";

    internal byte[] ToBytes()
    {
        var model = new ModelProto { IrVersion = 8, ProducerName = "tests", Graph = new GraphProto { Name = "tiny" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 18 });
        var graph = model.Graph;
        graph.Input.Add(TinyModel.Declare("source", TensorProto.Types.DataType.Float, Channels, Height, Width));
        foreach (var (name, value) in new[] { ("half", 0.5f), ("levels", 255f), ("zero", 0f), ("scale", 127.5f), ("black", -1f) })
        {
            graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Float, FloatData = { value } });
        }

        var last = "negative";
        Add("Neg", last, "source");
        if (HasMask)
        {
            graph.Input.Add(TinyModel.Declare("mask_d1", TensorProto.Types.DataType.Float, Channels, Height, Width));
            Add("Mul", "doubled", last, "mask_d1");
            Add("Mul", last = "masked", "doubled", "half");
        }

        if (SubtractsMean)
        {
            Add("GlobalAveragePool", "mean", last);
            Add("Mul", "half_mean", "mean", "half");
            var whole = last;
            Add("Sub", last = "rest", whole, "half_mean");
        }

        Add("Identity", "images", last);
        Add("Sub", "from_black", "images", "black");
        Add("Mul", "scaled", "from_black", "scale");
        Add("Round", "rounded", "scaled");
        Add("Clip", "clamped", "rounded", "zero", "levels");
        Add("Transpose", "interleaved", "clamped").Attribute.Add(
            new AttributeProto { Name = "perm", Type = AttributeProto.Types.AttributeType.Ints, Ints = { 0, 2, 3, 1 } });
        Add("Cast", "pixels", "interleaved").Attribute.Add(
            new AttributeProto { Name = "to", Type = AttributeProto.Types.AttributeType.Int, I = (long)TensorProto.Types.DataType.Uint8 });
        graph.Output.Add(TinyModel.Declare("images", TensorProto.Types.DataType.Float, Channels, Height, Width));
        graph.Output.Add(TinyModel.Declare("pixels", TensorProto.Types.DataType.Uint8, Height, Width, Channels));
        var entries = new Dictionary<string, string>
        {
            ["gans.format"] = "1",
            ["gans.kind"] = Kind,
            ["gans.recipe"] = "tiny",
            ["gans.value_min"] = "-1",
            ["gans.value_max"] = "1",
            ["gans.image_height"] = $"{Height}",
            ["gans.image_width"] = $"{Width}",
            ["gans.image_channels"] = $"{Channels}",
        };
        model.MetadataProps.AddRange(entries.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return model.ToByteArray();

        NodeProto Add(string operation, string output, params string[] inputs)
        {
            var node = new NodeProto { OpType = operation, Name = output, Output = { output }, Input = { inputs } };
            graph.Node.Add(node);
            return node;
        }
    }
}
