using Gans.Formats;
using Gans.Models;

namespace Gans.Training;

/// <summary>Makes a run's settings of a user's options, and checks them against the tables of both.</summary>
internal static class TrainingSettings
{
    /// <summary>Looks the model up.</summary>
    /// <exception cref="InvalidInputException">There is none of that name.</exception>
    internal static TrainableModel FindModel(string name, ModelRegistry? models = null)
    {
        models ??= ModelRegistry.Shipped;
        return models.TryGet(name, out var model)
            ? model
            : throw new InvalidInputException($"Option model: found '{name}', needed the name of a model. {NearestWord.Hint(name, models.Names)}");
    }

    /// <summary>The settings to train with.</summary>
    /// <exception cref="InvalidInputException">An option is out of its range, or of no use to the model.</exception>
    internal static GanSettings Resolve(TrainingOptions options, TrainableModel model)
    {
        Check(TrainingOptionTable.All, options);
        var settings = (options.Settings ?? model.Settings, options.Epochs, options.Steps) switch
        {
            (_, not null, not null) => throw new InvalidInputException("Options epochs and steps: found both, needed one. Take one out."),
            (var given, { } epochs, null) => GanSettingTable.Epochs.With(given, (long)epochs),
            (var given, null, { } steps) => GanSettingTable.Steps.With(given, steps),
            (var given, null, null) => given,
        };
        CheckUse(model, settings);
        CheckLoss(model, settings);
        CheckPairing(model, settings);
        Check(HeardBy(model, settings), settings);
        if (model.RejectSettings(settings) is { } wrong)
        {
            throw new InvalidInputException(wrong);
        }

        CheckOrder("real_target", settings.RealTargetMin, settings.RealTargetMax);
        CheckOrder("fake_target", settings.FakeTargetMin, settings.FakeTargetMax);
        CheckAveraging(settings);
        CheckParts(settings);
        return settings;
    }

    /// <summary>The settings that a model does not pass over.</summary>
    internal static IEnumerable<GanSetting> HeardBy(TrainableModel model, GanSettings settings) =>
        GanSettingTable.All.Where(setting => setting.Refusal(model, settings) is null);

    /// <summary>Refuses settings that were replaced, and that the model would pass over.</summary>
    private static void CheckUse(TrainableModel model, GanSettings settings)
    {
        foreach (var setting in GanSettingTable.All.Where(setting => !Equals(setting.Get(settings), setting.Get(model.Settings))))
        {
            if (setting.Refusal(model, settings) is { } reason)
            {
                throw new InvalidInputException($"Option {setting.Name}: found for {model.Name}, which {reason} and has no use for it. Take the option out.");
            }
        }
    }

    /// <summary>Refuses a loss of an autoencoder's errors where there is none; the other way round the table does.</summary>
    private static void CheckLoss(TrainableModel model, GanSettings settings)
    {
        if (settings.Loss == AdversarialLossKind.BoundaryEquilibrium && model is not GanModel { Rule: UpdateRule.Equilibrium })
        {
            throw new InvalidInputException(
                $"Option loss: found boundary-equilibrium for {model.Name}, whose discriminator is no autoencoder. Choose another loss, or began-fashion.");
        }
    }

    /// <summary>Refuses a loss of differences between images that the discriminator's update does not see together.</summary>
    private static void CheckPairing(TrainableModel model, GanSettings settings)
    {
        if (settings.Loss != AdversarialLossKind.RelativisticPairing)
        {
            return;
        }

        if (model is not GanModel { Rule: UpdateRule.TwoPlayer })
        {
            throw new InvalidInputException(
                $"Option loss: found relativistic-pairing for {model.Name}, needed a GAN whose two networks are trained by that loss alone. "
                + "Choose another loss.");
        }

        if (settings.DiscriminatorUpdate == DiscriminatorUpdate.Separate)
        {
            throw new InvalidInputException(
                "Option discriminator_update: found separate with the loss relativistic-pairing, which compares real images with generated ones, "
                + "needed summed or stacked. Change one of the two.");
        }
    }

    private static void CheckParts(GanSettings settings)
    {
        if (settings.BatchSize % settings.Accumulation != 0 || settings.DiscriminatorBatchSize % settings.Accumulation != 0)
        {
            throw new InvalidInputException(
                $"Option accumulation: found {settings.Accumulation}, needed a number that divides a generator's batch of {settings.BatchSize} images "
                + $"and a discriminator's of {settings.DiscriminatorBatchSize}. Change batch_size or accumulation.");
        }
    }

    private static void Check<T>(IEnumerable<Setting<T>> settings, T owner)
    {
        foreach (var setting in settings)
        {
            if (setting.Reject(owner) is { } finding)
            {
                throw new InvalidInputException($"Option {setting.Name}: {finding}. Change that option.");
            }
        }
    }

    private static void CheckAveraging(GanSettings settings)
    {
        if (settings is { EmaDecay: > 0, EmaHalfLife: > 0 })
        {
            throw new InvalidInputException("Options ema_decay and ema_half_life: found both, needed one. Set one of them to 0.");
        }
    }

    private static void CheckOrder(string name, double least, double greatest)
    {
        if (least > greatest)
        {
            throw new InvalidInputException(
                FormattableString.Invariant($"Option {name}_max: found {greatest}, needed {name}_min, {least}, or more. Change one of the two."));
        }
    }
}
