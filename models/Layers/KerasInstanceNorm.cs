using Gans.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Normalises each feature map of each image by its own mean and deviation, in training and in inference; then scales and shifts it.</summary>
/// <remarks>
/// Ulyanov et al., Instance Normalization, 2016 (arXiv:1607.08022), as keras-contrib computes it: y = gamma (x - mean) / (deviation + epsilon) + beta, with the
/// deviation of the population over H x W. Epsilon stands beside the root, not under it as in libtorch's. [N, C, H, W] to the same.
/// </remarks>
public sealed class KerasInstanceNorm : Layer, IOnnxModule
{
    /// <summary>The root has no slope at 0; a variance below this, that of a map of one value, is taken as this, and has none either.</summary>
    private const double LeastVariance = 1e-12;

    private readonly double epsilon;

    [ComponentName(Name = "gamma")]
    private readonly Parameter gamma;

    [ComponentName(Name = "beta")]
    private readonly Parameter beta;

    /// <summary>Creates the layer: gamma 1, beta 0.</summary>
    /// <param name="features">C.</param>
    /// <param name="epsilon">Added to the deviation.</param>
    public KerasInstanceNorm(long features, double epsilon = 1e-3)
        : base(nameof(KerasInstanceNorm))
    {
        this.epsilon = epsilon;
        gamma = new Parameter(ones(features).DetachFromDisposeScope());
        register_parameter("gamma", gamma);
        beta = new Parameter(zeros(features).DetachFromDisposeScope());
        register_parameter("beta", beta);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["epsilon"] = epsilon };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var rest = input - input.mean([2, 3], keepdim: true);
        var deviation = rest.Squared().mean([2, 3], keepdim: true).clamp_min(Held.Number(LeastVariance)).sqrt();   // [N, C, 1, 1]
        var scale = gamma.reshape(1, -1, 1, 1) / deviation.Plus(epsilon);
        return addcmul(beta.reshape(1, -1, 1, 1), rest, scale, Held.Number(1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        var plane = call.Integers(2, 3);
        var rest = call.Add("Sub", [call.Input, call.Add("ReduceMean", [call.Input, plane])]);
        var variance = call.Add("ReduceMean", [call.Add("Mul", [rest, rest]), plane]);
        var deviation = call.Add("Sqrt", [call.Add("Max", [variance, call.Number(LeastVariance)])]);
        var scale = call.Add("Div", [PerChannel(call, "gamma"), call.Add("Add", [deviation, call.Number(epsilon)])]);
        return call.Add("Add", [call.Add("Mul", [rest, scale]), PerChannel(call, "beta")]);
    }

    private OnnxValue PerChannel(OnnxCall call, string name)
    {
        using var scope = NewDisposeScope();
        return call.Constant((name == "gamma" ? gamma : beta).detach().reshape(1, -1, 1, 1), name);
    }
}
