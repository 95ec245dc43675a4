using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gans.Formats;
using Gans.Models;

namespace Gans.Training;

/// <summary>How this library writes and reads its JSON files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters =
    [
        typeof(KebabCase<AdversarialLossKind>),
        typeof(KebabCase<ClippedWeights>),
        typeof(KebabCase<CodeUpdate>),
        typeof(KebabCase<CurveKind>),
        typeof(KebabCase<DiscriminatorDesign>),
        typeof(KebabCase<DiscriminatorUpdate>),
        typeof(KebabCase<GeneratorUpdate>),
        typeof(KebabCase<LatentDistribution>),
        typeof(KebabCase<Mode>),
        typeof(KebabCase<OptimizerKind>),
        typeof(KebabCase<Precision>),
    ],
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

    /// <summary>Writes the members of an enumeration as options do: <c>non-saturating</c>.</summary>
    internal sealed class KebabCase<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower)
        where TEnum : struct, Enum;
}
