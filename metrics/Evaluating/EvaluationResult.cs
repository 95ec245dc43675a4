using System.Text.Json;
using Gans.Formats;

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
    public IReadOnlyList<Score> Scores { get => field ?? []; init; }

    /// <summary>The parts of the real images that the scores' floors are of; null where there are none.</summary>
    public FloorParts? Floor { get; init; }

    /// <summary>What limits the scores' meaning, or could not be kept, one line each.</summary>
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }

    /// <summary>Pictures, and answers to them, that were written.</summary>
    public IReadOnlyList<string> Pictures { get => field ?? []; init; }

    /// <summary>The file of a shard's statistics; null for a whole evaluation.</summary>
    public string? ShardFile { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">One object in UTF-8.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidInputException">It is something else, or damaged.</exception>
    public static EvaluationResult Parse(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            return EvaluationJson.Read(json);
        }
        catch (JsonException e)
        {
            throw new InvalidInputException($"Reading scores from {name}: it is damaged ({e.Message.ReplaceLineEndings(" ")}). Evaluate again.", e);
        }
    }

    /// <summary>The result as one indented JSON object.</summary>
    public string ToJson() => EvaluationJson.Write(this);

    /// <summary>The result as lines for a person: what was compared with what, the scores in columns, the warnings.</summary>
    public string ToTable() => EvaluationText.ToTable(this);
}
