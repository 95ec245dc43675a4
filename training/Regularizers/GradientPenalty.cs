using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Regularizers;

/// <summary>
/// Keeps the slope of a discriminator or critic near 1 where it matters, which makes a critic about 1-Lipschitz. Two-sided; needs second-order gradients.
/// </summary>
internal static class GradientPenalty
{
    // The root has no derivative at 0; this moves a norm of 1 by 5e-13.
    private const double UnderTheRoot = 1e-12;

    /// <summary>E[(||grad C(x')|| - 1)^2], x' = a x + (1 - a) G(z), one a ~ U(0, 1) an image.</summary>
    /// <remarks>Gulrajani et al., Improved Training of Wasserstein GANs, 2017 (arXiv:1704.00028), algorithm 1.</remarks>
    /// <param name="real">[N, C, H, W] or [N, D].</param>
    /// <param name="fake">As many, paired with the real ones by position.</param>
    /// <param name="critic">From samples to scores [N, 1], sample by sample: no batch normalisation.</param>
    public static Tensor Between(Tensor real, Tensor fake, Func<Tensor, Tensor> critic)
    {
        var mix = rand([real.shape[0], .. Enumerable.Repeat(1L, (int)real.dim() - 1)], ScalarType.Float32, real.device);
        var between = (real.detach() * mix).Plus(fake.detach() * mix.From(1));
        return At(between, critic);
    }

    /// <summary>E[(||grad D(x')|| - 1)^2], x' = x + n, n ~ N(0, s^2 / 4) for each pixel, where s is the deviation of the batch's pixels.</summary>
    /// <remarks>Kodali et al., On Convergence and Stability of GANs, 2017 (arXiv:1705.07215): DRAGAN.</remarks>
    /// <param name="real">[N, C, H, W] or [N, D].</param>
    /// <param name="discriminator">From samples to logits or scores [N, 1].</param>
    public static Tensor AroundReal(Tensor real, Func<Tensor, Tensor> discriminator)
    {
        var fixedReal = real.detach();
        var deviation = fixedReal.var(unbiased: false).sqrt();
        return At(fixedReal.Plus((randn(real.shape, ScalarType.Float32, real.device) * deviation).Times(0.5)), discriminator);
    }

    private static Tensor At(Tensor samples, Func<Tensor, Tensor> discriminator)
    {
        samples.requires_grad = true;
        var slope = Gradients.InGraph(discriminator(samples).sum(), [samples])[0];
        var norm = slope.Squared().flatten(1).sum([1]).Plus(UnderTheRoot).sqrt();
        return norm.Minus(1).Squared().mean();
    }
}
