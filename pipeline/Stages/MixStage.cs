using System.Collections.Immutable;
using Gans.Formats;
using Gans.Inference;

namespace Gans.Pipeline.Stages;

/// <summary>Draws images with some layers' styles of one latent and the other layers' of another.</summary>
internal sealed class MixStage : BuiltInStage
{
    private static readonly ImmutableArray<string> Words = [.. Enum.GetValues<StyleGroup>().Select(static group => group.ToWord())];

    private static readonly StageOption<long> Rows = StageOption.WholeNumber(
        "rows", "Latents to the left, which a row's images take all else from", value: 2, minimum: 1, PictureOptions.LargestSide);
    private static readonly StageOption<long> Columns = StageOption.WholeNumber(
        "columns", "Latents at the top, which a column's images take the styles of a group of layers from", value: 5, minimum: 1, PictureOptions.LargestSide);
    private static readonly StageOption<ImmutableArray<string>> Layers = StageOption.ChoiceList(
        "layers", "coarse,middle,fine", "Groups of layers whose styles come from the top, one after the other; not given: all that there are", Words);

    /// <inheritdoc/>
    public override string Name => "mix";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Mix styles: coarse, middle or fine ones of the latents at the top, all others of those to the left.";

    /// <inheritdoc/>
    public override string Example =>
        "gans mix --mapping artifacts/faces/mapping.onnx --synthesis artifacts/faces/synthesis.onnx --rows 3 --columns 6 --out mixed.png";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } = [StyleOptions.Mapping, StyleOptions.Synthesis];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("GRID.png", "the grid, with its latents at the top and to the left");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } =
    [
        Rows, Columns, PictureOptions.Seed, Layers, StyleOptions.Psi, StyleOptions.Noise, PictureOptions.Scale, PictureOptions.Invert, StageOption.Device,
    ];

    /// <inheritdoc/>
    public override bool TellsInputs => false;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var values = work.Values;
        progress.Report(new StageProgress("drawing", 0, 0));
        using var generator = StyleOptions.Load(work);
        var (rows, columns, groups) = ((int)values.Require(Rows), (int)values.Require(Columns), Groups(generator, values));
        PictureOptions.RequireRoom(generator, (long)(rows * groups.Length + 1) * (columns + 1), $"'{Rows.Name}' {rows} and '{Columns.Name}' {columns}");
        var latents = generator.Latents(values.Require(PictureOptions.Seed)).Draw(rows + columns);
        var sources = generator.Map(latents, values.Get(StyleOptions.Psi) ?? 1, cancellation);
        var noise = StyleOptions.Strengths(generator.Styles, values.Get(StyleOptions.Noise));
        var cells = new GridCells(generator.Height, generator.Width, generator.Channels, rows * groups.Length + 1, columns + 1, values);
        var whole = generator.Synthesize(sources, noise, cancellation);
        for (var column = 0; column < columns; column++)
        {
            whole[rows + column].CopyTo(cells[0, column + 1]);
        }

        for (var row = 0; row < rows * groups.Length; row++)
        {
            whole[row % rows].CopyTo(cells[row + 1, 0]);
            var mixed = generator.Synthesize(Mixed(generator, sources, row % rows, rows, groups[row / rows]), noise, cancellation);
            for (var column = 0; column < columns; column++)
            {
                mixed[column].CopyTo(cells[row + 1, column + 1]);
            }
        }

        cells.Save(work.Output, values);
        return $"{Counted.Of(rows, "latent")} mixed with {columns}: {string.Join(", ", groups.Select(static group => group.ToWord()))} layers";
    }

    /// <summary>The styles of a row: one latent's, with those of a group of layers from each latent after the first few.</summary>
    private static LatentBatch Mixed(StyleGenerator generator, LatentBatch sources, int row, int first, StyleGroup group)
    {
        var mixed = new LatentBatch(sources.Count - first, sources.LatentSize);
        for (var column = 0; column < mixed.Count; column++)
        {
            sources[row].CopyTo(mixed[column]);
            generator.Mix(sources[first + column], group, mixed[column]);
        }

        return mixed;
    }

    private static StyleGroup[] Groups(StyleGenerator generator, StageValues values)
    {
        var all = StyleOptions.Groups(generator.Styles);
        if (values.Get(Layers) is not { IsDefaultOrEmpty: false } words)
        {
            return all;
        }

        StyleGroup[] asked = [.. words.Select(static word => Enum.GetValues<StyleGroup>()[Words.IndexOf(word)])];
        return asked.Except(all).ToArray() is [var missing, ..]
            ? throw new InvalidInputException(
                $"Mixing styles of {generator.Info.Name}: found {missing.ToWord()} layers, "
                + $"needed {string.Join(" or ", all.Select(static group => group.ToWord()))}, which this network of {generator.Styles.Layers} layers has. "
                + $"Change '{Layers.Name}'.")
            : asked;
    }
}
