using Gans.Training.Batches;
using Gans.Training.Measures;

namespace Gans.Training.Steps;

/// <summary>One line of an algorithm's box: which network sees which samples, in which mode, and is trained by what.</summary>
internal interface IUpdate
{
    /// <summary>Whom it trains besides the scene's two players, in the order of checkpoints.</summary>
    IReadOnlyList<Player> Players => [];

    /// <summary>Makes the update.</summary>
    /// <param name="step">The step's number, from 1.</param>
    /// <param name="batches">Real images.</param>
    /// <param name="losses">Where losses are noted.</param>
    void Run(long step, IBatchSource batches, LossLog losses);
}
