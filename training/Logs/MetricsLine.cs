using System.Text.Json.Serialization;
using Gans.Training.State;

namespace Gans.Training.Logs;

/// <summary>A report of a training, as a line of <c>metrics.jsonl</c> holds it.</summary>
/// <remarks>
/// <c>{"step":20,"epoch":1,"images":1280,"elapsed_s":9.5,"steps_per_s":2.1,"losses":{"generator":0.7},"accuracies":{"real":0.5},
/// "scores":{"fid":31.5},"scoring_s":1.4,"state":"stable","reason":"..."}</c>.
/// </remarks>
public sealed record MetricsLine
{
    private static readonly Dictionary<string, double> None = [];

    /// <summary>Generator updates done.</summary>
    public required long Step { get; init; }

    /// <summary>The epoch that the step belongs to, from 1.</summary>
    public long Epoch { get; init; }

    /// <summary>Real images shown.</summary>
    public long Images { get; init; }

    /// <summary>Seconds of training, those before a resume included.</summary>
    [JsonPropertyName("elapsed_s")]
    public double ElapsedSeconds { get; init; }

    /// <summary>Speed since the line before.</summary>
    [JsonPropertyName("steps_per_s")]
    public double StepsPerSecond { get; init; }

    /// <summary>Mean losses since the line before, by the names of <see cref="Measures.Curves"/>.</summary>
    public IReadOnlyDictionary<string, double> Losses { get => field ?? None; init; }

    /// <summary>Mean shares of samples told rightly since the line before, by the names of <see cref="Measures.Shares"/>.</summary>
    public IReadOnlyDictionary<string, double> Accuracies { get => field ?? None; init; }

    /// <summary>Scores of the generator at this step, by name; the first one tells which generator is the best. Null where it was not scored.</summary>
    public OrderedDictionary<string, double>? Scores { get; init; }

    /// <summary>Seconds that scoring took, which the speed leaves out; null where the generator was not scored.</summary>
    [JsonPropertyName("scoring_s")]
    public double? ScoringSeconds { get; init; }

    /// <summary>How the training was going; null where nobody watched.</summary>
    [JsonPropertyName("state")]
    [JsonConverter(typeof(ConditionJson))]
    public TrainingCondition? Condition { get; init; }

    /// <summary>What said so; null where nobody watched.</summary>
    public string? Reason { get; init; }
}
