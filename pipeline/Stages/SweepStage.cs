using System.Collections.Immutable;
using Gans.Formats;
using Gans.Inference;
using NumberDomain = Gans.Models.NumberDomain;

namespace Gans.Pipeline.Stages;

/// <summary>Draws the same latents under all conditions that a generator knows, or ever closer to the average.</summary>
internal sealed class SweepStage : BuiltInStage
{
    private static readonly StageOption<long> Rows = StageOption.WholeNumber(
        "rows", "Rows of the grid, each one latent", value: 10, minimum: 1, PictureOptions.LargestSide);

    private static readonly StageOption<long?> Number = StageOption.OptionalWholeNumber(
        "number", "Sweep this number of the control code, counted from 1; not given: the classes, else the categories, else number 1", minimum: 1, 1_000_000);

    private static readonly StageOption<double> Range = StageOption.Number(
        "range", "Sweep a number from minus this to this", value: 2, new NumberDomain(most: 1_000_000));
    private static readonly StageOption<long> Steps = StageOption.WholeNumber(
        "steps", "Values of a number, ends counted", value: 10, minimum: 2, PictureOptions.LargestSide);

    private static readonly StageOption<ImmutableArray<ClassWord>> Labels = StageOption.ClassList(
        "labels", "Classes to sweep, or of the rows in turn where something else is swept, by number or name; not given: all");

    private static readonly StageOption<ImmutableArray<int>> Codes = StageOption.WholeNumberList(
        "codes", "0,1,2", "Code categories to sweep, or of the rows in turn where something else is swept; not given: all");

    private static readonly StageOption<ImmutableArray<double>> Psis = StageOption.NumberList(
        "psis", "A,B,...", "Sweep psi: how far styles are from their average; not given, of a generator with styles alone: -1,-0.5,0,0.5,0.7,1");

    private static readonly StageOption<ImmutableArray<double>> Truncations = StageOption.NumberList(
        "truncations", "A,B,...", "Sweep the truncation: the same latents, with values beyond it drawn again");

    private static readonly ImmutableArray<double> UsualPsis = [-1, -0.5, 0, 0.5, 0.7, 1];

    /// <inheritdoc/>
    public override string Name => "sweep";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Draw latents, one a row, under each class, value of a control code or truncation, one a column.";

    /// <inheritdoc/>
    public override string Example => "gans sweep --model artifacts/digits/generator.onnx --number 1 --out slant.png";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } = [PictureOptions.Model];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("GRID.png", "the grid");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } =
    [
        Rows, PictureOptions.Seed, Number, Range, Steps, Labels, Codes, Psis, Truncations, PictureOptions.Truncation, StyleOptions.Psi,
        PictureOptions.Scale, PictureOptions.Invert, StageOption.Device,
    ];

    /// <inheritdoc/>
    public override bool TellsInputs => false;

    /// <inheritdoc/>
    public override string? Check(StageValues values) =>
        new[] { values.Get(Number) is not null, !values.Get(Psis).IsDefault, !values.Get(Truncations).IsDefault }.Count(static isAsked => isAsked) > 1
            ? $"found more than one of '{Number.Name}', '{Psis.Name}' and '{Truncations.Name}', needed one to sweep. Take the others out."
            : null;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var values = work.Values;
        progress.Report(new StageProgress("drawing", 0, 0));
        using var generator = PictureOptions.Load(work);
        var (rows, swept) = ((int)values.Require(Rows), Choose(generator, values));
        var columns = swept.Kind switch
        {
            SweptKind.Class => Or(values.Get(Labels), generator.Classes),
            SweptKind.Category => Or(values.Get(Codes), generator.Codes.Categories),
            SweptKind.Number => (int)values.Require(Steps),
            SweptKind.Psi or SweptKind.Truncation => swept.Values.Length,
            _ => throw new InvalidOperationException($"{swept.Kind} is nothing to sweep."),
        };
        PictureOptions.RequireRoom(generator, (long)rows * columns, $"'{Rows.Name}' {rows} of {columns} samples");
        int[] ofRow = [.. Enumerable.Range(0, rows * columns).Select(i => i / columns)];
        int[] ofColumn = [.. Enumerable.Range(0, rows * columns).Select(i => i % columns)];
        var labels = PictureOptions.Labels(generator, values.Get(Labels), swept.Kind == SweptKind.Class ? ofColumn : ofRow);
        var codes = PictureOptions.Codes(generator, values.Get(Codes), swept.Kind == SweptKind.Category ? ofColumn : ofRow);
        if (swept.Kind == SweptKind.Number)
        {
            SetNumbers(generator.Codes, codes, swept.Number, columns, values.Require(Range));
        }

        if (swept.Values.IsDefault)
        {
            var latents = RepeatRows(PictureOptions.Latents(generator, values).Draw(rows), columns);
            generator.Sample(new SampleRequest(latents) { Labels = labels, Codes = codes, Psi = values.Get(StyleOptions.Psi) }, cancellation)
                .SaveGrid(work.Output, PictureOptions.Grid(values, columns));
        }
        else
        {
            DrawTruncated(generator, swept, rows, work, cancellation);
        }

        return $"{Counted.Of(rows, "latent")} under {columns} {swept.Words}";
    }

    /// <summary>A column for each psi or truncation, of the same seed, classes in turn.</summary>
    private static void DrawTruncated(Generator generator, Swept swept, int rows, StageCall work, CancellationToken cancellation)
    {
        var values = work.Values;
        var cells = new GridCells(generator.Height, generator.Width, generator.Channels, rows, swept.Values.Length, values);
        var labels = PictureOptions.Labels(generator, values.Get(Labels), Enumerable.Range(0, rows));
        for (var column = 0; column < swept.Values.Length; column++)
        {
            var images = generator.Sample(
                new SampleRequest(rows, values.Require(PictureOptions.Seed))
                {
                    Labels = labels,
                    Psi = swept.Kind == SweptKind.Psi ? swept.Values[column] : values.Get(StyleOptions.Psi),
                    Truncation = swept.Kind == SweptKind.Truncation ? swept.Values[column] : values.Get(PictureOptions.Truncation),
                },
                cancellation);
            for (var row = 0; row < rows; row++)
            {
                images[row].CopyTo(cells[row, column]);
            }
        }

        cells.Save(work.Output, values);
    }

    private static Swept Choose(Generator generator, StageValues values) => (values.Get(Number), generator.Classes, generator.Codes) switch
    {
        _ when !values.Get(Psis).IsDefault => new(SweptKind.Psi) { Values = values.Get(Psis) },
        _ when !values.Get(Truncations).IsDefault => new(SweptKind.Truncation) { Values = values.Get(Truncations) },
        ({ } number, _, var codes) when number <= codes.Continuous => new(SweptKind.Number, (int)number - 1),
        ({ } number, _, var codes) => throw new InvalidInputException(
            $"Sweeping {generator.Info.Name}: found number {number}, but its codes have {codes.Continuous} numbers. 'gans info' tells what they hold."),
        (_, > 0, _) => new(SweptKind.Class),
        (_, _, { Categories: > 0 }) => new(SweptKind.Category),
        (_, _, { Continuous: > 0 }) => new(SweptKind.Number),
        _ when generator.Styles.Size > 0 => new(SweptKind.Psi) { Values = UsualPsis },
        _ => throw new InvalidInputException(
            $"Sweeping {generator.Info.Name}: found neither classes nor codes nor styles, needed one of them. "
            + $"Use gans interpolate, or give '{Truncations.Name}'."),
    };

    private static int Or<T>(ImmutableArray<T> given, int all) => given.IsDefaultOrEmpty ? all : given.Length;

    private static void SetNumbers(CodeLayout layout, float[] codes, int number, int steps, double range)
    {
        for (var i = 0; i < codes.Length / layout.Size; i++)
        {
            layout.SetContinuous(codes.AsSpan(i * layout.Size, layout.Size), number, (float)(range * (2.0 * (i % steps) / (steps - 1) - 1)));
        }
    }

    private static LatentBatch RepeatRows(LatentBatch latents, int columns)
    {
        var repeated = new LatentBatch(latents.Count * columns, latents.LatentSize);
        for (var i = 0; i < repeated.Count; i++)
        {
            latents[i / columns].CopyTo(repeated[i]);
        }

        return repeated;
    }

    private enum SweptKind
    {
        Class,
        Category,
        Number,
        Psi,
        Truncation,
    }

    private readonly record struct Swept(SweptKind Kind, int Number = 0)
    {
        /// <summary>The values of psi, or of the truncation; none where something else is swept.</summary>
        public ImmutableArray<double> Values { get; init; }

        public string Words => Kind switch
        {
            SweptKind.Class => "classes",
            SweptKind.Category => "categories of the code",
            SweptKind.Psi => "values of psi",
            SweptKind.Truncation => "truncations",
            _ => $"values of number {Number + 1} of the code",
        };
    }
}
