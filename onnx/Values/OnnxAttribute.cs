using System.Diagnostics.CodeAnalysis;
using global::Onnx;
using Google.Protobuf;

namespace Gans.Onnx;

/// <summary>An attribute of a node.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "ONNX calls it so; no .NET attribute is meant.")]
public sealed class OnnxAttribute
{
    private OnnxAttribute(AttributeProto proto) => Proto = proto;

    internal AttributeProto Proto { get; }

    /// <summary>An integer.</summary>
    /// <param name="name">Its name in the operator's definition.</param>
    /// <param name="value">Its value.</param>
    public static OnnxAttribute Int(string name, long value) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value });

    /// <summary>A flag, which ONNX stores as 0 or 1.</summary>
    /// <inheritdoc cref="Int"/>
    public static OnnxAttribute Flag(string name, bool value) => Int(name, value ? 1 : 0);

    /// <summary>A real number, which ONNX stores in single precision.</summary>
    /// <inheritdoc cref="Int"/>
    public static OnnxAttribute Float(string name, double value) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)value });

    /// <summary>A word.</summary>
    /// <inheritdoc cref="Int"/>
    public static OnnxAttribute Text(string name, string value) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) });

    /// <summary>Integers.</summary>
    /// <param name="name">Its name in the operator's definition.</param>
    /// <param name="values">Its values.</param>
    public static OnnxAttribute Ints(string name, params IEnumerable<long> values)
    {
        var proto = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        proto.Ints.AddRange(values);
        return new OnnxAttribute(proto);
    }

    /// <summary>Words.</summary>
    /// <inheritdoc cref="Ints"/>
    public static OnnxAttribute Texts(string name, params IEnumerable<string> values)
    {
        var proto = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Strings };
        proto.Strings.AddRange(values.Select(ByteString.CopyFromUtf8));
        return new OnnxAttribute(proto);
    }
}
