using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gans.Inference.Metrics;

/// <summary>Writes results for machines.</summary>
[JsonSerializable(typeof(EvaluationResult), TypeInfoPropertyName = "Result")]
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
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One indented object.</summary>
    internal static string Write(EvaluationResult result) => JsonSerializer.Serialize(result, Readable.Result);
}
