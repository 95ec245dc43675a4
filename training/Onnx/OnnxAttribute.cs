using global::Onnx;
using Google.Protobuf;

namespace Gans.Training.Onnx;

/// <summary>Attributes of a node. What equals the standard's default is null, and so is not written.</summary>
internal static class OnnxAttribute
{
    /// <summary>An integer.</summary>
    public static AttributeProto? Int(string name, long value, long? standard = null) =>
        value == standard ? null : new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    /// <summary>A real number, stored in single precision.</summary>
    public static AttributeProto? Float(string name, double value, double? standard = null) =>
        value == standard ? null : new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)value };

    /// <summary>A word.</summary>
    public static AttributeProto? Text(string name, string value, string? standard = null) =>
        value == standard ? null : new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    /// <summary>Integers; the standard's default is one number for all of them.</summary>
    public static AttributeProto? Ints(string name, IReadOnlyCollection<long> values, long? standard = null)
    {
        if (standard is not null && values.All(value => value == standard))
        {
            return null;
        }

        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    /// <summary>A small tensor.</summary>
    public static AttributeProto? Tensor(string name, TensorProto value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Tensor, T = value };
}
