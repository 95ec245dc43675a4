namespace Gans.Models.Digits;

/// <summary>The Wasserstein GAN with clipped kernels, of the digit 7.</summary>
/// <remarks>
/// Chapter 16 of Brownlee, after Arjovsky et al., Wasserstein GAN, 2017 (arXiv:1701.07875). Only kernels of convolutions are clipped, as in the source's code.
/// </remarks>
internal sealed class WganMnist7 : SingleDigitModel
{
    /// <inheritdoc/>
    public override string Name => "wgan-mnist7";

    /// <inheritdoc/>
    public override string Description => "Wasserstein GAN with clipped weights, made for the 7s of MNIST";

    /// <inheritdoc/>
    public override GanSettings Settings => base.Settings with
    {
        BatchSize = 64,
        Epochs = 10,
        DiscriminatorSteps = 5,
        Loss = AdversarialLossKind.Wasserstein,
        WeightClip = 0.01,
        ClippedWeights = ClippedWeights.Convolutions,
        Optimizer = OptimizerKind.RmsProp,
        GeneratorLearningRate = 0.00005,
        DiscriminatorLearningRate = 0.00005,
    };
}
