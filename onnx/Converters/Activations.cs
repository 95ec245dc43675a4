using TorchSharp.Modules;

namespace Gans.Onnx.Converters;

/// <summary>Activations that are more than one node, or whose settings need a word.</summary>
internal static class Activations
{
    private const double SeluAlpha = 1.6732632423543772848170429916717;   // Self-Normalizing Neural Networks, 2017 (arXiv:1706.02515)
    private const double SeluScale = 1.0507009873554804934193349852946;

    /// <summary>Clip, version 13.</summary>
    public static OnnxValue Clip(OnnxCall call, double min, double max) =>
        call.Add("Clip", [call.Input, call.Number(min, call.Input.Type), call.Number(max, call.Input.Type)]);

    /// <summary>
    /// Clip, version 13. TorchSharp 0.107 returns the input unclipped unless the module works in place; neither that nor a clip that libtorch does not make is
    /// written.
    /// </summary>
    public static OnnxValue HardTanh(OnnxCall call, Hardtanh layer)
    {
        call.Require(
            layer.inplace, "it does not work in place, and TorchSharp then returns its input unclipped", "Create it with inplace: true, or use Ops.Clamp.");
        return Clip(call, layer.min_val, layer.max_val);
    }

    /// <summary>LeakyRelu, version 16, with the middle of the slopes, as libtorch does in inference.</summary>
    public static OnnxValue RandomizedRelu(OnnxCall call, RReLU layer) =>
        call.Add("LeakyRelu", [call.Input], OnnxAttribute.Float("alpha", (layer.lower + layer.upper) / 2));

    /// <summary>PRelu, version 16; a slope a channel is spread over the axes behind it.</summary>
    public static OnnxValue PRelu(OnnxCall call, PReLU layer)
    {
        var slope = call.State("weight");
        if (slope.Shape[0] == 1 || call.Input.Rank <= 2)
        {
            return call.Add("PRelu", [call.Input, slope]);
        }

        using var spread = call.StateTensor("weight")!.detach().reshape([-1, .. Enumerable.Repeat(1L, call.Input.Rank - 2)]);
        return call.Add("PRelu", [call.Input, call.Constant(spread, "weight_spread")]);
    }

    /// <summary>Selu, version 6, with the constants written out: the standard's defaults are single precision.</summary>
    public static OnnxValue Selu(OnnxCall call) =>
        call.Add("Selu", [call.Input], OnnxAttribute.Float("alpha", SeluAlpha), OnnxAttribute.Float("gamma", SeluScale));

    /// <summary>x * sigmoid(x).</summary>
    public static OnnxValue Silu(OnnxCall call) => call.Add("Mul", [call.Input, call.Add("Sigmoid", [call.Input])]);

    /// <summary>x / 2 * (1 + erf(x / sqrt(2))), or its form with tanh: opset 18 has no Gelu.</summary>
    public static OnnxValue Gelu(OnnxCall call, OnnxValue x, bool tanh)
    {
        OnnxValue part;
        if (tanh)
        {
            var cube = call.Add("Mul", [x, call.Add("Mul", [x, x])]);
            var inner = call.Add("Add", [x, call.Add("Mul", [cube, call.Number(0.044715, x.Type)])]);
            part = call.Add("Tanh", [call.Add("Mul", [inner, call.Number(Math.Sqrt(2 / Math.PI), x.Type)])]);
        }
        else
        {
            part = call.Add("Erf", [call.Add("Mul", [x, call.Number(Math.Sqrt(0.5), x.Type)])]);
        }

        return call.Add("Mul", [call.Add("Mul", [x, call.Number(0.5, x.Type)]), call.Add("Add", [part, call.Number(1, x.Type)])]);
    }

    /// <summary>
    /// Softplus, version 1, of beta * x, over beta. libtorch returns x itself above a threshold, which is taken over where it can be told from rounding.
    /// </summary>
    public static OnnxValue Softplus(OnnxCall call, double beta, double threshold)
    {
        var x = call.Input;
        var scaled = beta == 1 ? x : call.Add("Mul", [x, call.Number(beta, x.Type)]);
        var soft = call.Add("Softplus", [scaled]);
        var result = beta == 1 ? soft : call.Add("Div", [soft, call.Number(beta, x.Type)]);
        return threshold >= 15 ? result : call.Add("Where", [call.Add("Greater", [scaled, call.Number(threshold, x.Type)]), x, result]);
    }

    /// <summary>-softplus(-x).</summary>
    public static OnnxValue LogSigmoid(OnnxCall call) => call.Add("Neg", [call.Add("Softplus", [call.Add("Neg", [call.Input])])]);

    /// <summary>HardSigmoid, version 6, with slope 1/6.</summary>
    public static OnnxValue HardSigmoid(OnnxCall call) =>
        call.Add("HardSigmoid", [call.Input], OnnxAttribute.Float("alpha", 1.0 / 6), OnnxAttribute.Float("beta", 0.5));

    /// <summary>x where it is above the threshold, else the value.</summary>
    public static OnnxValue Threshold(OnnxCall call, double threshold, double value) =>
        call.Add("Where", [call.Add("Greater", [call.Input, call.Number(threshold, call.Input.Type)]), call.Input, call.Number(value, call.Input.Type)]);

    /// <summary>The first half of an axis times the sigmoid of the second.</summary>
    public static OnnxValue Glu(OnnxCall call, long axis)
    {
        var half = call.Input.Shape[(int)(axis < 0 ? axis + call.Input.Rank : axis)].Constant / 2;
        var parts = call.AddMany("Split", [call.Input, call.Integers(half, half)], 2, OnnxAttribute.Int("axis", axis));
        return call.Add("Mul", [parts[0], call.Add("Sigmoid", [parts[1]])]);
    }
}
