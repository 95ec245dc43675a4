namespace Gans.Models;

/// <summary>A generator with its discriminator, which can be trained by name.</summary>
public abstract class GanModel : TrainableModel
{
    /// <summary>How its networks are updated.</summary>
    public virtual UpdateRule Rule => UpdateRule.TwoPlayer;

    /// <summary>Whether the generator is asked for a class and the discriminator told it, so that the data must have labels.</summary>
    public virtual bool IsConditional => false;

    /// <summary>Whether the discriminator is told the class; AC-GAN's guesses it.</summary>
    public virtual bool IsDiscriminatorConditional => IsConditional;

    /// <summary>Whether its networks grow level by level, in <see cref="Phases"/>.</summary>
    public virtual bool Grows => false;

    /// <summary>Whether its generator takes a latent vector as styles, one for each layer.</summary>
    public virtual bool HasStyles => false;

    /// <summary>The phases of a training in which its networks grow; none where they do not.</summary>
    /// <param name="settings">Batch size and length.</param>
    /// <param name="data">The data's shape; one that <see cref="TrainableModel.Reject"/> takes.</param>
    /// <param name="images">Images in the data.</param>
    public virtual IReadOnlyList<GrowthPhase> Phases(GanSettings settings, DataShape data, long images) => [];

    /// <summary>Makes a generator with first weights drawn from the CPU's generator.</summary>
    /// <param name="settings">Sizes.</param>
    /// <param name="data">The data's shape; one that <see cref="TrainableModel.Reject"/> takes.</param>
    public abstract Generator CreateGenerator(GanSettings settings, DataShape data);

    /// <summary>Makes a discriminator with first weights drawn from the CPU's generator.</summary>
    /// <param name="settings">Sizes.</param>
    /// <param name="data">The data's shape; one that <see cref="TrainableModel.Reject"/> takes.</param>
    public abstract Discriminator CreateDiscriminator(GanSettings settings, DataShape data);
}
