using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>The sum of each channel: [N, C, H, W] to [N, C].</summary>
public sealed class GlobalSumPool2d() : Layer(nameof(GlobalSumPool2d)), IOnnxModule
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.sum([2, 3]);

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call) => call.Add("ReduceSum", [call.Input, call.Integers(2, 3)], OnnxAttribute.Flag("keepdims", false));
}
