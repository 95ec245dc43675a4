using Gans.Torch;

namespace Gans.Training.Onnx.Converters;

/// <summary>aten::all: the least of the flags as numbers, by ReduceMin, version 18.</summary>
internal sealed class AllConverter : IOpConverter
{
    public string Operator => "aten::all";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var flags = graph.Cast(graph.Cast(call.Value("self"), DType.Bool), DType.Int32);
        graph[call.Result] = graph.Cast(graph.Reduce("ReduceMin", flags, ReducedAxes.Of(call)), DType.Bool);
    }
}
