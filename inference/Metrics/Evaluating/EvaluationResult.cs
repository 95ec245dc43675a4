namespace Gans.Inference.Metrics;

/// <summary>Scores, and all that is needed to know what they mean.</summary>
public sealed record EvaluationResult
{
    /// <summary>What the scores were computed with. Scores of unlike extractors do not compare.</summary>
    public required ExtractorIdentity Extractor { get; init; }

    /// <summary>What the extractor's weights are, in one honest line.</summary>
    public required string Weights { get; init; }

    /// <summary>The images that were scored.</summary>
    public required SourceSummary Fake { get; init; }

    /// <summary>The images that they were compared with; null without.</summary>
    public SourceSummary? Real { get; init; }

    /// <summary>The seed of all draws.</summary>
    public required long Seed { get; init; }

    /// <summary>The scores, in the order asked for; empty for one shard.</summary>
    public IReadOnlyList<Score> Scores { get; init; } = [];

    /// <summary>What limits the scores' meaning, one line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Pictures, and answers to them, that were written.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];

    /// <summary>The file of a shard's statistics; null for a whole evaluation.</summary>
    public string? ShardFile { get; init; }

    /// <summary>The result as one indented JSON object.</summary>
    public string ToJson() => EvaluationJson.Write(this);

    /// <summary>The result as lines for a person: what was compared with what, the scores in columns, the warnings.</summary>
    public string ToTable() => EvaluationText.ToTable(this);
}

/// <summary>One side of an evaluation.</summary>
/// <param name="Path">What was named.</param>
/// <param name="Kind">Pack, folder, generator or statistics.</param>
/// <param name="Images">Images that were scored; null for statistics that do not say.</param>
/// <param name="Bad">Images that were left out because they cannot be read.</param>
public sealed record SourceSummary(string Path, SourceKind Kind, long? Images, IReadOnlyList<BadImage> Bad);

/// <summary>What kind of images a path names.</summary>
public enum SourceKind
{
    /// <summary>A dataset pack.</summary>
    Pack,

    /// <summary>A folder of image files.</summary>
    Folder,

    /// <summary>An exported generator.</summary>
    Generator,

    /// <summary>Mean and covariance in an <c>.npz</c>.</summary>
    Statistics,
}

/// <summary>An image that was left out.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record BadImage(string Path, string Reason);
