using Gans.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>x where positive, else alpha * x, with a learnt slope a channel: [N, channels, ...] in and out.</summary>
/// <remarks>He et al., Delving Deep into Rectifiers, 2015 (arXiv:1502.01852), section 2.1. Slopes start at 0.25 and are shared over height and width.</remarks>
public sealed class PRelu : Layer, IOnnxModule
{
    private const double FirstSlope = 0.25;

    [ComponentName(Name = "alpha")]
    private readonly Parameter alpha;

    /// <summary>Creates the layer.</summary>
    /// <param name="channels">Size of axis 1.</param>
    public PRelu(long channels)
        : base(nameof(PRelu))
    {
        alpha = new Parameter(full(channels, Held.Number(FirstSlope)).DetachFromDisposeScope());
        register_parameter("alpha", alpha);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.prelu(input, alpha);

    /// <summary>ONNX' PRelu, version 16, whose slope is broadcast from the right: [C] is stored as [C, 1, 1] where there is space.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        long[] sizes = [alpha.numel(), .. Enumerable.Repeat(1L, call.Input.Shape.Count - 2)];
        return call.Add("PRelu", [call.Input, call.Constant(alpha.reshape(sizes), "alpha")]);
    }
}
