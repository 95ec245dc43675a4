using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Inference;

namespace Gans.Pipeline.Stages;

/// <summary>Draws the same latents with the noise of all, of none and of some layers.</summary>
internal sealed class NoiseStage : BuiltInStage
{
    private static readonly StageOption<long> Rows = StageOption.WholeNumber(
        "rows", "Rows of the grid, each one latent", value: 4, minimum: 1, PictureOptions.LargestSide);

    /// <inheritdoc/>
    public override string Name => "noise";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Show what noise does: latents, one a row, with that of all layers, of none, and of each group alone.";

    /// <inheritdoc/>
    public override string Example => "gans noise --model artifacts/faces/generator.onnx --out noise.png";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } = [PictureOptions.Model];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("GRID.png", "the grid");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } =
        [Rows, PictureOptions.Seed, StyleOptions.Psi, PictureOptions.Scale, PictureOptions.Invert, StageOption.Device];

    /// <inheritdoc/>
    public override bool TellsInputs => false;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var values = work.Values;
        progress.Report(new StageProgress("drawing", 0, 0));
        using var generator = PictureOptions.Load(work);
        if (generator.Styles.Size == 0)
        {
            throw new InvalidInputException(
                $"Showing the noise of {generator.Info.Name}: found a generator without styles and noise, needed a style-based one. Train one of stylegan.");
        }

        var styles = generator.Styles;
        (string Name, Range Layers)[] shown =
            [("all", ..), ("none", ..0), .. StyleOptions.Groups(styles).Select(group => (group.ToWord(), styles.LayersOf(group)))];
        var rows = (int)values.Require(Rows);
        PictureOptions.RequireRoom(generator, (long)rows * shown.Length, $"'{Rows.Name}' {rows} of {shown.Length} samples");
        ImageBatch[] columns = [.. shown.Select(some => generator.Sample(
            new SampleRequest(rows, values.Require(PictureOptions.Seed))
            {
                Psi = values.Get(StyleOptions.Psi),
                Noise = StyleOptions.Strengths(styles, some.Layers),
            },
            cancellation))];
        var cells = new GridCells(generator.Height, generator.Width, generator.Channels, rows, shown.Length, values);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                columns[column][row].CopyTo(cells[row, column]);
            }
        }

        cells.Save(work.Output, values);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Counted.Of(rows, "latent")} with noise of {string.Join(", ", shown.Select(static some => some.Name))} layers; "
            + $"without any a pixel changes by {Change(columns[0], columns[1]):0.00%} of the range");
    }

    /// <summary>The mean change of a pixel as a share of the range.</summary>
    private static double Change(ImageBatch one, ImageBatch other)
    {
        var sum = 0L;
        for (var i = 0; i < one.Pixels.Length; i++)
        {
            sum += Math.Abs(one.Pixels[i] - other.Pixels[i]);
        }

        return (double)sum / one.Pixels.Length / byte.MaxValue;
    }
}
