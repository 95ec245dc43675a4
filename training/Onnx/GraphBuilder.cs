using Gans.Torch;
using global::Onnx;

namespace Gans.Training.Onnx;

/// <summary>
/// Builds the graph that a pass computes. A value of the pass is read and bound by index; new nodes are named after the module
/// that is being converted: node <c>up14/ConvTranspose</c>, result <c>up14/ConvTranspose_out</c>, weight <c>up14.weight</c>.
/// </summary>
internal sealed partial class GraphBuilder
{
    private readonly RecordedPass pass;
    private readonly GraphProto graph = new();
    private readonly Dictionary<int, string> bound = [];
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueInfoProto> described = new(StringComparer.Ordinal);

    /// <summary>Starts a graph with the pass' inputs.</summary>
    /// <param name="pass">The record.</param>
    /// <param name="inputs">The inputs' names and meanings, in the pass' order.</param>
    public GraphBuilder(RecordedPass pass, IReadOnlyList<ExportInput> inputs)
    {
        this.pass = pass;
        taken.UnionWith(pass.Outputs.Select(output => output.Name));
        foreach (var (value, input) in pass.Inputs.Zip(inputs))
        {
            bound[value.Id] = Claim(input.Name);
            graph.Input.Add(OnnxTypes.Declare(input.Name, value.Type, value.Shape, input.Description));
        }
    }

    /// <summary>Path of the module that new nodes are named after.</summary>
    public string ModulePath { get; set; } = string.Empty;

    /// <summary>Name of a value of the pass in the graph. Constants are stored at their first use.</summary>
    /// <param name="recorded">The value.</param>
    /// <exception cref="OnnxExportException">Read before a node makes it, and it is no constant.</exception>
    public string this[GraphValue recorded]
    {
        get
        {
            if (!bound.TryGetValue(recorded.Id, out var name))
            {
                name = bound[recorded.Id] = Store(recorded);
            }

            return name;
        }

        set
        {
            bound[recorded.Id] = value;
            if (made.Contains(value))
            {
                described.TryAdd(value, OnnxTypes.Declare(value, recorded.Type, recorded.Shape));
            }
        }
    }

    /// <summary>Adds a node with one result.</summary>
    /// <param name="op">The ONNX operator.</param>
    /// <param name="inputs">Names; an empty one stands for an optional input that is left out.</param>
    /// <param name="attributes">Null ones are left out.</param>
    /// <returns>The result's name.</returns>
    public string Add(string op, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto?> attributes) => AddMany(op, inputs, 1, attributes)[0];

    /// <summary>Adds a node with several results.</summary>
    public string[] AddMany(string op, ReadOnlySpan<string> inputs, int results, params ReadOnlySpan<AttributeProto?> attributes)
    {
        var node = new NodeProto { OpType = op, Name = Claim(ModulePath.Length == 0 ? op : $"{ModulePath}/{op}") };
        var last = inputs.LastIndexOfAnyExcept(string.Empty);
        node.Input.AddRange(inputs[..(last + 1)].ToArray());
        foreach (var attribute in attributes)
        {
            if (attribute is not null)
            {
                node.Attribute.Add(attribute);
            }
        }

        string[] names = [.. Enumerable.Range(0, results).Select(index => Claim($"{node.Name}_out{(results == 1 ? string.Empty : index)}"))];
        made.UnionWith(names);
        node.Output.AddRange(names);
        graph.Node.Add(node);
        return names;
    }

    /// <summary>The value in another element type; itself where it has that already.</summary>
    public string Cast(GraphValue value, DType type) => value.Type == type ? this[value] : Cast(this[value], type);

    /// <summary>The value in another element type.</summary>
    public string Cast(string value, DType type) => Add("Cast", [value], OnnxAttribute.Int("to", type.ToOnnx()));

    /// <summary>An argument that may be a tensor or a number, in an element type.</summary>
    public string Operand(OpCall call, string argument, DType type) =>
        call.HasTensor(argument) ? Cast(call.Value(argument), type) : Scalar(call.Float(argument), type);

    /// <summary>Declares an output, and gives its name to the node's result that it is.</summary>
    /// <param name="name">The output's name, reserved from the start.</param>
    /// <param name="value">Name of the value.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="description">Its meaning.</param>
    public void Output(string name, string value, DType type, IEnumerable<Dimension> shape, string? description)
    {
        if (!made.Remove(value))
        {
            ModulePath = string.Empty;
            value = Add("Identity", [value]);
            made.Remove(value);
        }

        described.Remove(value);
        Rename(value, name);
        graph.Output.Add(OnnxTypes.Declare(name, type, shape, description));
    }

    /// <summary>The finished graph.</summary>
    /// <param name="name">Its name.</param>
    public GraphProto Build(string name)
    {
        graph.Name = name;
        graph.ValueInfo.AddRange(described.Values);
        return graph;
    }

    private void Rename(string old, string name)
    {
        foreach (var node in graph.Node)
        {
            Replace(node.Input);
            Replace(node.Output);
        }

        foreach (var (id, _) in bound.Where(entry => entry.Value == old).ToList())
        {
            bound[id] = name;
        }

        void Replace(IList<string> names)
        {
            for (var i = 0; i < names.Count; i++)
            {
                names[i] = names[i] == old ? name : names[i];
            }
        }
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
