namespace Gans.Training.Onnx.Converters;

/// <summary>
/// aten::reshape and aten::flatten to Reshape, version 14. A size that follows the batch is copied from the input or inferred, so that the
/// target is stored.
/// </summary>
/// <param name="op">The ATen operator.</param>
internal sealed class ReshapeConverter(string op) : IOpConverter
{
    private const long CopyInput = 0;
    private const long Infer = -1;

    public string Operator => op;

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        graph[call.Result] = self.Shape.SequenceEqual(call.Result.Shape) ? graph[self] : graph.Add("Reshape", [graph[self], Target(self, call.Result, graph)]);
    }

    private static string Target(GraphValue self, GraphValue result, GraphBuilder graph)
    {
        var target = new long[result.Rank];
        for (var axis = 0; axis < target.Length; axis++)
        {
            var size = result.Shape[axis];
            if (size.IsConstant)
            {
                target[axis] = size.Constant;
            }
            else if (axis < self.Rank && self.Shape[axis] == size)
            {
                target[axis] = CopyInput;
            }
            else if (!target.Contains(Infer))
            {
                target[axis] = Infer;
            }
            else
            {
                return graph.Sizes(result.Shape.AsSpan());
            }
        }

        return graph.Integers(target);
    }
}
