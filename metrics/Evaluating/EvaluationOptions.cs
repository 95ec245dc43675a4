using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Metrics;

/// <summary>What to evaluate, and how.</summary>
public sealed record EvaluationOptions
{
    /// <summary>
    /// The images to score: a dataset pack, a folder or a <c>.zip</c> of images, uint8 pixels in an <c>.npy</c> or as <c>arr_0</c> of an <c>.npz</c>, a
    /// generator's <c>.onnx</c>, or statistics in an <c>.npz</c>.
    /// </summary>
    public required string Fake { get; init; }

    /// <summary>The images to compare with, of the same kinds; null where every measure asked for looks at <see cref="Fake"/> alone.</summary>
    public string? Real { get; init; }

    /// <summary>The extractor's ONNX file.</summary>
    public required string Extractor { get; init; }

    /// <summary>Names of measures out of <see cref="Measures.All"/>; null for the usual ones that the sources allow.</summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>The most images of each source, chosen at random where it has more; null for all. A generator needs it.</summary>
    public long? Count { get; init; }

    /// <summary>Names the draws: a generator's latents, splits, subsets, resamples, pairs.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How far styles of a style-based generator are from their average, 1 as trained; null for that, and for other sources.</summary>
    public double? Psi { get; init; }

    /// <summary>How images reach the extractor's size; null for the rule that the extractor's file names.</summary>
    public ResizeRule? Resize { get; init; }

    /// <summary>Leaves images out that cannot be read, and counts them, instead of stopping at the first.</summary>
    public bool SkipBad { get; init; }

    /// <summary>Parts of the Inception Score, 1 or more.</summary>
    public int Splits { get; init; } = 10;

    /// <summary>Resamples from which FID's deviation is estimated, 2 or more; 0 for none, as each costs a whole distance.</summary>
    public int Bootstrap { get; init; }

    /// <summary>Images that go through the extractor at once; null for a number that suits their size.</summary>
    public int? BatchSize { get; init; }

    /// <summary>A folder that keeps features, for later runs with the same images and extractor; null for none. Shards neither use nor fill it.</summary>
    public string? FeatureCache { get; init; }

    /// <summary>Keep features of the real images alone, as those of a generator that is scored once would never be read.</summary>
    public bool CachesRealOnly { get; init; }

    /// <summary>
    /// An <c>.npz</c> to write mean and covariance to: of the real images, where none are given of those to score; null for none. It can be given in the
    /// images' place.
    /// </summary>
    public string? SaveStats { get; init; }

    /// <summary>Leaves out what real images score in the generated ones' place.</summary>
    public bool SkipFloor { get; init; }

    /// <summary>The part to go through; null for everything. Needs <see cref="ShardFile"/>.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Where a part's statistics go, for <see cref="Evaluation.Merge"/>.</summary>
    public string? ShardFile { get; init; }

    /// <summary>Classes to ask of a conditional generator, in turn; empty for all.</summary>
    public IReadOnlyList<long> Labels { get; init; } = [];

    /// <summary>CPU threads in all; null for one a core.</summary>
    public int? Threads { get; init; }

    /// <summary>Where networks run.</summary>
    public Device Device { get; init; } = Device.Auto;

    /// <summary>Where measures that draw pictures put them; null where none is asked for.</summary>
    public string? PicturesFolder { get; init; }

    /// <summary>What sources need to know of them.</summary>
    internal SourceOptions ForSources => new(Count, Seed, Labels, Device, Psi);
}
