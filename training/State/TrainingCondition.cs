namespace Gans.Training.State;

/// <summary>How a training is going, as its losses, accuracies and samples tell.</summary>
/// <remarks>Chapter 10 of Brownlee.</remarks>
public enum TrainingCondition
{
    /// <summary>The first updates, which are erratic in any training, or a loss without a scale, such as a critic's.</summary>
    Unjudged,

    /// <summary>Losses and accuracies are where those of two equal players are.</summary>
    Stable,

    /// <summary>The discriminator guesses, of samples as diverse as the data: the generator has won, as in equilibrium.</summary>
    Balanced,

    /// <summary>Neither stable nor balanced, nor failing in a way that is known.</summary>
    Unsettled,

    /// <summary>The generator makes few different images, out of many latents.</summary>
    ModeCollapse,

    /// <summary>The discriminator tells all images rightly and the generator learns nothing from it.</summary>
    ConvergenceFailure,
}
