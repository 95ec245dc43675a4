using Gans.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Fully connected layer whose weight is divided by its greatest singular value: [N, inputs] to [N, outputs].</summary>
/// <remarks>Miyato et al., 2018 (arXiv:1802.05957). The file holds the divided weight.</remarks>
public sealed class SpectralLinear : Layer, IOnnxModule
{
    private readonly SpectralNorm norm;

    [ComponentName(Name = "weight")]
    private readonly Parameter weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter? bias;

    /// <summary>Creates the layer.</summary>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="weights">First weights; Glorot uniform by default.</param>
    /// <param name="bias">Whether each output has a bias, 0 at first.</param>
    public SpectralLinear(long inputs, long outputs, Initializer? weights = null, bool bias = true)
        : base(nameof(SpectralLinear))
    {
        var law = weights ?? Initializer.GlorotUniform;
        weight = new Parameter(law.Create(inputs, outputs, outputs, inputs).DetachFromDisposeScope());
        register_parameter("weight", weight);
        if (bias)
        {
            this.bias = new Parameter(zeros(outputs).DetachFromDisposeScope());
            register_parameter("bias", this.bias);
        }

        norm = new SpectralNorm(outputs);
        register_module("norm", norm);
        FirstValues.Note(this, law);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return nn.functional.linear(input, norm.call(weight), bias).MoveToOuterDisposeScope();
    }

    /// <summary>ONNX' Gemm, version 13.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        return call.Add("Gemm", [call.Input, call.Constant(norm.Fold(weight), "weight"), call.StateOrNull("bias")], OnnxAttribute.Flag("transB", true));
    }
}
