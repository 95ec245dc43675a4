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

    /// <summary>Mean and covariance still to be merged; null where not asked for, or known.</summary>
    internal GaussianAccumulator? Sums { get; init; }

    /// <summary>Mean and covariance that a file gave.</summary>
    internal GaussianStatistics? Known { get; init; }

    /// <summary>[N, D]; null where not asked for.</summary>
    internal FeatureFile? Features { get; init; }

    /// <summary>[N, K]; null where not asked for.</summary>
    internal FeatureFile? Logits { get; init; }

    /// <summary>Pixels for bins, [N, P]; null where not asked for.</summary>
    internal FeatureFile? Pixels { get; init; }

    /// <summary>The images' indices in the source, without those left out.</summary>
    internal IReadOnlyList<long> Indices { get; init; } = [];

    /// <summary>The images' classes, or the values of their codes' category; empty without labels.</summary>
    internal IReadOnlyList<long> Labels { get; init; } = [];

    /// <summary>Number of classes of the labels; 0 without, and where labels are values of a code.</summary>
    internal int Classes { get; init; }

    /// <summary>Mean and covariance; only where asked for.</summary>
    internal GaussianStatistics Statistics => Known ?? (statistics ??= Sums!.IntoStatistics());

    /// <summary>Loads one of the images again.</summary>
    /// <param name="index">Its index in the source.</param>
    internal Image Load(long index) => Source!.Load(index, 1, skipBad: false, CancellationToken.None)[0].Image!;

    /// <inheritdoc/>
    public void Dispose()
    {
        Features?.Dispose();
        Logits?.Dispose();
        Pixels?.Dispose();
    }
}
