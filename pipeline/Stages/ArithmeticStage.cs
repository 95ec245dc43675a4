using System.Collections.Immutable;
using Gans.Formats;
using Gans.Inference;

namespace Gans.Pipeline.Stages;

/// <summary>Draws what named latents add up to.</summary>
internal sealed class ArithmeticStage : BuiltInStage
{
    private const byte White = 255;
    private const int LargestCategory = 1_000_000;

    private static readonly StageOption<ImmutableArray<VectorExpression>> Expressions = StageOption.ArgumentList(
        "expressions",
        "EXPRESSION",
        "What to calculate, signs between blanks, as 'woman + 0.5 * smile'; not given: show all groups of the bank",
        "a name or NUMBER * NAME, several with signs between blanks, as in 'a - b + c'",
        text => VectorExpression.TryParse(text, out var expression) ? expression : null);

    private static readonly StageOption<long> Label = StageOption.WholeNumber(
        "label", "Class of all images, where the generator knows classes", value: 0, minimum: 0, LargestCategory);
    private static readonly StageOption<long> Code = StageOption.WholeNumber(
        "code", "Code category of all images, where the generator takes codes", value: 0, minimum: 0, LargestCategory);

    /// <inheritdoc/>
    public override string Name => "arithmetic";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Add and subtract named latents, each the mean of a group, and draw the terms and the result.";

    /// <inheritdoc/>
    public override string Example =>
        "gans arithmetic --model artifacts/faces/generator.onnx --bank faces.json \"smiling woman - neutral woman + neutral man\" --out man.png";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
        [PictureOptions.Model, new("bank", "BANK.json", "a bank of named latents, which gans bank writes") { Suffixes = [".json"] }];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new(
        "PICTURE.png", "a row an expression: the mean of each term, and the result at the end; of a bank, a row a group with its mean at the end");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } = [Expressions, Label, Code, PictureOptions.Scale, PictureOptions.Invert, StageOption.Device];

    /// <inheritdoc/>
    public override bool TellsInputs => false;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new StageProgress("drawing", 0, 0));
        var bank = LatentBank.Read(work.Input("bank"));
        using var generator = PictureOptions.Load(work);
        var expressions = work.Values.Get(Expressions) is { IsDefault: false } given ? given : [];
        ImmutableArray<Row> rows = expressions.IsEmpty
            ? [.. bank.Groups.Keys.Select(name => Row.Of(bank.Latents(name, generator), bank.Mean(name, generator)))]
            : [.. expressions.Select(expression => Row.Of(Means(bank, expression, generator), bank.Evaluate(expression, generator)))];
        if (rows.IsEmpty)
        {
            throw new InvalidInputException($"Showing {work.Input("bank")}: found no group. Add one with 'gans bank'.");
        }

        var columns = rows.Max(row => row.First.Count) + 1;
        Draw(generator, rows, columns, work.Values, cancellation).SaveGrid(work.Output, PictureOptions.Grid(work.Values, columns));
        return Counted.Of(rows.Length, expressions.IsEmpty ? "group" : "expression");
    }

    private static LatentBatch Means(LatentBank bank, VectorExpression expression, Generator generator)
    {
        var means = new LatentBatch(expression.Terms.Length, generator.LatentSize);
        for (var i = 0; i < means.Count; i++)
        {
            bank.Mean(expression.Terms[i].Name, generator).CopyTo(means[i]);
        }

        return means;
    }

    /// <summary>Each row's images: its first latents from the left, its last one at the right end, white in between.</summary>
    private static ImageBatch Draw(Generator generator, ImmutableArray<Row> rows, int columns, StageValues values, CancellationToken cancellation)
    {
        var latents = LatentBatch.Concat([.. rows.SelectMany(row => (LatentBatch[])[row.First, row.Last])]);
        int[] turns = [.. Enumerable.Repeat(0, latents.Count)];
        var labels = PictureOptions.Labels(generator, generator.Classes > 0 ? [new ClassWord((int)values.Require(Label), null)] : [], turns);
        var codes = PictureOptions.Codes(generator, generator.Codes.Categories > 0 ? [(int)values.Require(Code)] : [], turns);
        var images = generator.Sample(new SampleRequest(latents) { Labels = labels, Codes = codes }, cancellation);
        var picture = new ImageBatch(rows.Length * columns, images.Height, images.Width, images.Channels);
        picture.Pixels.Fill(values.Require(PictureOptions.Invert) ? (byte)(255 - White) : White);
        var image = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            for (var i = 0; i < rows[row].First.Count; i++)
            {
                images[image++].CopyTo(picture[row * columns + i]);
            }

            images[image++].CopyTo(picture[(row + 1) * columns - 1]);
        }

        return picture;
    }

    /// <summary>A row of the picture.</summary>
    /// <param name="First">Latents from the left end on.</param>
    /// <param name="Last">One latent at the right end.</param>
    private sealed record Row(LatentBatch First, LatentBatch Last)
    {
        public static Row Of(LatentBatch first, float[] last)
        {
            var batch = new LatentBatch(1, last.Length);
            last.CopyTo(batch.Values);
            return new Row(first, batch);
        }
    }
}
