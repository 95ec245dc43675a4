using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Preprocessing;

namespace Gans.Pipeline.Stages;

/// <summary>Turns a data set into a pack.</summary>
internal sealed class PrepareStage : BuiltInStage
{
    private static readonly StageOption<string> Dataset = StageOption.Choice(
        "dataset", "Which data set, or which kind of files", ["fashion-mnist", "mnist", "cifar10", "quickdraw", "images", "pairs", "faces"]);

    private static readonly StageOption<long?> Size = StageOption.OptionalWholeNumber("size", "Height and width of the images in pixels; not given: as they are", minimum: 1);
    private static readonly StageOption<ImmutableArray<int>> Classes = StageOption.WholeNumberList("classes", "7,9", "Keep these classes only; not given: all");
    private static readonly StageOption<string> Split = StageOption.Choice("split", "Which part of the data set", ["train", "test"], "train");

    /// <inheritdoc/>
    public override string Name => "prepare";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Turn a data set into a pack that training reads.";

    /// <inheritdoc/>
    public override string Example => "gans prepare --dataset fashion-mnist --out artifacts/fashion/data";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
        [new("in", "PATH", "a folder with the data set's files; not given: where the system keeps it") { IsRequired = false }];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("PACK", "the data set pack, a folder");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } = [Dataset, Size, Classes, Split];

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var classes = work.Values.Get(Classes);
        var info = DatasetPreparation.Run(
            new PrepareOptions
            {
                Dataset = work.Values.Require(Dataset),
                Input = work.FindInput("in"),
                Size = (int?)work.Values.Get(Size),
                Classes = classes.IsDefault ? null : classes,
                Split = work.Values.Require(Split),
                Output = work.Output,
            },
            progress,
            cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"{info.Count:#,0} images, {info.Height}x{info.Width}x{info.Channels}, {info.ClassNames.Count} classes");
    }
}
