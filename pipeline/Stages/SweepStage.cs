using System.Collections.Immutable;
using Gans.Formats;
using Gans.Inference;
using NumberDomain = Gans.Models.NumberDomain;

namespace Gans.Pipeline.Stages;

/// <summary>Draws the same latents under all conditions that a generator knows.</summary>
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

    /// <inheritdoc/>
    public override string Name => "sweep";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Draw latents, one a row, under each class or value of a control code, one a column.";

    /// <inheritdoc/>
    public override string Example => "gans sweep --model artifacts/digits/generator.onnx --number 1 --out slant.png";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } = [PictureOptions.Model];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("GRID.png", "the grid");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } =
    [
        Rows, PictureOptions.Seed, Number, Range, Steps, Labels, Codes, PictureOptions.Truncation,
        PictureOptions.Scale, PictureOptions.Invert, StageOption.Device,
    ];

    /// <inheritdoc/>
    public override bool TellsInputs => false;

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

        var latents = RepeatRows(PictureOptions.Latents(generator, values).Draw(rows), columns);
        generator.Sample(new SampleRequest(latents) { Labels = labels, Codes = codes }, cancellation)
            .SaveGrid(work.Output, PictureOptions.Grid(values, columns));
        return $"{Counted.Of(rows, "latent")} under {columns} {swept.Words}";
    }

    private static Swept Choose(Generator generator, StageValues values) => (values.Get(Number), generator.Classes, generator.Codes) switch
    {
        ({ } number, _, var codes) when number <= codes.Continuous => new(SweptKind.Number, (int)number - 1),
        ({ } number, _, var codes) => throw new InvalidInputException(
            $"Sweeping {generator.Info.Name}: found number {number}, but its codes have {codes.Continuous} numbers. 'gans info' tells what they hold."),
        (_, > 0, _) => new(SweptKind.Class),
        (_, _, { Categories: > 0 }) => new(SweptKind.Category),
        (_, _, { Continuous: > 0 }) => new(SweptKind.Number),
        _ => throw new InvalidInputException($"Sweeping {generator.Info.Name}: found neither classes nor codes, needed one of them. Use gans interpolate."),
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
    }

    private readonly record struct Swept(SweptKind Kind, int Number = 0)
    {
        public string Words => Kind switch
        {
            SweptKind.Class => "classes",
            SweptKind.Category => "categories of the code",
            _ => $"values of number {Number + 1} of the code",
        };
    }
}
