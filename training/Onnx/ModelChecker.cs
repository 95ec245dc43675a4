using global::Onnx;

namespace Gans.Training.Onnx;

/// <summary>
/// The rules of a graph that do not depend on operators: every name has one source, every node reads what stands before it, every output
/// and every inner description names something that exists, every stored tensor is as large as its shape says.
/// </summary>
internal static class ModelChecker
{
    /// <summary>Checks a model.</summary>
    /// <exception cref="OnnxExportException">A rule is broken; the message names the node or the value.</exception>
    public static void Check(ModelProto model)
    {
        var graph = model.Graph;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in graph.Input.Select(input => input.Name).Concat(graph.Initializer.Select(tensor => tensor.Name)))
        {
            Require(name.Length > 0 && known.Add(name), $"the value '{name}' has two sources");
        }

        CheckNodes(graph, known);
        foreach (var value in graph.Output.Concat(graph.ValueInfo))
        {
            Require(known.Contains(value.Name), $"no node makes '{value.Name}'");
        }

        foreach (var tensor in graph.Initializer)
        {
            CheckSize(tensor);
        }
    }

    private static void CheckNodes(GraphProto graph, HashSet<string> known)
    {
        var nodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Node)
        {
            Require(nodes.Add(node.Name), $"two nodes are named '{node.Name}'");
            foreach (var input in node.Input)
            {
                Require(input.Length == 0 || known.Contains(input), $"node '{node.Name}' reads '{input}', which nothing before it makes");
            }

            foreach (var output in node.Output)
            {
                Require(known.Add(output), $"the value '{output}' has two sources");
            }
        }
    }

    private static void CheckSize(TensorProto tensor)
    {
        var elements = tensor.Dims.Aggregate(1L, (product, size) => product * size);
        var size = (TensorProto.Types.DataType)tensor.DataType switch
        {
            TensorProto.Types.DataType.Uint8 or TensorProto.Types.DataType.Bool => 1,
            TensorProto.Types.DataType.Float16 or TensorProto.Types.DataType.Bfloat16 => 2,
            TensorProto.Types.DataType.Int32 or TensorProto.Types.DataType.Float => 4,
            _ => 8,
        };
        Require(
            tensor.RawData.Length == elements * size,
            $"the stored tensor '{tensor.Name}' holds {tensor.RawData.Length} bytes, its shape needs {elements * size}");
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new OnnxExportException($"Checking the graph: {problem}. This is a fault of a converter; report it with the name of the model.");
        }
    }
}
