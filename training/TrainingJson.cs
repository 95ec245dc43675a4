using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gans.Formats;

namespace Gans.Training;

/// <summary>How this library writes and reads its JSON files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(GanSettingsJson)],
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunInfo))]
internal sealed partial class TrainingJson : JsonSerializerContext
{
    /// <summary>Reads a file that this library wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="versionOf">The version of its layout.</param>
    /// <param name="needed">The version that this library reads.</param>
    /// <param name="check">Throws what <see cref="JsonInput.Require"/> throws where values make no sense.</param>
    /// <exception cref="InvalidInputException">It is missing, damaged or of another version.</exception>
    internal static T Read<T>(string path, JsonTypeInfo<T> type, Func<T, int> versionOf, int needed, Action<T> check)
        where T : class
    {
        if (!File.Exists(path))
        {
            throw new InvalidInputException($"Reading {path}: found no such file. Give a run folder that gans train wrote.");
        }

        var bytes = InputFile.ReadAll(path);
        return JsonInput.Read($"Reading {path}", "Train again.", () =>
        {
            var value = JsonSerializer.Deserialize(bytes, type);
            var version = value is null ? 0 : versionOf(value);
            if (version != needed)
            {
                throw new InvalidInputException(FormattableString.Invariant(
                    $"Reading {path}: found format version {version}, needed {needed}. Use the version of gans that wrote it, or train again."));
            }

            check(value!);
            return value!;
        });
    }
}
