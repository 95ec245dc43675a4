using System.Runtime.InteropServices;
using global::Onnx;
using Google.Protobuf;
using DataType = global::Onnx.TensorProto.Types.DataType;

namespace Gans.Onnx.Adoption;

/// <summary>Changes the graph of a foreign model in place: nodes before and after it, other names, without what nothing needs.</summary>
internal sealed class ForeignGraph
{
    /// <summary>What nodes and values that are added here begin with.</summary>
    private const string Mark = "gans/";

    private readonly ModelProto model;
    private readonly HashSet<string> taken;
    private readonly List<NodeProto> before = [];
    private readonly HashSet<string> ours = [];

    public ForeignGraph(ModelProto model)
    {
        this.model = model;
        taken =
        [
            .. Graph.Initializer.Select(static tensor => tensor.Name),
            .. Graph.Input.Select(static input => input.Name),
            .. Graph.Node.SelectMany(static node => node.Output),
        ];
    }

    public GraphProto Graph => model.Graph;

    /// <summary>Whether nodes that are added stand before the network's own.</summary>
    public bool AddsBefore { get; set; }

    /// <summary>Whether the graph has a value of a name.</summary>
    public bool Has(string value) => taken.Contains(value);

    /// <summary>The node that makes a value; null for inputs and stored tensors.</summary>
    public NodeProto? MakerOf(string value) => Graph.Node.FirstOrDefault(node => node.Output.Contains(value));

    /// <summary>A name that no value has.</summary>
    public string Unique(string wanted)
    {
        var name = wanted;
        for (var i = 2; !taken.Add(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        return name;
    }

    /// <summary>Gives a name free that a value of the foreign network may have.</summary>
    /// <returns>How that value is called now; null where there was none.</returns>
    public string? Free(string name)
    {
        if (!taken.Contains(name))
        {
            return null;
        }

        var other = Unique($"{name}_inside");
        Rename(name, other);
        taken.Remove(name);
        return other;
    }

    /// <summary>Gives a value another name, wherever it stands.</summary>
    public void Rename(string from, string to)
    {
        foreach (var node in before.Concat(Graph.Node))
        {
            Replace(node.Input, from, to);
            Replace(node.Output, from, to);
        }

        foreach (var tensor in Graph.Initializer.Where(tensor => tensor.Name == from))
        {
            tensor.Name = to;
        }

        foreach (var value in Graph.Input.Concat(Graph.Output).Where(value => value.Name == from))
        {
            value.Name = to;
        }
    }

    /// <summary>Adds a node of one result.</summary>
    /// <returns>The result's name.</returns>
    public string Add(string op, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        var output = Unique(Mark + op);
        ours.Add(output);
        var node = new NodeProto { OpType = op, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes.Select(static attribute => attribute.Proto));
        (AddsBefore ? before : (IList<NodeProto>)Graph.Node).Add(node);
        return output;
    }

    /// <summary>Stores numbers.</summary>
    public string Store(float[] values, params IReadOnlyList<long> shape) => Store(DataType.Float, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    /// <inheritdoc cref="Store(float[], IReadOnlyList{long})"/>
    public string Store(long[] values, params IReadOnlyList<long> shape) => Store(DataType.Int64, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    /// <summary>Declares an input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="axes">Its axes after the batch.</param>
    public void Input(string name, DataType type, IReadOnlyList<long> axes)
    {
        taken.Add(name);
        Graph.Input.Add(Declare(name, type, axes));
    }

    /// <summary>Declares an output under a name of ours.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">What it is called from now on.</param>
    /// <param name="type">Its type.</param>
    /// <param name="axes">Its axes after the batch.</param>
    public void Output(string value, string name, DataType type, IReadOnlyList<long> axes)
    {
        var own = ours.Contains(value) ? value : Add("Identity", [value]);
        Rename(own, name);
        ours.Remove(own);
        taken.Add(name);
        Graph.Output.Add(Declare(name, type, axes));
    }

    /// <summary>Puts what was added before the network there, and drops what no output needs.</summary>
    public void Finish()
    {
        var own = Graph.Node.ToList();
        Graph.Node.Clear();
        Graph.Node.AddRange(before.Concat(own));
        before.Clear();
        Graph.ValueInfo.Clear();
        Prune(Graph);
    }

    /// <summary>Drops nodes, stored tensors and inputs that no output needs.</summary>
    public static void Prune(GraphProto graph)
    {
        var makers = graph.Node.SelectMany(static node => node.Output, static (node, output) => (output, node)).Where(static pair => pair.output.Length > 0)
            .ToLookup(static pair => pair.output, static pair => pair.node);
        var (open, needed, values) = (new Stack<string>(graph.Output.Select(static output => output.Name)), new HashSet<NodeProto>(), new HashSet<string>());
        while (open.TryPop(out var value))
        {
            if (values.Add(value) && makers[value].FirstOrDefault() is { } maker && needed.Add(maker))
            {
                foreach (var input in maker.Input)
                {
                    open.Push(input);
                }
            }
        }

        Keep(graph.Node, needed.Contains);
        Keep(graph.Initializer, tensor => values.Contains(tensor.Name));
        Keep(graph.Input, input => values.Contains(input.Name));
    }

    /// <summary>A value's declaration, free along the batch.</summary>
    private static ValueInfoProto Declare(string name, DataType type, IReadOnlyList<long> axes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = OnnxAxis.N.Name });
        shape.Dim.AddRange(axes.Select(static size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }

    private string Store(DataType type, ReadOnlySpan<byte> bytes, IReadOnlyList<long> shape)
    {
        var tensor = new TensorProto { Name = Unique(Mark + "constant"), DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(shape);
        Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private static void Replace(Google.Protobuf.Collections.RepeatedField<string> names, string from, string to)
    {
        for (var i = 0; i < names.Count; i++)
        {
            names[i] = names[i] == from ? to : names[i];
        }
    }

    private static void Keep<T>(Google.Protobuf.Collections.RepeatedField<T> items, Func<T, bool> keep)
    {
        var kept = items.Where(keep).ToList();
        items.Clear();
        items.AddRange(kept);
    }
}
