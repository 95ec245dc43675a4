using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Inference;

namespace Gans.Pipeline.Stages;

/// <summary>Draws images with an exported generator.</summary>
internal sealed class SampleStage : BuiltInStage
{
    private static readonly StageOption<long> Count = StageOption.WholeNumber("count", "How many images", value: 100, minimum: 1);
    private static readonly StageOption<long> Seed = StageOption.WholeNumber("seed", "Names the latents: the same seed gives the same images", value: 1, minimum: 0, long.MaxValue, "S");
    private static readonly StageOption<ImmutableArray<int>> Labels = StageOption.WholeNumberList("labels", "0,1,2", "Classes to draw, repeated in turn; not given: all in turn");
    private static readonly StageOption<long?> Columns = StageOption.OptionalWholeNumber("columns", "Columns of a grid; not given: as many as rows", minimum: 1);
    private static readonly StageOption<long> Scale = StageOption.WholeNumber("scale", "Enlarge each pixel of a grid to so many", value: 1, minimum: 1);
    private static readonly StageOption<bool> Invert = StageOption.Flag("invert", "Show a grid in reversed grey, dark on white");
    private static readonly StageOption<string> DeviceName = StageOption.Choice("device", "Where to compute", ["auto", "cpu", "cuda"], "auto");

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
    public override ImmutableArray<StageOption> Options { get; } = [Count, Seed, Labels, Columns, Scale, Invert, DeviceName];

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var values = work.Values;
        progress.Report(new StageProgress("drawing", 0, 0));
        using var generator = Generator.Load(work.Input("model"), new GeneratorOptions { Device = Enum.Parse<Device>(values.Require(DeviceName), ignoreCase: true) });
        var count = (int)values.Require(Count);
        var images = generator.Sample(count, values.Require(Seed), RepeatLabels(values.Get(Labels), count), cancellationToken: cancellation);
        Save(images, work.Output, values);
        return string.Create(CultureInfo.InvariantCulture, $"{count} images, {images.Height}x{images.Width}x{images.Channels}");
    }

    /// <summary>0,1 for five images is 0,1,0,1,0; no labels stay none.</summary>
    internal static long[] RepeatLabels(ImmutableArray<int> labels, int count) =>
        labels.IsDefaultOrEmpty ? [] : [.. Enumerable.Range(0, count).Select(i => (long)labels[i % labels.Length])];

    private static void Save(ImageBatch images, string path, StageValues values)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".png" or ".jpg" or ".jpeg":
                images.SaveGrid(path, new GridOptions { Columns = (int?)values.Get(Columns), Scale = (int)values.Require(Scale), Invert = values.Require(Invert) });
                break;
            case ".npy":
                images.SaveNpy(path);
                break;
            default:
                images.SaveFolder(path);
                break;
        }
    }
}
