using System.Collections.Immutable;
using Gans.Formats;
using Gans.Inference.Metrics;

namespace Gans.Pipeline.Stages;

/// <summary>The options of <see cref="EvaluateStage"/>.</summary>
internal static class EvaluateStageOptions
{
    /// <summary>What <see cref="Metrics"/> takes for the measure of the long name.</summary>
    internal const string InceptionScoreAlias = "is";

    private const int LargestCount = 100_000_000;

    public static readonly StageOption<ImmutableArray<string>> Metrics = StageOption.ChoiceList(
        "metrics",
        "fid,is",
        "Measures to compute; not given: the usual ones that the images allow",
        [InceptionScoreAlias, .. Measures.All.Select(measure => measure.Name)]);

    public static readonly StageOption<long?> Count = StageOption.OptionalWholeNumber(
        "count", "The most images of each side; a generator needs it", minimum: 1, LargestCount);
    public static readonly StageOption<long> Seed = StageOption.WholeNumber(
        "seed", "Names all draws: latents, splits, subsets, resamples", value: 1, minimum: 0, long.MaxValue);
    public static readonly StageOption<ImmutableArray<double>> Truncations = StageOption.NumberList(
        "truncations", "A,B,...", "Score a run's last generator without truncation and with each of these, statistics taken anew: a table, a plot a score");

    public static readonly StageOption<ImmutableArray<double>> Psis = StageOption.NumberList(
        "psis", "A,B,...", "Score a generator with styles at each of these distances from their average, 1 being as trained");

    public static readonly StageOption<ImmutableArray<ClassWord>> Labels = StageOption.ClassList(
        "labels", "Classes to ask of a generator, in turn, by number or name; not given: all");
    public static readonly StageOption<ResizeRule?> Resize = StageOption.OptionalChoice<ResizeRule>(
        "resize", "How images reach the extractor's size; not given: as the extractor says");
    public static readonly StageOption<bool> SkipBad = StageOption.Flag(
        "skip_bad", "Leave out images that cannot be read, and count them, instead of stopping at the first");
    public static readonly StageOption<long> Splits = StageOption.WholeNumber("splits", "Parts of the Inception Score", value: 10, minimum: 1, 10_000);
    public static readonly StageOption<long> Bootstrap = StageOption.WholeNumber(
        "bootstrap", "Resamples from which the deviation of the FID is estimated, 2 or more; 0 for none", value: 0, minimum: 0, 100_000);
    public static readonly StageOption<long?> BatchSize = StageOption.OptionalWholeNumber(
        "batch_size", "Images that go through the extractor at once", minimum: 1, 4_096);
    public static readonly StageOption<bool> SkipFloor = StageOption.Flag(
        "skip_floor", "Leave out what real images score in the generated ones' place");
    public static readonly StageOption<string> FeatureCache = StageOption.Text(
        "feature_cache", "DIR", "A folder that keeps features for later runs; not given: .gans/features, which gans gc cleans");
    public static readonly StageOption<bool> SkipCache = StageOption.Flag("skip_cache", "Neither use features of earlier runs nor keep any");
    public static readonly StageOption<string> SaveStats = StageOption.Text(
        "save_stats", "STATS.npz", "Write mean and covariance of the real images, or without any of those that are scored, as pytorch-fid reads them");
    public static readonly StageOption<Shard?> Shard = StageOption.Shard(
        "Do part I of N only, and write its statistics; --merge puts the parts together", ParseShard);
    public static readonly StageOption<long?> Threads = StageOption.OptionalWholeNumber("threads", "CPU threads; not given: one a core", minimum: 1, 1_024);

    public static readonly StageOption<bool> Pairs = StageOption.Flag(
        "pairs", "Compare what a translator makes of each source of a pack of pairs with its target: mean absolute difference, PSNR, SSIM");

    /// <summary>All of them, in the order of help texts.</summary>
    public static ImmutableArray<StageOption> All { get; } =
        [
            Metrics, Pairs, Count, Seed, Labels, Truncations, Psis, Resize, SkipBad, Splits, Bootstrap, SkipFloor, BatchSize, FeatureCache, SkipCache,
            SaveStats, Shard, Threads, StageOption.Device,
        ];

    /// <summary>Measures by their own names.</summary>
    /// <param name="metrics">As they were asked for.</param>
    internal static IReadOnlyList<string> NamesOf(ImmutableArray<string> metrics) =>
        [.. metrics.Select(static name => name == InceptionScoreAlias ? "inception_score" : name)];

    private static Shard? ParseShard(string text)
    {
        try
        {
            return Inference.Metrics.Shard.Parse(text);
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }
}
