namespace Gans.Models.Translation;

/// <summary>What Pix2Pix and CycleGAN need of settings beyond their ranges.</summary>
internal static class TranslationSettings
{
    /// <summary>Which option is wrong, and how; null where none is.</summary>
    internal static string? Reject(GanSettings settings)
    {
        if (!PatchSizes.All.Contains(settings.PatchSize))
        {
            return $"Option patch_size: found {settings.PatchSize}, needed one of {string.Join(", ", PatchSizes.All)}. Change that option.";
        }

        if (settings.DiscriminatorUpdate == DiscriminatorUpdate.Stacked)
        {
            return "Option discriminator_update: found stacked, needed separate or summed: real and generated images are judged apart. Change that option.";
        }

        return null;
    }
}
