using Gans.Torch;

namespace Gans.Training.Regularizers;

/// <summary>Keeps the slope of a critic near 1 between real and generated images, so that it is about 1-Lipschitz.</summary>
/// <remarks>Gulrajani et al., Improved Training of Wasserstein GANs, 2017 (arXiv:1704.00028), algorithm 1. Two-sided; needs second-order gradients.</remarks>
public static class GradientPenalty
{
    // The root has no derivative at 0; this moves a norm of 1 by 5e-13.
    private const double UnderTheRoot = 1e-12;

    /// <summary>E[(||grad C(x')|| - 1)^2], x' = a x + (1 - a) G(z), one a ~ U(0, 1) an image.</summary>
    /// <param name="real">[N, C, H, W] or [N, D].</param>
    /// <param name="fake">As many, paired with the real ones by position.</param>
    /// <param name="critic">From samples to scores [N, 1], sample by sample: no batch normalisation.</param>
    public static Tensor Between(Tensor real, Tensor fake, Func<Tensor, Tensor> critic)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(fake);
        ArgumentNullException.ThrowIfNull(critic);
        var mix = Tensor.RandomUniform([real.Shape[0], .. Enumerable.Repeat(1L, real.Rank - 1)], DType.Float32, real.Device);
        var between = (real.Detach() * mix) + (fake.Detach() * (1 - mix));
        between.RequiresGrad = true;
        var slope = Autograd.Gradients([critic(between).Sum()], [between], createGraph: true)[0];
        var norm = (slope.Square().SumOfEach() + UnderTheRoot).Sqrt();
        return (norm - 1).Square().Mean();
    }
}
