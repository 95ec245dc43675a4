using System.Text.Json.Serialization;
using Gans.Formats;

namespace Gans.Training;

/// <summary>How the scores of a run are computed: scores of two protocols do not compare.</summary>
public sealed record ScoringProtocol
{
    /// <summary>Names of the measures, in the order asked for; the first one tells which generator is the best.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>Epochs between two scorings, 1 or more.</summary>
    public int MetricsEvery { get; init; } = 1;

    /// <summary>Generated images of a scoring, and the most real ones.</summary>
    public required long MetricsSamples { get; init; }

    /// <summary>Names the draws: latents, and the choice of real images.</summary>
    public required long MetricsSeed { get; init; }

    /// <summary>What looks at the images, in one line: name, weights, resize rule.</summary>
    public required string Extractor { get; init; }

    /// <summary>Whether higher values of the first measure are better, not lower ones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HigherIsBetter { get; init; }

    /// <summary>Whether a file's values make sense.</summary>
    internal void Check()
    {
        JsonInput.Require(Metrics.Count > 0 && Metrics.All(name => !string.IsNullOrEmpty(name)), "metrics", "names");
        JsonInput.Require(MetricsEvery > 0 && MetricsSamples > 0, "metrics_every or metrics_samples", "1 or more");
    }
}
