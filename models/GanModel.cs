namespace Gans.Models;

/// <summary>A system that can be trained by name: its networks and the settings of its source.</summary>
/// <remarks>Deriving from it, with a constructor without parameters, is all that makes a model known to <see cref="ModelRegistry"/>.</remarks>
public abstract class GanModel
{
    /// <summary>The name that users type, such as <c>dcgan-fashion</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it is and where it comes from, in one line.</summary>
    public abstract string Description { get; }

    /// <summary>The source's settings.</summary>
    public abstract GanSettings Settings { get; }

    /// <summary>What its networks compute with for black and for white.</summary>
    public virtual PixelRange Range => PixelRange.Symmetric;

    /// <summary>How its networks are updated.</summary>
    public virtual UpdateRule Rule => UpdateRule.TwoPlayer;

    /// <summary>Whether the generator is asked for a class and the discriminator told it, so that the data must have labels.</summary>
    public virtual bool IsConditional => false;

    /// <summary>Says why the model cannot learn such data.</summary>
    /// <param name="data">The data's shape.</param>
    /// <returns>What was found and what is needed; null where it can.</returns>
    public abstract string? Reject(DataShape data);

    /// <summary>Makes a generator with first weights drawn from the CPU's generator.</summary>
    /// <param name="settings">Sizes.</param>
    /// <param name="data">The data's shape; one that <see cref="Reject"/> takes.</param>
    public abstract Generator CreateGenerator(GanSettings settings, DataShape data);

    /// <summary>Makes a discriminator with first weights drawn from the CPU's generator.</summary>
    /// <param name="settings">Sizes.</param>
    /// <param name="data">The data's shape; one that <see cref="Reject"/> takes.</param>
    public abstract Discriminator CreateDiscriminator(GanSettings settings, DataShape data);
}
