using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gans.Inference.Metrics;

/// <summary>Writes the answers to a sheet.</summary>
[JsonSerializable(typeof(PreferenceAnswers), TypeInfoPropertyName = "Answers")]
internal sealed partial class PreferenceJson : JsonSerializerContext
{
    private static readonly PreferenceJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One indented object.</summary>
    internal static string Write(PreferenceAnswers answers) => JsonSerializer.Serialize(answers, Readable.Answers) + "\n";
}
