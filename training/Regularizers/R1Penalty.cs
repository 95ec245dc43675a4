using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Regularizers;

/// <summary>Flattens the discriminator at real images, so that it is at rest where the generator has arrived.</summary>
/// <remarks>
/// Mescheder et al., Which Training Methods for GANs do actually Converge?, 2018 (arXiv:1801.04406), equation 9. Needs second-order gradients.
/// </remarks>
internal static class R1Penalty
{
    /// <summary>E[||grad D(x)||^2] / 2; times gamma it is the paper's.</summary>
    /// <param name="images">The real images, a leaf that requires a gradient: [N, C, H, W] or [N, D].</param>
    /// <param name="outputs">What the discriminator said of them, [N, 1].</param>
    public static Tensor At(Tensor images, Tensor outputs)
    {
        var slope = Gradients.InGraph(outputs.sum(), [images])[0];
        return slope.Squared().flatten(1).sum([1]).mean().Times(0.5);
    }
}
