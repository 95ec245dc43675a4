using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Gans.Testing;

/// <summary>An ONNX file as another program would write it: no card, names, layouts, batch and operator set of its own.</summary>
/// <param name="opset">The operator set.</param>
internal sealed class HandMadeModel(long opset = 13)
{
    internal ModelProto Model { get; } = new()
    {
        IrVersion = 7,
        ProducerName = "another",
        Graph = new GraphProto { Name = "foreign" },
        OpsetImport = { new OperatorSetIdProto { Version = opset } },
    };

    /// <summary>Declares an input; a size of 0 is free.</summary>
    internal HandMadeModel Input(string name, DataType type, params long[] shape)
    {
        Model.Graph.Input.Add(Declare(name, type, shape));
        return this;
    }

    /// <summary>Declares outputs of floats whose shapes are left to be inferred.</summary>
    internal HandMadeModel Outputs(params string[] names)
    {
        Model.Graph.Output.AddRange(names.Select(static name => new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float } },
        }));
        return this;
    }

    /// <summary>Adds a node; names are separated by spaces, and a comma stands for an input that is left out.</summary>
    internal HandMadeModel Node(string op, string inputs, string outputs, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = op };
        node.Input.AddRange(inputs.Split(' ').Select(static input => input == "," ? "" : input));
        node.Output.AddRange(outputs.Split(' '));
        node.Attribute.AddRange(attributes.Select(static attribute => ToProto(attribute.Name, attribute.Value)));
        Model.Graph.Node.Add(node);
        return this;
    }

    /// <summary>Stores numbers.</summary>
    internal HandMadeModel Store(string name, float[] values, params long[] shape) =>
        Store(name, DataType.Float, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    /// <inheritdoc cref="Store(string, float[], long[])"/>
    internal HandMadeModel Store(string name, params long[] values) => Store(name, DataType.Int64, MemoryMarshal.AsBytes(values.AsSpan()), [values.Length]);

    /// <summary>Writes it into a folder.</summary>
    /// <returns>Its path.</returns>
    internal string Save(TemporaryFolder folder, string name = "foreign.onnx")
    {
        File.WriteAllBytes(folder[name], Model.ToByteArray());
        return folder[name];
    }

    private static ValueInfoProto Declare(string name, DataType type, long[] sizes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(sizes.Select(static (size, axis) => size == 0
            ? new TensorShapeProto.Types.Dimension { DimParam = $"axis_{axis}" }
            : new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }

    private HandMadeModel Store(string name, DataType type, ReadOnlySpan<byte> bytes, long[] shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(shape);
        Model.Graph.Initializer.Add(tensor);
        return this;
    }

    private static AttributeProto ToProto(string name, object value)
    {
        var proto = new AttributeProto { Name = name };
        switch (value)
        {
            case int whole:
                (proto.Type, proto.I) = (AttributeProto.Types.AttributeType.Int, whole);
                break;
            case float number:
                (proto.Type, proto.F) = (AttributeProto.Types.AttributeType.Float, number);
                break;
            case string text:
                (proto.Type, proto.S) = (AttributeProto.Types.AttributeType.String, ByteString.CopyFromUtf8(text));
                break;
            case float[] numbers:
                proto.Type = AttributeProto.Types.AttributeType.Floats;
                proto.Floats.AddRange(numbers);
                break;
            case long[] wholes:
                proto.Type = AttributeProto.Types.AttributeType.Ints;
                proto.Ints.AddRange(wholes);
                break;
            case GraphProto graph:
                (proto.Type, proto.G) = (AttributeProto.Types.AttributeType.Graph, graph);
                break;
            default:
                throw new ArgumentException($"No attribute here is a {value.GetType()}.", nameof(value));
        }

        return proto;
    }
}
