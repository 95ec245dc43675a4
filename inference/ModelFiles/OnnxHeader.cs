using static Gans.Inference.ProtobufReader;

namespace Gans.Inference;

/// <summary>What an ONNX file says of itself, read without its weights, which are sought over.</summary>
/// <remarks>Field numbers are those of <c>onnx.proto</c>, named beside each.</remarks>
internal sealed class OnnxHeader
{
    private const int MostEntries = 1_000;

    private readonly Dictionary<string, string> metadata = [];
    private readonly List<TensorDeclaration> inputs = [];
    private readonly List<TensorDeclaration> outputs = [];
    private readonly OnnxHazards hazards = new();
    private bool hasGraph;

    private OnnxHeader()
    {
    }

    internal long IrVersion { get; private set; }

    internal long Opset { get; private set; }

    internal string Producer { get; private set; } = "";

    /// <summary>What Gans writes into no file, as it makes running it cost any time or memory; null: nothing.</summary>
    internal string? Hazard => hazards.Found;

    internal IReadOnlyDictionary<string, string> Metadata => metadata;

    internal IReadOnlyList<TensorDeclaration> Inputs => inputs;

    internal IReadOnlyList<TensorDeclaration> Outputs => outputs;

    /// <summary>Reads the header of a whole ONNX file.</summary>
    /// <exception cref="InvalidDataException">It is no ONNX file, or a damaged one.</exception>
    /// <exception cref="EndOfStreamException">The file shrank while it was read.</exception>
    internal static OnnxHeader Read(Stream stream)
    {
        var header = new OnnxHeader();
        header.ReadModel(new ProtobufReader(stream));
        if (header.IrVersion == 0 || !header.hasGraph)
        {
            throw Damaged(stream.Length, "no ONNX graph up to the end");
        }

        return header;
    }

    private void ReadModel(ProtobufReader reader)
    {
        foreach (var field in reader.Fields())
        {
            switch (field)
            {
                case (1, WireType.Varint):     // ModelProto.ir_version
                    IrVersion = (long)reader.ReadNumber();
                    break;
                case (2, WireType.Bytes):      // producer_name
                    Producer = reader.ReadString();
                    break;
                case (7, WireType.Bytes):      // graph
                    ReadGraph(reader);
                    break;
                case (8, WireType.Bytes):      // opset_import
                    ReadOpset(reader);
                    break;
                case (14, WireType.Bytes):     // metadata_props
                    ReadMetadata(reader);
                    break;
                case (25, WireType.Bytes):     // functions
                    hazards.Add("a function of its own");
                    break;
            }
        }
    }

    private void ReadGraph(ProtobufReader reader)
    {
        hasGraph = true;
        foreach (var field in reader.Message())
        {
            switch (field)
            {
                case (1, WireType.Bytes):      // GraphProto.node
                    hazards.ReadNode(reader);
                    break;
                case (5, WireType.Bytes):      // initializer
                    hazards.AddTensor(TensorHeader.Read(reader));
                    break;
                case (15, WireType.Bytes):     // sparse_initializer
                    hazards.Add("a sparse tensor");
                    break;
                case (11, WireType.Bytes):     // input
                    Add(inputs, ReadValueInfo(reader));
                    break;
                case (12, WireType.Bytes):     // output
                    Add(outputs, ReadValueInfo(reader));
                    break;
            }
        }
    }

    private void ReadOpset(ProtobufReader reader)
    {
        var (domain, version) = ("", 0L);
        foreach (var field in reader.Message())
        {
            switch (field)
            {
                case (1, WireType.Bytes):      // OperatorSetIdProto.domain
                    domain = reader.ReadString();
                    break;
                case (2, WireType.Varint):     // version
                    version = (long)reader.ReadNumber();
                    break;
            }
        }

        Opset = domain is "" or "ai.onnx" ? version : Opset;
    }

    private void ReadMetadata(ProtobufReader reader)
    {
        var (key, value) = ("", "");
        foreach (var field in reader.Message())
        {
            switch (field)
            {
                case (1, WireType.Bytes):      // StringStringEntryProto.key
                    key = reader.ReadString();
                    break;
                case (2, WireType.Bytes):      // value
                    value = reader.ReadString();
                    break;
            }
        }

        if (metadata.Count == MostEntries || !metadata.TryAdd(key, value))
        {
            throw new InvalidDataException($"metadata key '{key}' appears twice, or there are more than {MostEntries}");
        }
    }

    private static TensorDeclaration ReadValueInfo(ProtobufReader reader)
    {
        var (name, elementType, shape) = ("", "", new List<TensorAxis>());
        foreach (var field in reader.Message())
        {
            switch (field)
            {
                case (1, WireType.Bytes):      // ValueInfoProto.name
                    name = reader.ReadString();
                    break;
                case (2, WireType.Bytes):      // type
                    elementType = ReadType(reader, shape);
                    break;
            }
        }

        return new TensorDeclaration(name, elementType, shape);
    }

    private static string ReadType(ProtobufReader reader, List<TensorAxis> shape)
    {
        var elementType = "";
        foreach (var field in reader.Message())
        {
            if (field is (1, WireType.Bytes))                    // TypeProto.tensor_type
            {
                foreach (var part in reader.Message())
                {
                    switch (part)
                    {
                        case (1, WireType.Varint):               // TypeProto.Tensor.elem_type
                            elementType = NameOfType(reader.ReadNumber());
                            break;
                        case (2, WireType.Bytes):                // shape
                            ReadShape(reader, shape);
                            break;
                    }
                }
            }
        }

        return elementType;
    }

    private static void ReadShape(ProtobufReader reader, List<TensorAxis> shape)
    {
        foreach (var field in reader.Message())
        {
            if (field is (1, WireType.Bytes))                    // TensorShapeProto.dim
            {
                Add(shape, ReadAxis(reader));
            }
        }
    }

    private static TensorAxis ReadAxis(ProtobufReader reader)
    {
        var axis = new TensorAxis(null, "");
        foreach (var field in reader.Message())
        {
            switch (field)
            {
                case (1, WireType.Varint):     // TensorShapeProto.Dimension.dim_value
                    axis = axis with { Size = (long)reader.ReadNumber() };
                    break;
                case (2, WireType.Bytes):      // dim_param
                    axis = axis with { Symbol = reader.ReadString() };
                    break;
            }
        }

        return axis;
    }

    private static void Add<T>(List<T> list, T item)
    {
        if (list.Count == MostEntries)
        {
            throw new InvalidDataException($"more than {MostEntries} inputs, outputs or axes");
        }

        list.Add(item);
    }

    /// <summary>NumPy's words for TensorProto.DataType.</summary>
    private static string NameOfType(ulong type) => type switch
    {
        1 => "float32",
        2 => "uint8",
        3 => "int8",
        6 => "int32",
        7 => "int64",
        9 => "bool",
        10 => "float16",
        11 => "float64",
        _ => $"type {type}",
    };
}
