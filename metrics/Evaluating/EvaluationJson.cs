using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Writes results for machines, and reads them and what shards left.</summary>
[JsonSerializable(typeof(EvaluationResult), TypeInfoPropertyName = "Result")]
[JsonSerializable(typeof(ShardHeader), TypeInfoPropertyName = "Shard")]
internal sealed partial class EvaluationJson : JsonSerializerContext
{
    private static readonly EvaluationJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new JsonStringEnumConverter<Better>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter<ResizeRule>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter<SourceKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
        },
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One indented object.</summary>
    internal static string Write(EvaluationResult result) => JsonSerializer.Serialize(result, Readable.Result);

    /// <summary>Reads a result.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static EvaluationResult Read(ReadOnlySpan<byte> json)
    {
        var result = JsonSerializer.Deserialize(json, Readable.Result) ?? throw new JsonException("It is null.");
        IEnumerable<object?> items = [.. result.Scores, .. result.Warnings, .. result.Pictures, .. result.Fake.Bad, .. result.Real?.Bad ?? []];
        return items.Contains(null) ? throw new JsonException("An item of a list is null.") : result;
    }

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
        Metrics.Measures.All.FirstOrDefault(known => known.Name == measure) is { } found
            && !found.NeedsAny(Measure.OfPixels)
            && (result.Real is not null || !found.NeedsAny(Needs.Real));
}
