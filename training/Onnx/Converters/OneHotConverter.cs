using Gans.Torch;

namespace Gans.Training.Onnx.Converters;

/// <summary>aten::one_hot to OneHot, version 11, on a new innermost axis.</summary>
internal sealed class OneHotConverter : IOpConverter
{
    public string Operator => "aten::one_hot";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        call.Require(call.Int("num_classes") > 0, "the number of classes is left to the data", "Give it.");
        graph[call.Result] = graph.Add("OneHot", [graph[call.Value("self")], graph.Scalar(call.Int("num_classes"), DType.Int64), graph.Integers(0, 1)]);
    }
}
