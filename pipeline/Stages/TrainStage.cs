using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Models;
using Gans.Training;

namespace Gans.Pipeline.Stages;

/// <summary>Trains a system of networks; goes on from the last checkpoint when it was stopped.</summary>
internal sealed class TrainStage : BuiltInStage
{
    /// <inheritdoc/>
    public override string Name => "train";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Train a system of networks on a pack. What is not given is the model's own.";

    /// <inheritdoc/>
    public override string Example => "gans train --model dcgan-fashion --data artifacts/fashion/data --out artifacts/fashion/run --epochs 3";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
    [
        new("data", "PACK", "a data set pack; none for gan-1d, which learns points that are made as it goes") { IsRequired = false },
        new("test_data", "PACK", "a pack that is not trained on, by which a classifier is judged after each epoch") { IsRequired = false },
    ];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("RUN", "the run folder: checkpoint, metrics, samples");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options => TrainStageOptions.All;

    /// <inheritdoc/>
    public override bool IsResumable => true;

    /// <inheritdoc/>
    public override bool UsesAllCores => true;

    /// <inheritdoc/>
    public override string? Check(StageValues values) =>
        values.Get(TrainStageOptions.Epochs) is not null && values.Get(TrainStageOptions.Steps) is not null
            ? "found both 'epochs' and 'steps', needed one. Take the other out."
            : null;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var result = TrainingRun.Run(ToOptions(work), progress, cancellation);
        return string.Create(
            CultureInfo.InvariantCulture, $"{result.Steps:#,0} steps, {result.Epochs} epochs, {result.StepsPerSecond:0.##} steps/s, {Describe(result)}");
    }

    /// <summary>What the library is asked for.</summary>
    /// <param name="work">The call.</param>
    internal static TrainingOptions ToOptions(StageCall work)
    {
        var values = work.Values;
        return new TrainingOptions
        {
            Model = values.Require(TrainStageOptions.Model),
            Data = work.FindInput("data"),
            TestData = work.FindInput("test_data"),
            Output = work.Output,
            Resume = work.Resume,
            Epochs = (int?)values.Get(TrainStageOptions.Epochs),
            Steps = values.Get(TrainStageOptions.Steps),
            Seed = values.Require(TrainStageOptions.Seed),
            Device = values.Require(TrainStageOptions.Device),
            Threads = (int?)values.Get(TrainStageOptions.Threads),
            BatchSize = (int?)values.Get(TrainStageOptions.BatchSize),
            LatentSize = (int?)values.Get(TrainStageOptions.LatentSize),
            LatentDistribution = Word<LatentDistribution>(values, TrainStageOptions.LatentDistribution),
            GeneratorWidth = (int?)values.Get(TrainStageOptions.GeneratorWidth),
            DiscriminatorWidth = (int?)values.Get(TrainStageOptions.DiscriminatorWidth),
            Curve = Word<CurveKind>(values, TrainStageOptions.Curve),
            EmbeddingSize = (int?)values.Get(TrainStageOptions.EmbeddingSize),
            CodeCategories = (int?)values.Get(TrainStageOptions.CodeCategories),
            ContinuousCodes = (int?)values.Get(TrainStageOptions.ContinuousCodes),
            GaussianCodes = values.Require(TrainStageOptions.GaussianCodes) ? true : null,
            CodeWeight = values.Get(TrainStageOptions.CodeWeight),
            CodeUpdate = Word<CodeUpdate>(values, TrainStageOptions.CodeUpdate),
            LabelledImages = (int?)values.Get(TrainStageOptions.LabelledImages),
            DiscriminatorDesign = Word<DiscriminatorDesign>(values, TrainStageOptions.DiscriminatorDesign),
            DropoutRate = values.Get(TrainStageOptions.DropoutRate),
            Loss = Word<AdversarialLossKind>(values, TrainStageOptions.Loss),
            DiscriminatorSteps = (int?)values.Get(TrainStageOptions.DiscriminatorSteps),
            DiscriminatorUpdate = Word<DiscriminatorUpdate>(values, TrainStageOptions.DiscriminatorUpdate),
            FullDiscriminatorBatches = values.Require(TrainStageOptions.FullDiscriminatorBatches) ? true : null,
            GeneratorUpdate = Word<GeneratorUpdate>(values, TrainStageOptions.GeneratorUpdate),
            GradientPenalty = values.Get(TrainStageOptions.GradientPenalty),
            R1Penalty = values.Get(TrainStageOptions.R1Penalty),
            DriftPenalty = values.Get(TrainStageOptions.DriftPenalty),
            OrthogonalPenalty = values.Get(TrainStageOptions.OrthogonalPenalty),
            WeightClip = values.Get(TrainStageOptions.WeightClip),
            ClippedWeights = Word<ClippedWeights>(values, TrainStageOptions.ClippedWeights),
            RealTargetMin = values.Get(TrainStageOptions.RealTargetMin),
            RealTargetMax = values.Get(TrainStageOptions.RealTargetMax),
            FakeTargetMin = values.Get(TrainStageOptions.FakeTargetMin),
            FakeTargetMax = values.Get(TrainStageOptions.FakeTargetMax),
            LabelFlipRate = values.Get(TrainStageOptions.LabelFlipRate),
            InstanceNoise = values.Get(TrainStageOptions.InstanceNoise),
            InstanceNoiseSteps = values.Get(TrainStageOptions.InstanceNoiseSteps),
            Optimizer = Word<OptimizerKind>(values, TrainStageOptions.Optimizer),
            LearningRate = values.Get(TrainStageOptions.LearningRate),
            GeneratorLearningRate = values.Get(TrainStageOptions.GeneratorLearningRate),
            DiscriminatorLearningRate = values.Get(TrainStageOptions.DiscriminatorLearningRate),
            GeneratorLearningRateDecay = values.Get(TrainStageOptions.GeneratorLearningRateDecay),
            DiscriminatorLearningRateDecay = values.Get(TrainStageOptions.DiscriminatorLearningRateDecay),
            GradientClip = values.Get(TrainStageOptions.GradientClip),
            Beta1 = values.Get(TrainStageOptions.Beta1),
            GeneratorBeta1 = values.Get(TrainStageOptions.GeneratorBeta1),
            DiscriminatorBeta1 = values.Get(TrainStageOptions.DiscriminatorBeta1),
            Beta2 = values.Get(TrainStageOptions.Beta2),
            EmaDecay = values.Get(TrainStageOptions.EmaDecay),
            LogEvery = (int)values.Require(TrainStageOptions.LogEvery),
            SampleCount = (int)values.Require(TrainStageOptions.SampleCount),
            SampleEvery = (int)values.Require(TrainStageOptions.SampleEvery),
            CheckpointEverySteps = values.Require(TrainStageOptions.CheckpointEverySteps),
            CheckpointEveryMinutes = values.Require(TrainStageOptions.CheckpointEveryMinutes),
        };
    }

    /// <summary><c>least-squares</c> is <c>LeastSquares</c>.</summary>
    private static T? Word<T>(StageValues values, StageOption<string> option)
        where T : struct, Enum =>
        values.Get(option) is { } word ? Enum.Parse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) : null;

    private static string Describe(TrainingResult result) => string.Join(
        ", ",
        result.Losses.Select(loss => string.Create(CultureInfo.InvariantCulture, $"{loss.Key} {loss.Value:0.000}"))
            .Concat(result.Accuracies.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Key} accuracy {share.Value:0.0000}"))));
}
