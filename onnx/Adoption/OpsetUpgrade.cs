using System.Collections.Frozen;
using global::Onnx;
using Google.Protobuf.Collections;
using AttributeType = global::Onnx.AttributeProto.Types.AttributeType;

namespace Gans.Onnx.Adoption;

/// <summary>Brings a graph of opset 7 to 10 to that of our files, operator by operator: what attributes said then, inputs say now.</summary>
/// <remarks>
/// The changes are those that the operators' histories in ONNX's <c>Changelog.md</c> tell. What comes out is compared with the file as it was, so an operator
/// is in the table where its present definition computes the same for what the older one took.
/// </remarks>
internal static class OpsetUpgrade
{
    /// <summary>The oldest opset in which every node that an adoption adds has its present form.</summary>
    public const long LeastKept = 11;

    private static readonly FrozenSet<string> Unchanged = FrozenSet.ToFrozenSet(
    [
        "Abs", "Acos", "Add", "And", "ArgMax", "ArgMin", "Asin", "Atan", "AveragePool", "Cast", "Ceil", "Concat", "Constant", "ConstantOfShape",
        "Conv", "ConvTranspose", "Cos", "DepthToSpace", "Div", "Elu", "Equal", "Erf", "Exp", "Expand", "Flatten", "Floor", "GRU", "Gather", "Gemm",
        "GlobalAveragePool", "GlobalMaxPool", "Greater", "HardSigmoid", "Identity", "InstanceNormalization", "LRN", "LSTM", "LeakyRelu", "Less",
        "Log", "LpNormalization", "MatMul", "Max", "MaxPool", "Mean", "Min", "Mul", "Neg", "Not", "OneHot", "Or", "PRelu", "Pow", "RNN", "Reciprocal",
        "Relu", "Reshape", "Selu", "Shape", "Sigmoid", "Sign", "Sin", "Softplus", "Softsign", "SpaceToDepth", "Sqrt", "Sub", "Sum", "Tan", "Tanh",
        "Tile", "Transpose", "Where",
    ]);

    /// <summary>Brings a model to <see cref="OnnxExport.OpsetVersion"/> where it is older than <see cref="LeastKept"/>.</summary>
    /// <returns>What cannot be brought there, in a few words; null: nothing.</returns>
    public static string? Apply(ModelProto model)
    {
        var opset = ForeignFile.OpsetOf(model);
        if (opset >= LeastKept)
        {
            return null;
        }

        var graph = new ForeignGraph(model);
        foreach (var node in model.Graph.Node.Where(static node => node.Domain is "" or "ai.onnx").ToList())
        {
            if (!Unchanged.Contains(node.OpType) && !Rewrite(node, graph))
            {
                return $"the operator {node.OpType} of opset {opset}";
            }
        }

        foreach (var set in model.OpsetImport.Where(static set => set.Domain is "" or "ai.onnx"))
        {
            set.Version = OnnxExport.OpsetVersion;
        }

        return null;
    }

    private static bool Rewrite(NodeProto node, ForeignGraph graph)
    {
        switch (node.OpType)
        {
            case "BatchNormalization":
                return Take(node, "spatial") is not { I: 0 } && LeaveOut(node, "is_test", "consumed_inputs") && KeepFirstOutput(node, graph);
            case "Dropout":
                node.OpType = "Identity";
                node.Attribute.Clear();
                return KeepFirstOutput(node, graph);
            case "Clip":
                return ToInput(node, 1, "min", graph) && ToInput(node, 2, "max", graph);
            case "Pad":
                return ToInput(node, 1, "pads", graph) && ToInput(node, 2, "value", graph);
            case "Slice":
                return ToInput(node, 1, "starts", graph) && ToInput(node, 2, "ends", graph) && ToInput(node, 3, "axes", graph);
            case "Split":
                return ToInput(node, 1, "split", graph) && SayParts(node);
            case "Squeeze" or "Unsqueeze":
                return ToInput(node, 1, "axes", graph);
            case var name when name.StartsWith("Reduce", StringComparison.Ordinal):
                return ToInput(node, 1, "axes", graph);
            case "Softmax" or "LogSoftmax" or "Hardmax":
                return OverAllThatFollow(node, graph);
            case "Upsample" or "Resize":
                return ToResize(node, graph);
            default:
                return false;
        }
    }

    private static AttributeProto? Take(NodeProto node, string name)
    {
        var attribute = node.Attribute.FirstOrDefault(attribute => attribute.Name == name);
        if (attribute is not null)
        {
            node.Attribute.Remove(attribute);
        }

        return attribute;
    }

    private static bool LeaveOut(NodeProto node, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            Take(node, name);
        }

        return true;
    }

    /// <summary>Drops results that were for training; false where something reads them.</summary>
    private static bool KeepFirstOutput(NodeProto node, ForeignGraph graph)
    {
        var read = graph.Graph.Node.SelectMany(static reader => reader.Input).Concat(graph.Graph.Output.Select(static output => output.Name)).ToHashSet();
        while (node.Output.Count > 1)
        {
            if (read.Contains(node.Output[^1]))
            {
                return false;
            }

            node.Output.RemoveAt(node.Output.Count - 1);
        }

        return true;
    }

    /// <summary>Stores what an attribute said as the input at a place; where the attribute is not there, nothing changes.</summary>
    private static bool ToInput(NodeProto node, int place, string name, ForeignGraph graph)
    {
        if (Take(node, name) is not { } attribute)
        {
            return true;
        }

        var stored = attribute.Type switch
        {
            AttributeType.Float => graph.Store([attribute.F]),
            AttributeType.Floats => graph.Store([.. attribute.Floats], attribute.Floats.Count),
            _ => graph.Store([.. attribute.Ints], attribute.Ints.Count),
        };
        Pad(node.Input, place);
        node.Input.Add(stored);
        return true;
    }

    private static void Pad(RepeatedField<string> inputs, int count)
    {
        while (inputs.Count < count)
        {
            inputs.Add(string.Empty);
        }
    }

    private static bool SayParts(NodeProto node)
    {
        if (node.Input.Count == 1)
        {
            node.Attribute.Add(OnnxAttribute.Int("num_outputs", node.Output.Count).Proto);
        }

        return true;
    }

    /// <summary>Before opset 13 a softmax went over its axis and all after it as one.</summary>
    private static bool OverAllThatFollow(NodeProto node, ForeignGraph graph)
    {
        var axis = Take(node, "axis")?.I ?? 1;
        var (input, output) = (node.Input[0], node.Output[0]);
        var at = graph.Graph.Node.IndexOf(node);
        var (shape, flat, result) = (graph.Unique($"{output}_shape"), graph.Unique($"{output}_flat"), graph.Unique($"{output}_rows"));
        graph.Graph.Node.Insert(at, Node("Shape", [input], shape));
        graph.Graph.Node.Insert(at + 1, Node("Flatten", [input], flat, OnnxAttribute.Int("axis", axis)));
        (node.Input[0], node.Output[0]) = (flat, result);
        node.Attribute.Add(OnnxAttribute.Int("axis", -1).Proto);
        graph.Graph.Node.Insert(at + 3, Node("Reshape", [result, shape], output));
        return true;
    }

    /// <summary>Both scaled places as they stand, x / scale, and took the pixel below.</summary>
    private static bool ToResize(NodeProto node, ForeignGraph graph)
    {
        var scales = Take(node, "scales") is { } given ? graph.Store([.. given.Floats], given.Floats.Count) : node.Input.ElementAtOrDefault(1);
        if (scales is null)
        {
            return false;
        }

        node.OpType = "Resize";
        var input = node.Input[0];
        node.Input.Clear();
        node.Input.AddRange([input, string.Empty, scales]);
        node.Attribute.Add(OnnxAttribute.Text("coordinate_transformation_mode", "asymmetric").Proto);
        node.Attribute.Add(OnnxAttribute.Text("nearest_mode", "floor").Proto);
        return true;
    }

    private static NodeProto Node(string op, IEnumerable<string> inputs, string output, params IEnumerable<OnnxAttribute> attributes)
    {
        var node = new NodeProto { OpType = op, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes.Select(static attribute => attribute.Proto));
        return node;
    }
}
