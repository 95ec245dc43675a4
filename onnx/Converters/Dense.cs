using TorchSharp.Modules;

namespace Gans.Onnx.Converters;

/// <summary>Layers of matrices, and tables.</summary>
internal static class Dense
{
    /// <summary>Gemm, version 13, for a matrix; MatMul, 13, with the weight turned ahead of time, for more axes.</summary>
    public static OnnxValue Linear(OnnxCall call, Linear layer) => Linear(call, call.Input, "weight", "bias");

    /// <summary>The same for weights of other names.</summary>
    public static OnnxValue Linear(OnnxCall call, OnnxValue input, string weight, string bias)
    {
        var shift = call.StateOrNull(bias);
        if (input.Rank == 2)
        {
            return call.Add("Gemm", [input, call.State(weight), shift], OnnxAttribute.Int("transB", 1));
        }

        using var turned = call.StateTensor(weight)!.detach().t();
        var product = call.Add("MatMul", [input, call.Constant(turned, $"{weight}_transposed")]);
        return shift is null ? product : call.Add("Add", [product, shift]);
    }

    /// <summary>x1 W_k x2 for each k: MatMul over [..., 1, in1], [out, in1, in2], [..., in2, 1].</summary>
    public static OnnxValue Bilinear(OnnxCall call, Bilinear layer)
    {
        var (left, right) = (call.Inputs[0], call.Inputs[1]);
        var rows = call.Add("Unsqueeze", [left, call.Integers(-2, -3)]);        // [..., 1, 1, in1]
        var columns = call.Add("Unsqueeze", [right, call.Integers(-1, -3)]);    // [..., 1, in2, 1]
        var product = call.Add("MatMul", [call.Add("MatMul", [rows, call.State("weight")]), columns]);
        var result = call.Add("Squeeze", [product, call.Integers(-1, -2)]);
        return call.StateOrNull("bias") is { } bias ? call.Add("Add", [result, bias]) : result;
    }

    /// <summary>
    /// Gather, version 13. A padding index matters only in training; a greatest norm changes the table in each pass, which is refused.
    /// </summary>
    public static OnnxValue Embedding(OnnxCall call, Embedding layer) => call.Add("Gather", [call.State("weight"), call.Input]);
}
