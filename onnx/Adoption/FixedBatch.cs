using System.Runtime.InteropServices;
using global::Onnx;
using DataType = global::Onnx.TensorProto.Types.DataType;

namespace Gans.Onnx.Adoption;

/// <summary>
/// Ways to free a batch that a graph holds: beside the declared sizes, it stands in the target shapes of reshapes. 0 there keeps the size of the same axis, -1
/// takes what is left over. Which of them is right, if any, shows when the graph runs at another size.
/// </summary>
internal static class FixedBatch
{
    private const long Keep = 0, Rest = -1;

    /// <summary>The graph as it is, and where it has reshapes to the batch, with these in both ways.</summary>
    /// <param name="model">The model; not changed.</param>
    /// <param name="batch">The batch that it was made for.</param>
    public static IEnumerable<ModelProto> Freed(ModelProto model, long batch)
    {
        yield return model.Clone();
        if (Reshapes(model.Graph, batch).Count > 0)
        {
            yield return With(model, batch, Keep);
            yield return With(model, batch, Rest);
        }
    }

    private static ModelProto With(ModelProto model, long batch, long first)
    {
        var freed = model.Clone();
        var graph = new ForeignGraph(freed);
        foreach (var (node, shape) in Reshapes(freed.Graph, batch))
        {
            var leads = first == Rest && shape.AsSpan(1).Contains(Rest) ? Keep : first;
            node.Input[1] = graph.Store([leads, .. shape[1..]], shape.Length);
        }

        return freed;
    }

    /// <summary>Reshapes to a known shape whose first size is the batch.</summary>
    private static List<(NodeProto Node, long[] Shape)> Reshapes(GraphProto graph, long batch) =>
    [
        .. graph.Node.Where(static node => node.OpType == "Reshape" && node.Input.Count == 2)
            .Where(static node => !node.Attribute.Any(static attribute => attribute is { Name: "allowzero", I: 1 }))
            .Select(node => (node, ShapeOf(graph, node.Input[1])))
            .Where(pair => pair.Item2.Length > 0 && pair.Item2[0] == batch),
    ];

    private static long[] ShapeOf(GraphProto graph, string name)
    {
        var tensor = graph.Initializer.FirstOrDefault(tensor => tensor.Name == name)
            ?? graph.Node.FirstOrDefault(node => node.OpType == "Constant" && node.Output[0] == name)?.Attribute
                .FirstOrDefault(static attribute => attribute.Name == "value")?.T;
        return tensor is { DataType: (int)DataType.Int64 }
            ? tensor.RawData.IsEmpty ? [.. tensor.Int64Data] : MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray()
            : [];
    }
}
