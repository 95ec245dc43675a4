using TorchSharp.Modules;

namespace Gans.Onnx.Converters;

/// <summary>Likeness of two tensors along an axis, by reductions of version 18.</summary>
internal static class Distances
{
    /// <summary>a b / (max(|a|, eps) max(|b|, eps)).</summary>
    public static OnnxValue Cosine(OnnxCall call, CosineSimilarity layer)
    {
        var (a, b) = (call.Inputs[0], call.Inputs[1]);
        var axis = call.Integers(layer.dim);
        var drop = OnnxAttribute.Int("keepdims", 0);
        var product = call.Add("ReduceSum", [call.Add("Mul", [a, b]), axis], drop);
        var least = call.Number(layer.eps, a.Type);
        var left = call.Add("Max", [call.Add("ReduceL2", [a, axis], drop), least]);
        var right = call.Add("Max", [call.Add("ReduceL2", [b, axis], drop), least]);
        return call.Add("Div", [product, call.Add("Mul", [left, right])]);
    }

    /// <summary>The p-norm of a - b + eps over the innermost axis.</summary>
    public static OnnxValue Pairwise(OnnxCall call, PairwiseDistance layer)
    {
        var (a, b) = (call.Inputs[0], call.Inputs[1]);
        var difference = call.Add("Abs", [call.Add("Add", [call.Add("Sub", [a, b]), call.Number(layer.eps, a.Type)])]);
        var keep = OnnxAttribute.Flag("keepdims", layer.keepdim);
        if (layer.norm == 2)
        {
            return call.Add("ReduceL2", [difference, call.Integers(-1)], keep);
        }

        var sum = call.Add("ReduceSum", [call.Add("Pow", [difference, call.Number(layer.norm, a.Type)]), call.Integers(-1)], keep);
        return call.Add("Pow", [sum, call.Number(1 / layer.norm, a.Type)]);
    }
}
