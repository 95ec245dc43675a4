using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>The mean of each channel: [N, C, H, W] to [N, C].</summary>
public sealed class GlobalAveragePool2d() : Layer(nameof(GlobalAveragePool2d)), IOnnxModule
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.mean([2, 3]);

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call) => call.Add("ReduceMean", [call.Input, call.Integers(2, 3)], OnnxAttribute.Flag("keepdims", false));
}
