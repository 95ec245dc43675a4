using System.Collections.Immutable;
using Gans.Formats;

namespace Gans.Pipeline.Stages;

/// <summary>Draws images with an exported generator.</summary>
internal sealed class SampleStage : BuiltInStage
{
    private static readonly StageOption<long> Count = StageOption.WholeNumber("count", "How many images", value: 100, minimum: 1);
    private static readonly StageOption<long> Seed = StageOption.WholeNumber("seed", "Names the latents: the same seed gives the same images", value: 1, minimum: 0, "S");
    private static readonly StageOption<ImmutableArray<int>> Labels = StageOption.WholeNumberList("labels", "0,1,2", "Classes to draw, repeated in turn; not given: all in turn");
    private static readonly StageOption<long?> Columns = StageOption.OptionalWholeNumber("columns", "Columns of a grid; not given: as many as rows", minimum: 1);
    private static readonly StageOption<long> Scale = StageOption.WholeNumber("scale", "Enlarge each pixel of a grid to so many", value: 1, minimum: 1);
    private static readonly StageOption<bool> Invert = StageOption.Flag("invert", "Show a grid in reversed grey, dark on white");
    private static readonly StageOption<string> Device = StageOption.Choice("device", "Where to compute", ["auto", "cpu", "cuda"], "auto");

    /// <inheritdoc/>
    public override string Name => "sample";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Draw images with an exported generator.";

    /// <inheritdoc/>
    public override string Example => "gans sample --model artifacts/fashion/generator.onnx --count 100 --seed 1 --out artifacts/fashion/samples.png";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } = [new("model", "FILE.onnx", "an exported generator")];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("GRID.png|DIR|FILE.npy", "one grid, a folder of images or an array, by the ending of its name");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } = [Count, Seed, Labels, Columns, Scale, Invert, Device];

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
