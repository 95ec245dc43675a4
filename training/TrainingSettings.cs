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
        var settings = Replace(model.Settings, options);
        CheckRun(options);
        CheckNetworks(settings);
        CheckObjective(settings);
        CheckUse(options, model, settings);
        return settings;
    }

    private static GanSettings Replace(GanSettings model, TrainingOptions options)
    {
        return model with
        {
            LatentSize = options.LatentSize ?? model.LatentSize,
            LatentDistribution = options.LatentDistribution ?? model.LatentDistribution,
            GeneratorWidth = options.GeneratorWidth ?? model.GeneratorWidth,
            DiscriminatorWidth = options.DiscriminatorWidth ?? model.DiscriminatorWidth,
            Curve = options.Curve ?? model.Curve,
            EmbeddingSize = options.EmbeddingSize ?? model.EmbeddingSize,
            CodeCategories = options.CodeCategories ?? model.CodeCategories,
            ContinuousCodes = options.ContinuousCodes ?? model.ContinuousCodes,
            GaussianCodes = options.GaussianCodes ?? model.GaussianCodes,
            CodeWeight = options.CodeWeight ?? model.CodeWeight,
            CodeUpdate = options.CodeUpdate ?? model.CodeUpdate,
            LabelledImages = options.LabelledImages ?? model.LabelledImages,
            DiscriminatorDesign = options.DiscriminatorDesign ?? model.DiscriminatorDesign,
            DropoutRate = options.DropoutRate ?? model.DropoutRate,
            BatchSize = options.BatchSize ?? model.BatchSize,
            FullDiscriminatorBatches = options.FullDiscriminatorBatches ?? model.FullDiscriminatorBatches,
            GeneratorUpdate = options.GeneratorUpdate ?? model.GeneratorUpdate,
            Epochs = options.Epochs ?? model.Epochs,
            DiscriminatorSteps = options.DiscriminatorSteps ?? model.DiscriminatorSteps,
            DiscriminatorUpdate = options.DiscriminatorUpdate ?? model.DiscriminatorUpdate,
            Loss = options.Loss ?? model.Loss,
            GradientPenalty = options.GradientPenalty ?? model.GradientPenalty,
            R1Penalty = options.R1Penalty ?? model.R1Penalty,
            DriftPenalty = options.DriftPenalty ?? model.DriftPenalty,
            OrthogonalPenalty = options.OrthogonalPenalty ?? model.OrthogonalPenalty,
            WeightClip = options.WeightClip ?? model.WeightClip,
            ClippedWeights = options.ClippedWeights ?? model.ClippedWeights,
            RealTargetMin = options.RealTargetMin ?? model.RealTargetMin,
            RealTargetMax = options.RealTargetMax ?? model.RealTargetMax,
            FakeTargetMin = options.FakeTargetMin ?? model.FakeTargetMin,
            FakeTargetMax = options.FakeTargetMax ?? model.FakeTargetMax,
            LabelFlipRate = options.LabelFlipRate ?? model.LabelFlipRate,
            InstanceNoise = options.InstanceNoise ?? model.InstanceNoise,
            InstanceNoiseSteps = options.InstanceNoiseSteps ?? model.InstanceNoiseSteps,
            Optimizer = options.Optimizer ?? model.Optimizer,
            GeneratorLearningRate = options.GeneratorLearningRate ?? options.LearningRate ?? model.GeneratorLearningRate,
            DiscriminatorLearningRate = options.DiscriminatorLearningRate ?? options.LearningRate ?? model.DiscriminatorLearningRate,
            GeneratorLearningRateDecay = options.GeneratorLearningRateDecay ?? model.GeneratorLearningRateDecay,
            DiscriminatorLearningRateDecay = options.DiscriminatorLearningRateDecay ?? model.DiscriminatorLearningRateDecay,
            GradientClip = options.GradientClip ?? model.GradientClip,
            GeneratorBeta1 = options.GeneratorBeta1 ?? options.Beta1 ?? model.GeneratorBeta1,
            DiscriminatorBeta1 = options.DiscriminatorBeta1 ?? options.Beta1 ?? model.DiscriminatorBeta1,
            Beta2 = options.Beta2 ?? model.Beta2,
            EmaDecay = options.EmaDecay ?? model.EmaDecay,
        };
    }

    /// <summary>Refuses what is asked of images where vectors are learned, and the other way round.</summary>
    private static void CheckUse(TrainingOptions options, TrainableModel model, GanSettings settings)
    {
        (string Name, object? Value)[] ofImages =
        [
            ("dropout_rate", options.DropoutRate),
            ("embedding_size", options.EmbeddingSize),
            ("code_categories", options.CodeCategories),
            ("continuous_codes", options.ContinuousCodes),
            ("labelled_images", options.LabelledImages),
            ("discriminator_design", options.DiscriminatorDesign),
            ("clipped_weights", options.ClippedWeights),
        ];
        (string Name, object? Value)[] ofVectors = [("curve", options.Curve)];
        var learnsVectors = model.DataOf(settings) is not null;
        if ((learnsVectors ? ofImages : ofVectors).FirstOrDefault(option => option.Value is not null) is { Name: { } name })
        {
            throw new InvalidInputException($"Option {name}: found for {model.Name}, which learns {(learnsVectors ? "vectors" : "images")} and has no use for it. Take the option out.");
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

    private static void AtLeast(string option, double value, double least) => Require(value >= least, option, value, FormattableString.Invariant($"{least} or more"));

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
