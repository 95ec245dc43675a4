namespace Gans.Models;

/// <summary>A system that can be trained by name: its networks and the settings of its source.</summary>
/// <remarks>
/// Deriving from <see cref="GanModel"/>, <see cref="TranslationModel"/> or <see cref="Classifiers.ClassifierModel"/>, with a constructor without parameters, is
/// all that makes a model known to <see cref="ModelRegistry"/>; one of another assembly, once that is named to it.
/// </remarks>
public abstract class TrainableModel
{
    /// <summary>The name that users type, such as <c>dcgan-fashion</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it is and where it comes from, in one line.</summary>
    public abstract string Description { get; }

    /// <summary>The source's settings.</summary>
    public abstract GanSettings Settings { get; }

    /// <summary>What its networks compute with for black and for white.</summary>
    public virtual PixelRange Range => PixelRange.Symmetric;

    /// <summary>Data that are made as they are asked for, where the model learns such; null where it learns a dataset pack.</summary>
    /// <param name="settings">Which data, where there is a choice.</param>
    public virtual GeneratedData? DataOf(GanSettings settings) => null;

    /// <summary>The shape of the data that it was made for, which stands for others where there are no data yet.</summary>
    public virtual DataShape TypicalData => DataOf(Settings)?.Shape ?? new DataShape(1, 28, 28, 10);

    /// <summary>Says why the model cannot learn such data.</summary>
    /// <param name="data">The data's shape.</param>
    /// <returns>What was found and what is needed; null where it can.</returns>
    public abstract string? Reject(DataShape data);

    /// <summary>Says why the model cannot be trained with settings that are each in its range.</summary>
    /// <param name="settings">The settings.</param>
    /// <returns>One line that names the option and says what to do; null where it can.</returns>
    public virtual string? RejectSettings(GanSettings settings) => settings is { DiscriminatorBatchSize: 0 }
        ? "Option batch_size: found 1, needed 2 or more, since the discriminator sees half of that. Change that option."
        : null;
}
