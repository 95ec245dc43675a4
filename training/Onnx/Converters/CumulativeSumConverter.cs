using Gans.Torch;

namespace Gans.Training.Onnx.Converters;

/// <summary>aten::cumsum to CumSum, version 14.</summary>
internal sealed class CumulativeSumConverter : IOpConverter
{
    public string Operator => "aten::cumsum";

    public void Convert(OpCall call, GraphBuilder graph) =>
        graph[call.Result] = graph.Add("CumSum", [graph.Cast(call.Value("self"), call.Result.Type), graph.Scalar(call.Int("dim"), DType.Int64)]);
}
