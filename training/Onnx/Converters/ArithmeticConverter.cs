using Gans.Torch;

namespace Gans.Training.Onnx.Converters;

/// <summary>Sums, differences, products, quotients, maxima and minima of two tensors or of a tensor and a number, in the type of the result.</summary>
/// <param name="op">The ATen operator.</param>
/// <param name="onnx">The ONNX operator: Add, Sub, Mul, Div (version 14), Max, Min (13).</param>
/// <param name="reversed">Whether the second argument stands left, as in <c>aten::rsub</c>.</param>
internal sealed class ArithmeticConverter(string op, string onnx, bool reversed = false) : IOpConverter
{
    public string Operator => op;

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var type = call.Result.Type;
        call.Require(type != DType.Bool, "the result is Bool", "Compute in numbers, and compare at the end.");
        var self = graph.Cast(call.Value("self"), type);
        var other = graph.Operand(call, "other", type);
        if (reversed)
        {
            (self, other) = (other, self);
        }

        if (call.Has("alpha") && call.Float("alpha") != 1)
        {
            other = graph.Add("Mul", [other, graph.Scalar(call.Float("alpha"), type)]);
        }

        graph[call.Result] = graph.Add(onnx, [self, other]);
    }
}
