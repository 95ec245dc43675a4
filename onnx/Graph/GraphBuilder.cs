using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using global::Onnx;
using Google.Protobuf;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Onnx.Graph;

/// <summary>
/// Builds a graph: node <c>up14/ConvTranspose</c>, result <c>up14/ConvTranspose_out</c>, stored tensor <c>up14.weight</c>. What no output needs is dropped at
/// the end.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly List<OnnxValue> inputs = [];
    private readonly List<(OnnxValue Value, string? Description)> declaredInputs = [];
    private readonly List<(OnnxValue Value, string? Description)> outputs = [];
    private readonly List<TensorProto> defaults = [];
    private readonly List<GraphNode> nodes = [];
    private readonly Dictionary<OnnxValue, Func<TensorProto>> stored = [];
    private readonly Dictionary<string, OnnxValue> storedByKey = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly HashSet<OnnxValue> made = [];
    private OnnxValue? batchSize;

    /// <summary>Starts a graph; names of outputs are theirs alone from the start.</summary>
    public GraphBuilder(IEnumerable<string> outputNames)
    {
        foreach (var name in outputNames)
        {
            if (!taken.Add(name))
            {
                throw new OnnxExportException($"Exporting: two outputs are named '{name}'. Give each a name of its own.");
            }
        }
    }

    /// <summary>Declares an input, with what it is where nobody gives it.</summary>
    public OnnxValue Input(string name, ScalarType type, IReadOnlyList<Dimension> shape, string? description, Tensor? standard = null)
    {
        if (!taken.Add(name))
        {
            throw new OnnxExportException($"Exporting: two inputs or outputs are named '{name}'. Give each a name of its own.");
        }

        var value = new OnnxValue(name, new ValueInfo(type, shape));
        inputs.Add(value);
        declaredInputs.Add((value, description));
        if (standard is not null)
        {
            defaults.Add(ToProto(name, type, standard.shape, Bytes(standard)));
        }

        return value;
    }

    /// <summary>Adds a node, whose results' types and shapes follow from the operator's definition.</summary>
    public IReadOnlyList<OnnxValue> Add(string path, string op, ReadOnlySpan<OnnxValue?> operands, int results, ReadOnlySpan<OnnxAttribute> attributes)
    {
        var name = Claim(path.Length == 0 ? op : $"{path}/{op}");
        var last = operands.Length;
        while (last > 0 && operands[last - 1] is null)
        {
            last--;
        }

        OnnxValue?[] given = operands[..last].ToArray();
        var checkedNode = NodeRules.Check(
            name, op, [.. given.Select(static value => value?.Info)], [.. attributes.ToArray().Select(static attribute => attribute.Proto)], results);
        OnnxValue[] values = [.. checkedNode.Select((info, index) => new OnnxValue(Claim($"{name}_out{(results == 1 ? string.Empty : index)}"), info))];
        var definition = Operators.Find(op)!;
        OnnxAttribute[] written =
        [
            .. attributes.ToArray().Where(attribute => !definition.Attributes.Any(row => row.Name == attribute.Proto.Name && row.IsStandard(attribute.Proto))),
        ];
        nodes.Add(new GraphNode(op, name, given, values, written));
        made.UnionWith(values);
        return values;
    }

    /// <summary>A parameter or buffer, stored once under its path.</summary>
    public OnnxValue State(string path, Tensor value) => StoreOnce($"state {path}", path, value);

    /// <summary>A tensor that is stored under a name; what equals another one without a path of its own is that one.</summary>
    public OnnxValue Constant(string name, Tensor value)
    {
        using var scope = NewDisposeScope();
        var bytes = Bytes(value);
        return StoreOnce($"{value.dtype} [{string.Join(',', value.shape)}] {Convert.ToHexString(SHA256.HashData(bytes))}", name, value);
    }

    /// <summary>A number as a tensor without axes, named after itself: <c>float32/0.5</c>.</summary>
    public OnnxValue Number(double value, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var text = value.ToString(type.IsReal() ? "R" : "F0", CultureInfo.InvariantCulture);
        var name = $"{type.ToString().ToLowerInvariant()}/{text}";
        var contents = type == ScalarType.Int64 ? new Dimension[] { (long)value } : null;
        return StoreOnce(name, name, torch.tensor(value, dtype: type), contents);
    }

    /// <summary>Integers as an Int64 tensor of one axis, named after themselves: <c>int64/[2,3]</c>.</summary>
    public OnnxValue Integers(params ReadOnlySpan<long> values)
    {
        using var scope = NewDisposeScope();
        var copy = values.ToArray();
        var name = $"int64/[{string.Join(',', copy)}]";
        return StoreOnce(name, name, torch.tensor(copy, ScalarType.Int64), [.. copy.Select(static value => (Dimension)value)]);
    }

    /// <summary>Real numbers as a Float32 tensor of one axis, named after themselves: <c>float32/[1,1,2,2]</c>.</summary>
    public OnnxValue Reals(params ReadOnlySpan<float> values)
    {
        using var scope = NewDisposeScope();
        var copy = values.ToArray();
        var name = $"float32/[{string.Join(',', copy.Select(static value => value.ToString("R", CultureInfo.InvariantCulture)))}]";
        return StoreOnce(name, name, torch.tensor(copy, ScalarType.Float32));
    }

    /// <summary>Sizes as an Int64 tensor of one axis: stored where they are fixed, else computed from an input's shape.</summary>
    public OnnxValue Sizes(string path, params ReadOnlySpan<Dimension> sizes)
    {
        var parts = new List<OnnxValue?>();
        var run = new List<long>();
        foreach (var size in sizes)
        {
            if (size.IsConstant)
            {
                run.Add(size.Constant);
                continue;
            }

            Flush();
            parts.Add(Size(path, size));
        }

        Flush();
        return parts switch
        {
            [] => Integers(),
            [var whole] => whole!,
            _ => Add(path, "Concat", [.. parts], 1, [OnnxAttribute.Int("axis", 0)])[0],
        };

        void Flush()
        {
            if (run.Count > 0)
            {
                parts.Add(Integers([.. run]));
                run.Clear();
            }
        }
    }

    /// <summary>Declares an output, and gives its name to the result that it is.</summary>
    public void Output(string name, OnnxValue value, string? description)
    {
        if (!made.Remove(value))
        {
            value = Add(string.Empty, "Identity", [value], 1, [])[0];
            made.Remove(value);
        }

        value.Name = name;
        outputs.Add((value, description));
    }

    /// <summary>The finished graph.</summary>
    public GraphProto Build(string name)
    {
        var needed = outputs.Select(static output => output.Value).ToHashSet();
        var kept = new Stack<GraphNode>();
        foreach (var node in Enumerable.Reverse(nodes))
        {
            if (node.Outputs.Any(needed.Contains))
            {
                kept.Push(node);
                needed.UnionWith(node.Inputs.OfType<OnnxValue>());
            }
        }

        var graph = new GraphProto { Name = name };
        graph.Input.AddRange(declaredInputs.Select(static input => Declare(input.Value, input.Description)));
        graph.Output.AddRange(outputs.Select(static output => Declare(output.Value, output.Description)));
        graph.Initializer.AddRange(defaults);
        graph.Initializer.AddRange(stored.Where(entry => needed.Contains(entry.Key)).Select(static entry => entry.Value()));
        foreach (var node in kept)
        {
            var written = new NodeProto { OpType = node.Op, Name = node.Name };
            written.Input.AddRange(node.Inputs.Select(static value => value?.Name ?? string.Empty));
            written.Output.AddRange(node.Outputs.Select(static value => value.Name));
            written.Attribute.AddRange(node.Attributes.Select(static attribute => attribute.Proto));
            graph.Node.Add(written);
            graph.ValueInfo.AddRange(node.Outputs.Where(value => !outputs.Any(output => output.Value == value)).Select(static value => Declare(value, null)));
        }

        return graph;
    }

    /// <summary>The elements of a tensor in ONNX's order.</summary>
    public static byte[] Bytes(Tensor value)
    {
        using var scope = NewDisposeScope();
        return value.detach().cpu().contiguous().bytes.ToArray();
    }

    private static ValueInfoProto Declare(OnnxValue value, string? description)
    {
        var sizes = new TensorShapeProto();
        sizes.Dim.AddRange(value.Shape.Select(static size => size.IsConstant
            ? new TensorShapeProto.Types.Dimension { DimValue = size.Constant }
            : new TensorShapeProto.Types.Dimension { DimParam = size.ToString() }));
        var tensor = new TypeProto.Types.Tensor { ElemType = value.Type.ToOnnx(), Shape = sizes };
        var declaration = new ValueInfoProto { Name = value.Name, Type = new TypeProto { TensorType = tensor } };
        if (description is not null)
        {
            declaration.DocString = description;
        }

        return declaration;
    }

    private OnnxValue StoreOnce(string key, string name, Tensor value, IReadOnlyList<Dimension>? contents = null)
    {
        if (storedByKey.TryGetValue(key, out var known))
        {
            return known;
        }

        var bytes = Bytes(value);
        var (type, shape) = (value.dtype, value.shape);
        if (contents is null && type == ScalarType.Int64 && shape.Length <= 1)
        {
            contents = [.. MemoryMarshal.Cast<byte, long>(bytes).ToArray().Select(static element => (Dimension)element)];
        }

        var scales = type == ScalarType.Float32 && shape.Length == 1 ? MemoryMarshal.Cast<byte, float>(bytes).ToArray() : null;
        var result = new OnnxValue(Claim(name), new ValueInfo(type, [.. shape.Select(static size => (Dimension)size)], contents) { Scales = scales });
        storedByKey[key] = result;
        stored[result] = () => ToProto(result.Name, type, shape, bytes);
        return result;
    }

    private static TensorProto ToProto(string name, ScalarType type, long[] shape, byte[] bytes)
    {
        var tensor = new TensorProto { Name = name, DataType = type.ToOnnx(), RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        tensor.Dims.AddRange(shape);
        return tensor;
    }

    /// <summary>[1] of Int64.</summary>
    private OnnxValue Size(string path, Dimension size)
    {
        var result = batchSize ??= ReadBatchSize();
        result = size.PerBatch == 1 ? result : Add(path, "Mul", [result, Integers(size.PerBatch)], 1, [])[0];
        return size.Constant == 0 ? result : Add(path, "Add", [result, Integers(size.Constant)], 1, [])[0];
    }

    private OnnxValue ReadBatchSize()
    {
        var input = inputs.FirstOrDefault(static candidate => candidate.Rank > 0 && candidate.Shape[0] == Dimension.Batch)
            ?? throw new OnnxExportException("Exporting: a size follows the batch, but no input has the batch as its outermost axis. Give one that has.");
        return Add("batch", "Shape", [input], 1, [OnnxAttribute.Int("start", 0), OnnxAttribute.Int("end", 1)])[0];
    }

    private string Claim(string wanted)
    {
        var name = wanted;
        for (var count = 2; !taken.Add(name); count++)
        {
            name = $"{wanted}_{count}";
        }

        return name;
    }
}
