using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gans.Formats;
using Gans.Inference.Metrics;
using Gans.Pipeline.Pretrained;
using NumberDomain = Gans.Models.NumberDomain;

namespace Gans.Pipeline.Stages;

/// <summary>Measures how smoothly a generator's images change between latents, or between styles.</summary>
internal sealed class PathLengthStage : BuiltInStage
{
    private const int LargestCount = 10_000_000;

    private static readonly PathLengthOptions Defaults = new();
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly StageOption<long> Count = StageOption.WholeNumber("count", "Ways between two latents", Defaults.Count, minimum: 2, LargestCount);
    private static readonly StageOption<double> Epsilon = StageOption.Number(
        "epsilon", "How far apart the two images of a way are, as a share of it", Defaults.Epsilon, new NumberDomain(most: 1) { ExcludesLeast = true });
    private static readonly StageOption<bool> Ends = StageOption.Flag("ends", "Measure at the beginning of each way alone, not anywhere along it");
    private static readonly StageOption<long> Seed = StageOption.WholeNumber(
        "seed", "Names the latents and the places on the ways", Defaults.Seed, minimum: 0, long.MaxValue);

    /// <inheritdoc/>
    public override string Name => "path-length";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Measure the perceptual path length: how much images change with a small step between latents, or between styles.";

    /// <inheritdoc/>
    public override string Example => "gans path-length --model artifacts/faces/generator.onnx --count 1000";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
    [
        new("extractor", "FILE.onnx", "the network that looks at them, an exported classifier or an adopted network; not given: ResNet-18, exported once")
        {
            IsRequired = false,
            Suffixes = ["judge.onnx", "extractor.onnx"],
        },
        StyleOptions.Mapping with { IsRequired = false },
        StyleOptions.Synthesis with { IsRequired = false },
        PictureOptions.Model with { IsRequired = false },
    ];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("OUT.json", "the length, with all that is needed to know what it means, - for standard output")
    {
        Name = "json",
        IsPrintedToo = true,
    };

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } = [StyleOptions.Space, Count, Epsilon, Ends, Seed, StyleOptions.Psi, StageOption.Device];

    /// <inheritdoc/>
    public override bool UsesAllCores => true;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var (values, space) = (work.Values, work.Values.Require(StyleOptions.Space));
        foreach (var input in space == LatentSpaceKind.W ? (StageInput[])[StyleOptions.Mapping, StyleOptions.Synthesis] : [PictureOptions.Model])
        {
            StyleOptions.RequireInput(work, input, $"Measuring ways in {space.ToWord()}");
        }

        var path = work.FindInput("extractor") is { } given
            ? ModelPath.Require(given)
            : PretrainedModels.Ensure(PretrainedModels.DefaultExtractor, progress, cancellation);
        using var extractor = FeatureExtractor.Load(path, new FeatureExtractorOptions { Device = values.Require(StageOption.Device) });
        var options = new PathLengthOptions
        {
            Count = (int)values.Require(Count),
            Epsilon = values.Require(Epsilon),
            EndsOnly = values.Require(Ends),
            Seed = values.Require(Seed),
            Psi = values.Get(StyleOptions.Psi),
        };
        var length = Measure(work, extractor, options, progress, cancellation);
        var where = options.EndsOnly ? "at the ends" : "anywhere";
        var text = string.Create(CultureInfo.InvariantCulture, $"path length in {space.ToWord()} {length.Value:G5}, {where}");
        work.Tell(ToJson(length, space), [$"{text}; {Counted.Of(length.Kept, "way")} of {options.Count}, lower is smoother", $"extractor  {length.Extractor}"]);
        return text;
    }

    private static PathLength Measure(
        StageCall work, FeatureExtractor extractor, PathLengthOptions options, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        if (work.Values.Require(StyleOptions.Space) == LatentSpaceKind.W)
        {
            using var halves = StyleOptions.Load(work);
            return PathLength.OfStyles(halves, extractor, options, progress, cancellation);
        }

        using var generator = PictureOptions.Load(work);
        return PathLength.OfLatents(generator, extractor, options, progress, cancellation);
    }

    private static string ToJson(PathLength length, LatentSpaceKind space) => new JsonObject
    {
        ["path_length"] = length.Value,
        ["space"] = space.ToWord(),
        ["ends"] = length.Options.EndsOnly,
        ["epsilon"] = length.Options.Epsilon,
        ["psi"] = length.Options.Psi,
        ["count"] = length.Options.Count,
        ["kept"] = length.Kept,
        ["seed"] = length.Options.Seed,
        ["extractor"] = new JsonObject
        {
            ["name"] = length.Extractor.Name,
            ["weights_sha256"] = length.Extractor.WeightsSha256,
            ["resize"] = length.Extractor.Resize.ToWord(),
        },
    }.ToJsonString(Indented);
}
