using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Inference;
using Gans.Training.Export;
using Gans.Training.Pretrained;
using NumberDomain = Gans.Models.NumberDomain;

namespace Gans.Pipeline.Stages;

/// <summary>Writes the network that a run is for, or one that others trained, as a verified ONNX file.</summary>
internal sealed class ExportStage : BuiltInStage
{
    private static readonly StageOption<bool> LastWeights = StageOption.Flag(
        "last_weights", "Export the last weights also where the run kept their running mean");

    private static readonly StageOption<ExportedNetwork> Network = StageOption.Choice(
        "network",
        "Which network of the run: the one that it is for, a GAN's discriminator with the classes or codes that it finds, or a half of a generator with styles",
        ExportedNetwork.Product);

    private const string BestWord = "best";

    private static readonly StageOption<string> Step = new(
        "step",
        "Export the generator that the run kept after so many updates, or the best one of those; not given: the last one",
        text => text == BestWord || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step >= 1) ? text : null,
        text => (string)text)
    {
        ValueName = "N|best",
        Needs = "a number of updates from 1 up, or best",
        Schema = """{ "anyOf": [{ "type": "integer", "minimum": 1 }, { "enum": ["best"] }] }""",
        IsText = true,
    };

    private static readonly StageOption<double?> Truncation = StageOption.OptionalNumber(
        "truncation",
        "The truncation that a generator is drawn with: batch statistics that are taken at export are of such latents",
        new NumberDomain(LatentSource.LeastTruncation));

    private static readonly StageOption<string> Direction = StageOption.OptionalChoice(
        "direction", "Which translator of a run without pairs", [nameof(TranslationDirection.AtoB), nameof(TranslationDirection.BtoA)]);

    private static readonly StageOption<bool> LiveDropout = StageOption.Flag(
        "live_dropout", "Keep a translator's dropout alive: masks go in, and another noise seed gives another image");

    private static readonly StageOption<string> Pretrained =
        StageOption.OptionalChoice("pretrained", "Export a network that others trained, not a run", [.. PretrainedCatalog.Names]);

    /// <inheritdoc/>
    public override string Name => "export";

    /// <inheritdoc/>
    public override int Version => 2;

    /// <inheritdoc/>
    public override string Summary => "Write a run's network, or a pretrained one, as an ONNX file, and verify it.";

    /// <inheritdoc/>
    public override string Example => "gans export --run artifacts/fashion/run --out artifacts/fashion/generator.onnx";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
    [
        new(
            "weights",
            "PATH",
            "weights of the pretrained network, other than those that are installed: TensorFlow.js, .pth or .safetensors; of resnet18, its package's models")
        {
            IsRequired = false,
            Suffixes = [".json", ".pth", ".pt", ".safetensors"],
        },
        OwnModels.Input,
        new("run", "RUN", "the run folder of a training") { IsRequired = false },
    ];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("FILE.onnx", "the ONNX file; for mtcnn, a folder of three");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } = [Network, Step, Truncation, Direction, LiveDropout, Pretrained, LastWeights];

    /// <inheritdoc/>
    public override bool TellsInputs => false;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var export = Choose(work, cancellation);
        progress.Report(new StageProgress("exporting", 0, 0));
        var results = export();
        var sums = string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Sum(each => each.Parameters):#,0} parameters, {results.Sum(each => each.Bytes):#,0} bytes, "
            + $"differs from {results[0].Peer} by {results.Max(each => each.MaxDifference):0.0e0} at most");
        var at = work.Values.Get(Step) is null ? "" : string.Create(CultureInfo.InvariantCulture, $"step {results[0].Steps:#,0}, ");
        return at + sums + string.Concat(results.Select(each => each.Remark).OfType<string>().Select(remark => $"; {remark}"));
    }

    /// <summary>What to export. A folder of weights among a pipeline's deps is bound to the input <c>run</c>, the only one that takes folders.</summary>
    private static Func<IReadOnlyList<ExportResult>> Choose(StageCall work, CancellationToken cancellation) =>
        (work.Values.Get(Pretrained), work.FindInput("run"), work.FindInput("weights")) switch
        {
            ({ } name, null, var weights) => () => PretrainedCatalog.Find(name).Export(weights, work.Output, cancellation),
            ({ } name, { } folder, null) => () => PretrainedCatalog.Find(name).Export(folder, work.Output, cancellation),
            (null, { } run, null) => () => [RunExport.Run(OptionsOf(run, work), cancellation)],
            _ =>
                throw new InvalidInputException(
                    "gans export: found neither a run alone nor a pretrained network, needed one of them. Give --run RUN, or --pretrained NAME."),
        };

    private static ExportOptions OptionsOf(string run, StageCall work) => new()
    {
        Run = run,
        Output = work.Output,
        Models = OwnModels.Of(work),
        Network = work.Values.Require(Network),
        Step = work.Values.Get(Step) switch
        {
            null => null,
            BestWord => RunExport.BestStep(run),
            var step => long.Parse(step, CultureInfo.InvariantCulture),
        },
        Truncation = work.Values.Get(Truncation),
        LastWeights = work.Values.Require(LastWeights),
        Direction = work.Values.Get(Direction) is { } direction ? Enum.Parse<TranslationDirection>(direction) : null,
        LiveDropout = work.Values.Require(LiveDropout),
    };
}
