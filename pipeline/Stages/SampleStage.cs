using System.Collections.Immutable;
using Gans.Formats;
using Gans.Inference;

namespace Gans.Pipeline.Stages;

/// <summary>Draws images, or vectors, with an exported generator.</summary>
internal sealed class SampleStage : BuiltInStage
{
    private static readonly string[] KnownEndings = [".png", ".jpg", ".jpeg", ".npy"];

    private static readonly StageOption<long> Count = StageOption.WholeNumber("count", "How many images or vectors", value: 100, minimum: 1, 100_000_000);
    private static readonly StageOption<ImmutableArray<ClassWord>> Labels = StageOption.ClassList(
        "labels", "Classes to draw, by number or name, repeated in turn; not given: all in turn");
    private static readonly StageOption<ImmutableArray<int>> Codes = StageOption.WholeNumberList(
        "codes", "0,1,2", "Code categories to draw, repeated in turn; not given: drawn as well");
    private static readonly StageOption<long?> Columns = StageOption.OptionalWholeNumber(
        "columns", "Columns of a grid; not given: as many as rows", minimum: 1, PictureOptions.LargestSide);
    private static readonly StageOption<bool> ClassRows = StageOption.Flag(
        "class_rows", "Draw one class, or one category of codes, in each row of a grid, not in turn along it");

    /// <inheritdoc/>
    public override string Name => "sample";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Draw images, or vectors, with an exported generator.";

    /// <inheritdoc/>
    public override string Example => "gans sample --model artifacts/fashion/generator.onnx --count 100 --seed 1 --out artifacts/fashion/samples.png";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } = [PictureOptions.Model];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new(
        "GRID.png|DIR|FILE.npy",
        "one grid, a folder of images (with labels.csv where they have classes) or an array, by the ending of its name; "
        + "of vectors a plot of points, a table (.csv) or an array");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } =
    [
        Count,
        PictureOptions.Seed,
        Labels,
        Codes,
        PictureOptions.Truncation,
        StyleOptions.Psi,
        StyleOptions.Noise,
        Columns,
        ClassRows,
        PictureOptions.Scale,
        PictureOptions.Invert,
        StageOption.Device,
    ];

    /// <inheritdoc/>
    public override bool TellsInputs => false;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var values = work.Values;
        progress.Report(new StageProgress("drawing", 0, 0));
        using var generator = PictureOptions.Load(work);
        RequireEnding(work.Output, generator);
        PictureOptions.RequireRoom(generator, values.Require(Count), $"'{Count.Name}' {values.Require(Count)}");
        var (count, seed) = ((int)values.Require(Count), values.Require(PictureOptions.Seed));
        int[] turns = [.. Turns(generator, values, count)];
        var labels = PictureOptions.Labels(generator, values.Get(Labels), turns);
        var request = new SampleRequest(count, seed)
        {
            Labels = labels,
            Codes = DrawCodes(generator, values, turns),
            Truncation = values.Get(PictureOptions.Truncation),
            Psi = values.Get(StyleOptions.Psi),
            Noise = StyleOptions.Strengths(generator.Styles, values.Get(StyleOptions.Noise)),
        };
        if (generator.VectorSize > 0)
        {
            RefuseGridOptions(generator, values);
            VectorFile.Save(generator.SampleValues(request, cancellation), generator.VectorSize, work.Output);
            return $"{Counted.Of(count, "vector")} of {Counted.Of(generator.VectorSize, "number")}";
        }

        var images = generator.Sample(request, cancellation);
        Save(images, work.Output, values, labels, generator.Info.Card.ClassNames);
        return $"{Counted.Of(count, "image")}, {images.Height}x{images.Width}x{images.Channels}";
    }

    /// <summary>Refuses names that end as no file does that images are written to; a folder's name has no ending, or a slash after it.</summary>
    private static void RequireEnding(string path, Generator generator)
    {
        if (generator.VectorSize == 0 && Path.GetExtension(path) is { Length: > 0 } ending && !KnownEndings.Contains(ending, StringComparer.OrdinalIgnoreCase))
        {
            throw new InvalidInputException(
                $"Saving {path}: found a name that ends in {ending}, needed {string.Join(", ", KnownEndings)}, or none for a folder. Change the name.");
        }
    }

    private static void RefuseGridOptions(Generator generator, StageValues values)
    {
        (StageOption Option, bool IsAsked)[] ofGrids =
            [
                (Columns, values.Get(Columns) is not null),
                (ClassRows, values.Require(ClassRows)),
                (PictureOptions.Scale, values.Require(PictureOptions.Scale) != 1),
                (PictureOptions.Invert, values.Require(PictureOptions.Invert)),
            ];
        if (ofGrids.FirstOrDefault(option => option.IsAsked).Option is { } asked)
        {
            throw new InvalidInputException(
                $"Drawing with {generator.Info.Name}: found {asked.Name}, but this generator makes vectors, which lie in no grid. Leave {asked.Name} out.");
        }
    }

    /// <summary>The number that stands for each sample's class or category: its place, or its row.</summary>
    private static IEnumerable<int> Turns(Generator generator, StageValues values, int count)
    {
        if (!values.Require(ClassRows))
        {
            return Enumerable.Range(0, count);
        }

        if (generator.Classes == 0 && generator.Codes.Categories == 0)
        {
            throw new InvalidInputException(
                $"Drawing with {generator.Info.Name}: found {ClassRows.Name}, but this generator knows neither classes nor categories. "
                + $"Leave {ClassRows.Name} out.");
        }

        var columns = PictureOptions.Grid(values, (int?)values.Get(Columns)).ColumnsFor(count);
        return Enumerable.Range(0, count).Select(index => index / columns);
    }

    private static float[] DrawCodes(Generator generator, StageValues values, int[] turns)
    {
        var codes = new float[turns.Length * generator.Codes.Size];
        new CodeSource(generator.Codes, values.Require(PictureOptions.Seed)).Fill(0, codes);
        ImmutableArray<int> all = values.Require(ClassRows) ? [.. Enumerable.Range(0, generator.Codes.Categories)] : [];
        return PictureOptions.SetCategories(generator, values.Get(Codes).IsDefaultOrEmpty ? all : values.Get(Codes), turns, codes);
    }

    private static void Save(ImageBatch images, string path, StageValues values, long[] labels, IReadOnlyList<string> names)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".png" or ".jpg" or ".jpeg":
                images.SaveGrid(path, PictureOptions.Grid(values, (int?)values.Get(Columns)));
                break;
            case ".npy":
                images.SaveNpy(path);
                break;
            default:
                images.SaveFolder(path, labels, names);
                break;
        }
    }
}
