using Gans.Models;
using Gans.Training.Optimizers;
using static TorchSharp.torch.nn;

namespace Gans.Training.Steps;

/// <summary>Makes the players' optimizers.</summary>
internal static class OptimizerFactory
{
    /// <summary>An optimizer with the generator's settings.</summary>
    internal static Optimizer ForGenerator(Module network, GanSettings settings) =>
        Create(network, settings, settings.GeneratorLearningRate, settings.GeneratorLearningRateDecay, settings.GeneratorBeta1);

    /// <summary>An optimizer with the discriminator's settings.</summary>
    internal static Optimizer ForDiscriminator(Module network, GanSettings settings) =>
        Create(network, settings, settings.DiscriminatorLearningRate, settings.DiscriminatorLearningRateDecay, settings.DiscriminatorBeta1);

    private static Optimizer Create(Module network, GanSettings settings, double rate, double decay, double beta1)
    {
        var (parameters, clip) = (network.parameters(), settings.GradientClip);
        return settings.Optimizer switch
        {
            OptimizerKind.Adam => new Adam(
                parameters, new AdamOptions { LearningRate = rate, Beta1 = beta1, Beta2 = settings.Beta2, Epsilon = settings.Epsilon })
            {
                LearningRateDecay = decay,
                GradientClip = clip,
            },
            OptimizerKind.RmsProp => new RmsProp(parameters, new RmsPropOptions { LearningRate = rate }) { LearningRateDecay = decay, GradientClip = clip },
            OptimizerKind.Sgd => new Sgd(parameters, new SgdOptions { LearningRate = rate }) { LearningRateDecay = decay, GradientClip = clip },
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Optimizer, "Not an optimizer."),
        };
    }
}
