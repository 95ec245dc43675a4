using Gans.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Sets elements to 0 at random in training and enlarges the others, so that the mean stays; nothing in inference. Any shape, to the same.</summary>
/// <remarks>
/// Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, 2014. As TorchSharp's own, but quicker on a CPU: libtorch's
/// <c>bernoulli</c> draws each element in double precision on one thread, which takes three times as long as uniform numbers and a comparison.
/// </remarks>
/// <param name="rate">Share of elements that become 0, [0, 1).</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is outside that range.</exception>
public sealed class Dropout(double rate) : Layer(nameof(Dropout)), IOnnxModule
{
    private readonly double rate = rate is >= 0 and < 1
        ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, "Dropout needs a rate of 0 or more and less than 1.");

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["rate"] = rate };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!training || rate == 0)
        {
            return input.alias();
        }

        if (input.device_type != DeviceType.CPU)
        {
            return nn.functional.dropout(input, rate, training: true);
        }

        using var scope = NewDisposeScope();
        var kept = rand_like(input).ge(Held.Number(rate)).to(input.dtype).mul_(Held.Number(1 / (1 - rate)));
        return (input * kept).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        call.Require(!training, "it is in training mode", "Put the network into inference mode by eval().");
        return call.Input;
    }
}
