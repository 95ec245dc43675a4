using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>x where positive, else slope * x. Any shape, to the same.</summary>
/// <remarks>
/// Maas et al., Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013. As TorchSharp's own, but with a slope that is <see cref="Held"/>.
/// </remarks>
/// <param name="slope">What negative elements are multiplied by.</param>
public sealed class LeakyRelu(double slope) : Layer("LeakyReLU"), IOnnxModule
{
    /// <summary>Whether the output takes the input's place. For an input that nothing else needs.</summary>
    public bool InPlace { get; set; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["slope"] = slope };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var held = Held.Number(slope);
        return InPlace ? input.leaky_relu_(held).alias() : input.leaky_relu(held);
    }

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call) => call.Add("LeakyRelu", [call.Input], OnnxAttribute.Float("alpha", slope));
}
