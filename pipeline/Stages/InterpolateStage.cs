using System.Collections.Immutable;
using Gans.Formats;
using Gans.Inference;

namespace Gans.Pipeline.Stages;

/// <summary>Draws what lies between latents.</summary>
internal sealed class InterpolateStage : BuiltInStage
{
    private static readonly StageOption<ImmutableArray<int>> Seeds = StageOption.WholeNumberList(
        "seeds", "A,B,...", "Go through the first latent of each of these seeds");

    private static readonly StageOption<ImmutableArray<int>> Numbers = StageOption.WholeNumberList(
        "numbers", "A,B,...", "Go through these pictures of 'gans sample' with this seed, counted from 1; not given: through the first two a row");

    private static readonly StageOption<long> Steps = StageOption.WholeNumber(
        "steps", "Images from one latent to the next, both counted", value: 10, minimum: 2, PictureOptions.LargestSide);
    private static readonly StageOption<InterpolationMethod> Method = StageOption.Choice(
        "method", "How to go from one to the next", InterpolationMethod.Spherical);
    private static readonly StageOption<long> Rows = StageOption.WholeNumber(
        "rows", "Rows of the strip, with as many of the latents each", value: 1, minimum: 1, PictureOptions.LargestSide);
    private static readonly StageOption<bool> Loop = StageOption.Flag("loop", "Go back to the first latent, so that an animation closes");

    private static readonly StageOption<long> Delay = StageOption.WholeNumber(
        "delay", "Milliseconds that a frame of an animation is shown", value: 80, minimum: 10, 65_535);

    /// <inheritdoc/>
    public override string Name => "interpolate";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Draw what lies between latents, as a strip or as an animation.";

    /// <inheritdoc/>
    public override string Example => "gans interpolate --model artifacts/fashion/generator.onnx --seeds 3,17,5 --out strip.png";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
    [
        StyleOptions.Mapping with { IsRequired = false },
        StyleOptions.Synthesis with { IsRequired = false },
        PictureOptions.Model with { IsRequired = false },
    ];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new(
        "STRIP.png|OUT.gif", "a picture of rows, or an animation that shows all rows at once, by the ending of its name");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } =
    [
        Seeds, Numbers, PictureOptions.Seed, Steps, Method, Rows, Loop, StyleOptions.Space, PictureOptions.RowLabels, PictureOptions.RowCodes,
        PictureOptions.Truncation, StyleOptions.Psi, Delay, PictureOptions.Scale, PictureOptions.Invert, StageOption.Device,
    ];

    /// <inheritdoc/>
    public override bool TellsInputs => false;

    /// <inheritdoc/>
    public override string? Check(StageValues values)
    {
        var (seeds, numbers, rows) = (values.Get(Seeds), values.Get(Numbers), (int)values.Require(Rows));
        if (!seeds.IsDefault && !numbers.IsDefault)
        {
            return "found both 'seeds' and 'numbers', needed one. Take the other out.";
        }

        if (!numbers.IsDefault && numbers.Contains(0))
        {
            return "found picture 0 in 'numbers', needed numbers from 1 up. Count the pictures from 1.";
        }

        var points = PointCount(values);
        return points % rows != 0 || points < 2 * rows
            ? $"found {Counted.Of(points, "latent")} for {Counted.Of(rows, "row")}, needed two or more a row and as many for each. "
                + "Change 'rows', or name more latents."
            : null;
    }

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var values = work.Values;
        progress.Report(new StageProgress("drawing", 0, 0));
        var images = values.Require(StyleOptions.Space) == LatentSpaceKind.W ? DrawStyles(work, cancellation) : DrawLatents(work, cancellation);
        var (points, rows) = (PointCount(values), (int)values.Require(Rows));
        var columns = images.Count / rows;
        if (Path.GetExtension(work.Output).Equals(".gif", StringComparison.OrdinalIgnoreCase))
        {
            images.SaveGif(work.Output, rows, (int)values.Require(Delay), PictureOptions.Grid(values, columns: null) with { Gap = rows > 1 ? 2 : 0 });
        }
        else
        {
            images.SaveGrid(work.Output, PictureOptions.Grid(values, columns));
        }

        return $"{Counted.Of(points, "latent")} in {Counted.Of(rows, "row")} of {Counted.Of(columns, "image")}";
    }

    private static ImageBatch DrawLatents(StageCall work, CancellationToken cancellation)
    {
        var values = work.Values;
        StyleOptions.RequireInput(work, PictureOptions.Model, "Interpolating between latents");
        using var generator = PictureOptions.Load(work);
        PictureOptions.RequireRoom(generator, MostImages(values), Asked(values));
        var path = Paths(Points(generator.LatentSize, seed => PictureOptions.Latents(generator, values, seed), values), values.Require(Method), values);
        var columns = path.Count / (int)values.Require(Rows);
        int[] turns = [.. Enumerable.Range(0, path.Count).Select(i => i / columns)];
        return generator.Sample(
            new SampleRequest(path)
            {
                Labels = PictureOptions.Labels(generator, values.Get(PictureOptions.RowLabels), turns),
                Codes = PictureOptions.Codes(generator, values.Get(PictureOptions.RowCodes), turns),
                Psi = values.Get(StyleOptions.Psi),
            },
            cancellation);
    }

    private static ImageBatch DrawStyles(StageCall work, CancellationToken cancellation)
    {
        var values = work.Values;
        StyleOptions.RequireInput(work, StyleOptions.Mapping, "Interpolating between styles");
        StyleOptions.RequireInput(work, StyleOptions.Synthesis, "Interpolating between styles");
        using var generator = StyleOptions.Load(work);
        PictureOptions.RequireRoom(generator, MostImages(values), Asked(values));
        var points = Points(
            generator.LatentSize, seed => generator.Latents(seed ?? values.Require(PictureOptions.Seed), values.Get(PictureOptions.Truncation)), values);
        var styles = generator.Map(points, values.Get(StyleOptions.Psi) ?? 1, cancellation);
        return generator.Synthesize(Paths(styles, InterpolationMethod.Linear, values), cancellationToken: cancellation);
    }

    /// <summary>Each of a row's gaps holds a step fewer than are counted, and the last a step more; a loop has a gap more.</summary>
    private static long MostImages(StageValues values) => PointCount(values) * values.Require(Steps);

    private static string Asked(StageValues values) => $"'{Rows.Name}' {values.Require(Rows)} and '{Steps.Name}' {values.Require(Steps)}";

    private static int PointCount(StageValues values) => (values.Get(Seeds), values.Get(Numbers)) switch
    {
        ({ IsDefault: false } seeds, _) => seeds.Length,
        (_, { IsDefault: false } numbers) => numbers.Length,
        _ => 2 * (int)values.Require(Rows),
    };

    private static LatentBatch Points(int latentSize, Func<long?, LatentSource> sourceOf, StageValues values)
    {
        var (seeds, numbers) = (values.Get(Seeds), values.Get(Numbers));
        var points = new LatentBatch(PointCount(values), latentSize);
        for (var i = 0; i < points.Count; i++)
        {
            sourceOf(seeds.IsDefault ? null : seeds[i]).Fill(seeds.IsDefault ? (numbers.IsDefault ? i : numbers[i] - 1) : 0, points[i]);
        }

        return points;
    }

    /// <summary>The way of each row, one after the other.</summary>
    private static LatentBatch Paths(LatentBatch points, InterpolationMethod method, StageValues values)
    {
        var rows = (int)values.Require(Rows);
        var stops = points.Count / rows;
        var paths = Enumerable.Range(0, rows).Select(row =>
        {
            var stopsOfRow = new LatentBatch(stops, points.LatentSize);
            points.Values.Slice(row * stopsOfRow.Values.Length, stopsOfRow.Values.Length).CopyTo(stopsOfRow.Values);
            return LatentSpace.Path(stopsOfRow, (int)values.Require(Steps), method, values.Require(Loop));
        });
        return LatentBatch.Concat([.. paths]);
    }
}
