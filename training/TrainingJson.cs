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
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunInfo))]
internal sealed partial class TrainingJson : JsonSerializerContext
{
    /// <summary>Reads a file that this library wrote.</summary>
    /// <exception cref="InvalidInputException">It is missing, damaged or of another version.</exception>
    internal static T Read<T>(string path, JsonTypeInfo<T> type, Func<T, int> versionOf, int needed)
        where T : class
    {
        T? value;
        try
        {
            value = JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException($"Reading {path}: found no such file. Give a run folder that gans train wrote.", e);
        }
        catch (JsonException e)
        {
            throw new InvalidInputException($"Reading {path}: found damaged JSON ({e.Message.ReplaceLineEndings(" ")}). Train again.", e);
        }

        var version = value is null ? 0 : versionOf(value);
        return version == needed
            ? value!
            : throw new InvalidInputException(FormattableString.Invariant(
                $"Reading {path}: found format version {version}, needed {needed}. Use the version of gans that wrote it, or train again."));
    }
}
