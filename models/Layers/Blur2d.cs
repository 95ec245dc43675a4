using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Blurs each feature by a binomial filter of second order, zeros around it: [N, C, H, W] to the same.</summary>
/// <remarks>
/// The kernel is [1, 2, 1] times its transpose, over 16. After pixels are repeated it makes bilinear enlargement of it; before pixels are dropped it keeps
/// finer patterns out. Karras et al., A Style-Based Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), section 2.
/// </remarks>
public sealed class Blur2d() : Layer(nameof(Blur2d)), IOnnxModule
{
    private const int Reach = 1;

    private static readonly float[] Kernel = [.. from row in new[] { 1, 2, 1 } from column in new[] { 1, 2, 1 } select row * column / 16f];

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var channels = input.shape[1];
        return nn.functional.conv2d(input, KernelOf(channels, input.device), null, [1, 1], [Reach, Reach], groups: channels).MoveToOuterDisposeScope();
    }

    /// <summary>ONNX' Conv, version 11, with a group for each channel.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        var channels = call.Input.Shape[1].Constant;
        return call.Add(
            "Conv",
            [call.Input, call.Constant(KernelOf(channels, CPU), "kernel")],
            OnnxAttribute.Ints("pads", Reach, Reach, Reach, Reach),
            OnnxAttribute.Int("group", channels));
    }

    private static Tensor KernelOf(long channels, Device device) => tensor(Kernel, [1, 1, 3, 3], device: device).repeat(channels, 1, 1, 1);
}
