using Gans.Models;
using Gans.Torch;

namespace Gans.Training.Steps;

/// <summary>Makes the players' optimizers.</summary>
internal static class OptimizerFactory
{
    internal static Optimizer Create(Module network, GanSettings settings, double learningRate, double beta1)
    {
        var parameters = network.Parameters();
        return settings.Optimizer switch
        {
            OptimizerKind.Adam => new Adam(parameters, new AdamOptions { LearningRate = learningRate, Beta1 = beta1, Beta2 = settings.Beta2 }),
            OptimizerKind.RmsProp => new RmsProp(parameters, new RmsPropOptions { LearningRate = learningRate }),
            OptimizerKind.Sgd => new Sgd(parameters, new SgdOptions { LearningRate = learningRate }),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Optimizer, "Not an optimizer."),
        };
    }
}
