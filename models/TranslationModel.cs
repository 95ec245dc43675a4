namespace Gans.Models;

/// <summary>Networks that turn images into images, and discriminators of patches that teach them, which can be trained by name.</summary>
public abstract class TranslationModel : TrainableModel
{
    /// <summary>
    /// Whether each source has its target, as in Pix2Pix; else two sets of images are learned from, as in CycleGAN, by networks of each direction.
    /// </summary>
    public abstract bool IsPaired { get; }

    /// <inheritdoc/>
    public sealed override string? RejectSettings(GanSettings settings)
    {
        if (!PatchSizes.All.Contains(settings.PatchSize))
        {
            return $"Option patch_size: found {settings.PatchSize}, needed one of {string.Join(", ", PatchSizes.All)}. Change that option.";
        }

        return settings.DiscriminatorUpdate == DiscriminatorUpdate.Stacked
            ? "Option discriminator_update: found stacked, needed separate or summed: real and generated images are judged apart. Change that option."
            : null;
    }

    /// <summary>Makes a generator with first weights drawn from the CPU's generator; one of each direction where there are no pairs.</summary>
    /// <param name="settings">Sizes.</param>
    /// <param name="data">The data's shape; one that <see cref="TrainableModel.Reject"/> takes.</param>
    public abstract ImageTranslator CreateGenerator(GanSettings settings, DataShape data);

    /// <summary>Makes a discriminator with first weights drawn from the CPU's generator; one of each domain where there are no pairs.</summary>
    /// <param name="settings">Sizes.</param>
    /// <param name="data">The data's shape; one that <see cref="TrainableModel.Reject"/> takes.</param>
    public abstract PatchDiscriminator CreateDiscriminator(GanSettings settings, DataShape data);
}
