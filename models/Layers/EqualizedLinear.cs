using Gans.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Fully connected layer with <see cref="EqualizedRate"/>: [N, inputs] to [N, outputs].</summary>
public sealed class EqualizedLinear : Layer, IOnnxModule
{
    private readonly double scale;
    private readonly double rate;
    private readonly long shared;

    [ComponentName(Name = "weight")]
    private readonly Parameter weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter bias;

    /// <summary>Creates the layer: weights drawn from N(0, 1 / rate^2), biases 0.</summary>
    /// <param name="inputs">Numbers in.</param>
    /// <param name="outputs">Numbers out.</param>
    /// <param name="gain">The square root of 2 before a rectifier, which is the default; 1 before nothing.</param>
    /// <param name="shared">Outputs in a row that share a bias, such as the pixels of a channel; 1 for a bias each.</param>
    /// <param name="rate">The share of the learning rate that it has: what is kept is as many times greater, and a step of Adam moves it so much less.</param>
    public EqualizedLinear(long inputs, long outputs, double? gain = null, long shared = 1, double rate = 1)
        : base(nameof(EqualizedLinear))
    {
        (this.shared, this.rate) = (shared, rate);
        scale = EqualizedRate.Scale(gain ?? EqualizedRate.RectifierGain, inputs) * rate;
        var kept = EqualizedRate.KeptAt(rate);
        weight = new Parameter(kept.Create(inputs, outputs, outputs, inputs).DetachFromDisposeScope());
        register_parameter("weight", weight);
        bias = new Parameter(zeros(outputs / shared).DetachFromDisposeScope());
        register_parameter("bias", bias);
        FirstValues.Note(this, kept);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["scale"] = scale, ["shared"] = shared };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return nn.functional.linear(input, weight.Times(scale), UsedBias()).MoveToOuterDisposeScope();
    }

    /// <summary>ONNX' Gemm, version 13, with the weights as they are used.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var biases = shared == 1 && rate == 1 ? call.State("bias") : call.Constant(UsedBias(), "bias");
        return call.Add("Gemm", [call.Input, call.Constant(weight.Times(scale), "weight"), biases], OnnxAttribute.Flag("transB", true));
    }

    private Tensor UsedBias()
    {
        var each = rate == 1 ? bias : bias.Times(rate);
        return shared == 1 ? each : each.repeat_interleave(shared);
    }
}
