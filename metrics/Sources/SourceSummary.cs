namespace Gans.Inference.Metrics;

/// <summary>One side of an evaluation.</summary>
/// <param name="Path">What was named.</param>
/// <param name="Kind">Pack, folder, archive, array, generator or statistics.</param>
/// <param name="Images">Images that were scored; null for statistics that do not say.</param>
public sealed record SourceSummary(string Path, SourceKind Kind, long? Images = null)
{
    /// <summary>Images that were left out because they cannot be read.</summary>
    public IReadOnlyList<BadImage> Bad { get => field ?? []; init; }   // a reader of files sets what a file lacks to null
}

/// <summary>An image that was left out.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record BadImage(string Path, string Reason);
