using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Writes results for machines, and reads what shards left.</summary>
[JsonSerializable(typeof(EvaluationResult), TypeInfoPropertyName = "Result")]
[JsonSerializable(typeof(ShardHeader), TypeInfoPropertyName = "Shard")]
[JsonSerializable(typeof(PreferenceAnswers), TypeInfoPropertyName = "Answers")]
internal sealed partial class EvaluationJson : JsonSerializerContext
{
    private static readonly EvaluationJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter<Better>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<ResizeRule>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<SourceKind>(JsonNamingPolicy.SnakeCaseLower),
        },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One indented object.</summary>
    internal static string Write(EvaluationResult result) => JsonSerializer.Serialize(result, Readable.Result);

    /// <summary>One indented object.</summary>
    internal static string Write(PreferenceAnswers answers) => JsonSerializer.Serialize(answers, Readable.Answers);

    /// <summary>One indented object in UTF-8.</summary>
    internal static byte[] Write(ShardHeader header) => JsonSerializer.SerializeToUtf8Bytes(header, Readable.Shard);

    /// <summary>Reads a header; null where it is none.</summary>
    internal static ShardHeader? ReadShard(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Readable.Shard) is { } header && IsSound(header) ? header : null;
        }
        catch (Exception e) when (JsonInput.IsDamage(e))
        {
            return null;
        }
    }

    private static bool IsSound(ShardHeader header) =>
        header.Index >= 1 && header.Index <= header.Count && header.Measures.All(name => IsSound(name, header.Result))
            && IsSound(header.Result.Fake) && (header.Result.Real is null || IsSound(header.Result.Real));

    private static bool IsSound(SourceSummary summary) => (summary.Images is null or >= 0) && summary.Bad.All(image => image is not null);

    private static bool IsSound(string measure, EvaluationResult result) =>
        Measures.All.FirstOrDefault(known => known.Name == measure) is { NeedsPixels: false } found && (result.Real is not null || !found.NeedsReal);
}
