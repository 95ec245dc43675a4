using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>One side of an evaluation after its images went through the extractor: what measures ask for, and nothing else.</summary>
internal sealed class ImageSet : IDisposable
{
    private GaussianStatistics? statistics;

    /// <summary>The images themselves, for measures that look at some of them again; null where there are none. Not owned.</summary>
    internal ImageSource? Source { get; init; }

    /// <summary>What the user named, and how many images there were.</summary>
    internal required SourceSummary Summary { get; init; }

    /// <summary>Mean and covariance still to be merged; null where not asked for, known, or to be had from the features.</summary>
    internal GaussianAccumulator? Sums { get; init; }

    /// <summary>Mean and covariance that a file gave.</summary>
    internal GaussianStatistics? Known { get; init; }

    /// <summary>[N, D]; null where not asked for.</summary>
    internal FeatureRows? Features { get; init; }

    /// <summary>[N, K]; null where not asked for.</summary>
    internal FeatureRows? Logits { get; init; }

    /// <summary>Pixels for bins, [N, P]; null where not asked for.</summary>
    internal FeatureRows? Pixels { get; init; }

    /// <summary>The images' indices in the source, without those left out.</summary>
    internal IReadOnlyList<long> Indices { get; init; } = [];

    /// <summary>The images' classes, or the values of their codes' category; empty without labels.</summary>
    internal IReadOnlyList<long> Labels { get; init; } = [];

    /// <summary>Number of classes of the labels; 0 without, and where labels are values of a code.</summary>
    internal int Classes { get; init; }

    /// <summary>Whether mean and covariance were asked for, or can be had.</summary>
    internal bool HasStatistics => Known is not null || Sums is not null || Features is not null;

    /// <summary>Mean and covariance; only where asked for.</summary>
    internal GaussianStatistics Statistics => Known ?? (statistics ??= Sums?.IntoStatistics() ?? GaussianStatistics.Of(Features!));

    /// <summary>Some of the images; a view, which ends with this.</summary>
    /// <param name="positions">Which, by their places in this set; at least one.</param>
    internal ImageSet Part(long[] positions) => new()
    {
        Source = Source,
        Summary = Summary with { Images = positions.Length, Bad = [] },
        Features = PartOf(Features, positions),
        Logits = PartOf(Logits, positions),
        Pixels = PartOf(Pixels, positions),
        Indices = PartOf(Indices, positions),
        Labels = PartOf(Labels, positions),
        Classes = Classes,
    };

    /// <summary>Loads one of the images again.</summary>
    /// <param name="index">Its index in the source.</param>
    internal Image Load(long index) => Source!.Load(index, 1, skipBad: false, CancellationToken.None)[0].Image!;

    /// <inheritdoc/>
    public void Dispose()
    {
        (Features as IDisposable)?.Dispose();
        (Logits as IDisposable)?.Dispose();
        (Pixels as IDisposable)?.Dispose();
    }

    private static FeatureSubset? PartOf(FeatureRows? rows, long[] positions) => rows is null ? null : new FeatureSubset(rows, positions);

    private static IReadOnlyList<long> PartOf(IReadOnlyList<long> values, long[] positions) =>
        values.Count == 0 ? [] : [.. positions.Select(position => values[(int)position])];
}
