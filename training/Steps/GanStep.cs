namespace Gans.Training.Steps;

/// <summary>One update of a family of GANs: which network sees which samples, in which mode and in which order.</summary>
public abstract class GanStep : TrainingStep
{
    /// <summary>Name of the player whose network is exported, in checkpoints and messages.</summary>
    public const string GeneratorName = "generator";

    /// <summary>Name of the player that tells real images from generated ones.</summary>
    public const string DiscriminatorName = "discriminator";

    /// <summary>The player whose images count: it is sampled, averaged and exported.</summary>
    public abstract Player Generator { get; }

    /// <inheritdoc/>
    public sealed override Player Product => Generator;
}
