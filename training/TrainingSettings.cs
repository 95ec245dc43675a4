using Gans.Formats;
using Gans.Models;

namespace Gans.Training;

/// <summary>Makes a model's settings of a user's options, and checks them: the one place where options are validated.</summary>
internal static class TrainingSettings
{
    /// <summary>Looks the model up.</summary>
    /// <exception cref="InvalidInputException">There is none of that name.</exception>
    internal static TrainableModel FindModel(string name) => ModelRegistry.TryGet(name, out var model)
        ? model
        : throw new InvalidInputException(
            $"Option model: found '{name}', needed one of {string.Join(", ", ModelRegistry.Names)}. Did you mean {NearestName.Of(name, ModelRegistry.Names)}?");

    /// <summary>The model's settings with what the user replaced.</summary>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    internal static GanSettings Resolve(TrainingOptions options, TrainableModel model)
    {
        var settings = options.Settings(model.Settings);
        settings = settings with { Epochs = options.Epochs ?? settings.Epochs, Steps = options.Steps ?? (options.Epochs is null ? settings.Steps : 0) };
        CheckRun(options);
        CheckNetworks(settings);
        CheckObjective(settings);
        CheckUse(model, settings);
        return settings;
    }

    /// <summary>Refuses what cannot be trained, and options of another kind of data or another update rule than the model's.</summary>
    private static void CheckUse(TrainableModel model, GanSettings settings)
    {
        if (settings.DiscriminatorDesign == DiscriminatorDesign.Traditional)
        {
            throw new InvalidInputException(
                "Option discriminator_design: found traditional, which tells no classes and cannot be trained so, needed stacked, separate or multi-output. "
                + "Change that option.");
        }

        var own = model.Settings;
        var learnsImages = model.DataOf(settings) is null;
        var kind = learnsImages ? "images" : "vectors";
        var rule = (model as GanModel)?.Rule;
        var (findsCodes, isSemiSupervised) = (rule == UpdateRule.InfoGan, rule == UpdateRule.SemiSupervised);
        (string Name, bool IsReplaced, bool IsUsed, string Reason)[] options =
        [
            ("curve", settings.Curve != own.Curve, !learnsImages, $"learns {kind}"),
            ("dropout_rate", settings.DropoutRate != own.DropoutRate, learnsImages, $"learns {kind}"),
            ("embedding_size", settings.EmbeddingSize != own.EmbeddingSize, learnsImages, $"learns {kind}"),
            ("precision", settings.Precision != own.Precision, learnsImages, $"learns {kind}"),
            ("standing_batches", settings.StandingBatches != own.StandingBatches, model is GanModel, "is no GAN"),
            ("clipped_weights", settings.ClippedWeights != own.ClippedWeights, learnsImages, $"learns {kind}"),
            ("code_categories", settings.CodeCategories != own.CodeCategories, findsCodes, "has no codes"),
            ("continuous_codes", settings.ContinuousCodes != own.ContinuousCodes, findsCodes, "has no codes"),
            ("gaussian_codes", settings.GaussianCodes != own.GaussianCodes, findsCodes, "has no codes"),
            ("code_weight", settings.CodeWeight != own.CodeWeight, findsCodes, "has no codes"),
            ("code_update", settings.CodeUpdate != own.CodeUpdate, findsCodes, "has no codes"),
            ("generator_update", settings.GeneratorUpdate != own.GeneratorUpdate, !findsCodes, "trains its discriminator's trunk by code_update"),
            ("labelled_images", settings.LabelledImages != own.LabelledImages, isSemiSupervised, "is not semi-supervised"),
            ("discriminator_design", settings.DiscriminatorDesign != own.DiscriminatorDesign, isSemiSupervised, "is not semi-supervised"),
        ];
        if (options.FirstOrDefault(option => option.IsReplaced && !option.IsUsed) is { Name: { } name, Reason: var reason })
        {
            throw new InvalidInputException($"Option {name}: found for {model.Name}, which {reason} and has no use for it. Take the option out.");
        }
    }

    private static void CheckRun(TrainingOptions options)
    {
        if (options.Epochs is not null && options.Steps is not null)
        {
            throw new InvalidInputException("Options epochs and steps: found both, needed one. Take one out.");
        }

        AtLeast("epochs", options.Epochs ?? 1, 1);
        AtLeast("steps", options.Steps ?? 1, 1);
        AtLeast("threads", options.Threads ?? 1, 1);
        AtLeast("log_every", options.LogEvery, 1);
        AtLeast("sample_count", options.SampleCount, 1);
        AtLeast("sample_every", options.SampleEvery, 1);
        AtLeast("accuracy_every", options.AccuracyEvery, 0);
        AtLeast("accuracy_count", options.AccuracyCount, 1);
        AtLeast("checkpoint_every_steps", options.CheckpointEverySteps, 0);
        AtLeast("checkpoint_every_minutes", options.CheckpointEveryMinutes, 0);
    }

    private static void CheckNetworks(GanSettings settings)
    {
        AtLeast("batch_size", settings.BatchSize, 2);
        AtLeast("latent_size", settings.LatentSize, 1);
        AtLeast("generator_width", settings.GeneratorWidth, 1);
        AtLeast("discriminator_width", settings.DiscriminatorWidth, 1);
        AtLeast("embedding_size", settings.EmbeddingSize, 1);
        AtLeast("code_categories", settings.CodeCategories, 0);
        AtLeast("continuous_codes", settings.ContinuousCodes, 0);
        AtLeast("labelled_images", settings.LabelledImages, 0);
        AtLeast("initial_deviation", settings.InitialDeviation, 0);
        AtLeast("standing_batches", settings.StandingBatches, 0);
        BelowOne("dropout_rate", settings.DropoutRate);
        BelowOne("ema_decay", settings.EmaDecay);
        BelowOne("beta1", settings.GeneratorBeta1);
        BelowOne("beta1", settings.DiscriminatorBeta1);
        BelowOne("beta2", settings.Beta2);
        Positive("generator_learning_rate", settings.GeneratorLearningRate);
        Positive("discriminator_learning_rate", settings.DiscriminatorLearningRate);
    }

    private static void CheckObjective(GanSettings settings)
    {
        AtLeast("discriminator_steps", settings.DiscriminatorSteps, 1);
        AtLeast("gradient_penalty", settings.GradientPenalty, 0);
        AtLeast("r1_penalty", settings.R1Penalty, 0);
        AtLeast("drift_penalty", settings.DriftPenalty, 0);
        AtLeast("orthogonal_penalty", settings.OrthogonalPenalty, 0);
        AtLeast("weight_clip", settings.WeightClip, 0);
        AtLeast("gradient_clip", settings.GradientClip, 0);
        AtLeast("code_weight", settings.CodeWeight, 0);
        AtLeast("generator_learning_rate_decay", settings.GeneratorLearningRateDecay, 0);
        AtLeast("discriminator_learning_rate_decay", settings.DiscriminatorLearningRateDecay, 0);
        AtLeast("instance_noise", settings.InstanceNoise, 0);
        AtLeast("instance_noise_steps", settings.InstanceNoiseSteps, 0);
        AtLeast("real_target_max", settings.RealTargetMax, settings.RealTargetMin);
        AtLeast("fake_target_max", settings.FakeTargetMax, settings.FakeTargetMin);
        AtLeast("label_flip_rate", settings.LabelFlipRate, 0);
        Require(settings.LabelFlipRate <= 1, "label_flip_rate", settings.LabelFlipRate, "at most 1");
    }

    private static void AtLeast(string option, double value, double least) =>
        Require(value >= least, option, value, FormattableString.Invariant($"{least} or more"));

    private static void BelowOne(string option, double value) => Require(value is >= 0 and < 1, option, value, "0 or more and less than 1");

    private static void Positive(string option, double value) => Require(value > 0, option, value, "more than 0");

    private static void Require(bool holds, string option, double found, string needed)
    {
        if (!holds || !double.IsFinite(found))
        {
            throw new InvalidInputException(FormattableString.Invariant($"Option {option}: found {found}, needed {needed}. Change that option."));
        }
    }
}
