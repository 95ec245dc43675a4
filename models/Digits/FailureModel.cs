namespace Gans.Models.Digits;

/// <summary>An experiment on one digit, 8 in the source: a stable training, and three that differ from it in one setting and fail.</summary>
/// <remarks>Chapter 10 of Brownlee.</remarks>
internal abstract class FailureModel : SingleDigitModel
{
    /// <summary>Those of the stable training.</summary>
    public override GanSettings Settings => base.Settings with { Epochs = 10 };
}

/// <summary>E1: trains as it should.</summary>
internal sealed class FailureStable : FailureModel
{
    /// <inheritdoc/>
    public override string Name => "failure-stable";

    /// <inheritdoc/>
    public override string Description => "Experiment on one digit that trains as it should";
}

/// <summary>E2: latents of one number, so that the generator knows few images.</summary>
internal sealed class FailureModeCollapse : FailureModel
{
    /// <inheritdoc/>
    public override string Name => "failure-mode-collapse";

    /// <inheritdoc/>
    public override string Description => "Experiment on one digit whose latents are single numbers: mode collapse";

    /// <inheritdoc/>
    public override GanSettings Settings => base.Settings with { LatentSize = 1 };
}

/// <summary>E3: the discriminator makes one update on a stacked batch, which its normalisation mixes.</summary>
internal sealed class FailureCombined : FailureModel
{
    /// <inheritdoc/>
    public override string Name => "failure-combined";

    /// <inheritdoc/>
    public override string Description => "Experiment on one digit with stacked batches: convergence failure";

    /// <inheritdoc/>
    public override GanSettings Settings => base.Settings with { DiscriminatorUpdate = DiscriminatorUpdate.Stacked };
}

/// <summary>E4: Adam with its defaults, which are too fast for it.</summary>
internal sealed class FailureAdam : FailureModel
{
    /// <inheritdoc/>
    public override string Name => "failure-adam";

    /// <inheritdoc/>
    public override string Description => "Experiment on one digit with Adam's defaults: convergence failure";

    /// <inheritdoc/>
    public override GanSettings Settings => base.Settings with
    {
        GeneratorLearningRate = 0.001,
        DiscriminatorLearningRate = 0.001,
        GeneratorBeta1 = 0.9,
        DiscriminatorBeta1 = 0.9,
    };
}
