using System.Collections.Immutable;
using Gans.Formats;

namespace Gans.Pipeline.Stages;

/// <summary>Trains a system of networks; goes on from the last checkpoint when it was stopped.</summary>
internal sealed class TrainStage : BuiltInStage
{
    private static readonly StageOption<string?> Model = StageOption.Text("model", "NAME", "Which system to train, such as dcgan-fashion", required: true);
    private static readonly StageOption<long?> Epochs = StageOption.OptionalWholeNumber("epochs", "Passes over the data; not given: as many as the model's recipe says", minimum: 1);
    private static readonly StageOption<long?> Steps = StageOption.OptionalWholeNumber("steps", "Generator updates, in place of epochs", minimum: 1);
    private static readonly StageOption<long?> BatchSize = StageOption.OptionalWholeNumber("batch_size", "Images in a step; not given: as the model's recipe says", minimum: 1);
    private static readonly StageOption<long> Seed = StageOption.WholeNumber("seed", "Names the random numbers: the same seed gives the same weights", value: 1, minimum: 0, "S");
    private static readonly StageOption<string> Device = StageOption.Choice("device", "Where to compute", ["auto", "cpu", "cuda"], "auto");

    /// <inheritdoc/>
    public override string Name => "train";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Train a system of networks on a pack.";

    /// <inheritdoc/>
    public override string Example => "gans train --model dcgan-fashion --data artifacts/fashion/data --out artifacts/fashion/run --epochs 3";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } = [new("data", "PACK", "a data set pack")];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("RUN", "the run folder: checkpoint, metrics, samples");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } = [Model, Epochs, Steps, BatchSize, Seed, Device];

    /// <inheritdoc/>
    public override bool IsResumable => true;

    /// <inheritdoc/>
    public override bool UsesAllCores => true;

    /// <inheritdoc/>
    public override string? Check(StageValues values) =>
        values.Get(Epochs) is not null && values.Get(Steps) is not null ? "found both 'epochs' and 'steps', needed one. Take the other out." : null;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
