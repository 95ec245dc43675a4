using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Inference.Metrics;
using Gans.Onnx.Adoption;

namespace Gans.Pipeline.Stages;

/// <summary>Makes an ONNX file of others one that Gans reads: an extractor, or a generator.</summary>
internal sealed class AdoptStage : BuiltInStage
{
    private const string Extractor = "extractor", Generator = "generator";

    private static readonly StageOption<string> Kind = StageOption.Choice("kind", "What it is", [Extractor, Generator]);
    private static readonly StageOption<string> NewName = StageOption.Text("name", "NAME", "What it is called from then on; not given: as its file");

    private static readonly StageOption<NumberRange?> TakenRange = StageOption.Range(
        "input", "Black and white in the images that an extractor takes, before --mean and --std: 0..255, 0..1, -1..1");

    private static readonly StageOption<NumberRange?> MadeRange = StageOption.Range(
        "output", "Black and white in the images that a generator makes; not given: as its last activation says");

    private static readonly StageOption<ImmutableArray<double>> Mean = StageOption.NumberList(
        "mean", "0.485,0.456,0.406", "What the extractor wants taken from its images, red first, in the range of --input");

    private static readonly StageOption<ImmutableArray<double>> Deviation = StageOption.NumberList(
        "std", "0.229,0.224,0.225", "What it wants them divided by after that");

    private static readonly StageOption<bool> BlueFirst = StageOption.Flag("blue_first", "The extractor takes blue, green, red");

    private static readonly StageOption<ResizeRule> Resize = StageOption.Choice("resize", "How images reach the extractor's size", ResizeRule.Clean);

    private static readonly StageOption<long?> Side = StageOption.OptionalWholeNumber(
        "size", "Height and width of the extractor's images, where its file leaves them free", minimum: 1, ushort.MaxValue);

    private static readonly StageOption<ImageLayout?> Layout = StageOption.OptionalChoice<ImageLayout>(
        "layout", "Where the channels of images stand; not given: as their number tells");

    private static readonly StageOption<string> Images = StageOption.Text("images", "NAME", "The input, or a generator's output, of images");
    private static readonly StageOption<string> Features = StageOption.Text("features", "NAME", "The extractor's value of features, an output or an inner one");
    private static readonly StageOption<string> Logits = StageOption.Text("logits", "NAME", "The extractor's value of classes before their softmax");
    private static readonly StageOption<string> Latents = StageOption.Text("z", "NAME", "The generator's input of latents");
    private static readonly StageOption<string> Labels = StageOption.Text("labels", "NAME", "The generator's input of classes");

    private static readonly StageOption<long?> Classes = StageOption.OptionalWholeNumber(
        "classes", "Number of the generator's classes, where that input does not tell", minimum: 1, 1 << 20);

    private static readonly StageOption<LatentDistribution> Distribution = StageOption.Choice(
        "latents", "The law of the latents that the generator was trained on", LatentDistribution.Normal);

    private static readonly ImmutableArray<StageOption> OfExtractors = [TakenRange, Mean, Deviation, BlueFirst, Side, Features, Logits];
    private static readonly ImmutableArray<StageOption> OfGenerators = [MadeRange, Latents, Labels, Classes];

    /// <inheritdoc/>
    public override string Name => "adopt";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Make an ONNX file of others an extractor or a generator that Gans reads.";

    /// <inheritdoc/>
    public override string Example =>
        "gans adopt dinov2.onnx --kind extractor --input 0..1 --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 --features pooler_output --size 224 "
        + "--out dinov2-gans.onnx";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } = [new("model", "FILE.onnx", "the foreign file") { IsArgument = true, Suffixes = [".onnx"] }];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("FILE.onnx", "the file for Gans");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } =
    [
        Kind,
        NewName,
        TakenRange,
        MadeRange,
        Mean,
        Deviation,
        BlueFirst,
        Resize,
        Side,
        Layout,
        Images,
        Features,
        Logits,
        Latents,
        Labels,
        Classes,
        Distribution,
    ];

    /// <inheritdoc/>
    public override string? Check(StageValues values)
    {
        var (kind, others) = values.Require(Kind) == Extractor ? (Extractor, OfGenerators) : (Generator, OfExtractors);
        return others.FirstOrDefault(values.IsSet) is { } stray
            ? $"found '{stray.Name}' for {(kind == Extractor ? "an extractor" : "a generator")}, needed none. Leave it out."
            : null;
    }

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new StageProgress("adopting", 0, 0));
        var model = work.Input("model");
        var report = work.Values.Require(Kind) == Extractor
            ? OnnxAdoption.Extractor(model, work.Output, ForExtractor(work.Values))
            : OnnxAdoption.Generator(model, work.Output, ForGenerator(work.Values));
        var holds = report.Card.Kind == ModelKind.Extractor ? OpenExtractor(work.Output) : OpenGenerator(work.Output);
        return string.Create(CultureInfo.InvariantCulture, $"{holds}, differs from the file by {report.GreatestDifference:0.0e0} at most")
            + string.Concat(report.Remarks.Select(static remark => $"; {remark}"));
    }

    private static ExtractorAdoption ForExtractor(StageValues values) => new()
    {
        Name = values.Get(NewName),
        Images = values.Get(Images),
        ChannelsLast = LastOf(values),
        Black = values.Get(TakenRange)?.Low,
        White = values.Get(TakenRange)?.High,
        Mean = values.Get(Mean) is { IsDefault: false } mean ? mean : [],
        Deviation = values.Get(Deviation) is { IsDefault: false } deviation ? deviation : [],
        BlueFirst = values.Require(BlueFirst),
        Resize = values.Require(Resize),
        Side = (int?)values.Get(Side),
        Features = values.Get(Features),
        Logits = values.Get(Logits),
    };

    private static GeneratorAdoption ForGenerator(StageValues values) => new()
    {
        Name = values.Get(NewName),
        Images = values.Get(Images),
        ChannelsLast = LastOf(values),
        Black = values.Get(MadeRange)?.Low,
        White = values.Get(MadeRange)?.High,
        Latents = values.Get(Latents),
        Labels = values.Get(Labels),
        Classes = (int?)values.Get(Classes),
        LatentDistribution = values.Require(Distribution),
    };

    private static bool? LastOf(StageValues values) => values.Get(Layout) is { } layout ? layout == ImageLayout.Nhwc : null;

    /// <summary>Opens what was written as those will who use it.</summary>
    private static string OpenExtractor(string path)
    {
        using var extractor = FeatureExtractor.Load(path);
        var logits = extractor.Classes > 0 ? $" and logits of {Counted.Of(extractor.Classes, "class", "classes")}" : string.Empty;
        return $"{Counted.Of(extractor.Features, "feature")}{logits} of images at {extractor.Info.Card.ImageHeight}x{extractor.Info.Card.ImageWidth}";
    }

    private static string OpenGenerator(string path)
    {
        using var generator = Inference.Generator.Load(path);
        var card = generator.Info.Card;
        return $"images of {card.ImageHeight}x{card.ImageWidth}x{card.ImageChannels} from latents of {Counted.Of(card.LatentSize!.Value, "number")}";
    }
}
