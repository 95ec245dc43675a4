using System.Text.Json;
using System.Text.Json.Serialization;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Keeps what real images score against others of their kind, beside their features: <c>FOLDER/ab/REST-OF-THE-KEY.floor</c>, JSON.</summary>
internal sealed partial class FloorCache
{
    /// <summary>How names of files end.</summary>
    internal const string Ending = ".floor";

    private readonly string path;
    private readonly SortedDictionary<string, SortedDictionary<string, double>> kept;
    private bool isChanged;

    /// <param name="path">The file, which need not exist; one that is damaged counts as empty.</param>
    internal FloorCache(string path)
    {
        this.path = path;
        kept = new(Read(path), StringComparer.Ordinal);
    }

    /// <summary>The scores of a measure by name; null where they are not known.</summary>
    /// <param name="question">The measure and all that decides its scores besides the images.</param>
    internal IReadOnlyDictionary<string, double>? Find(string question) => kept.GetValueOrDefault(question);

    /// <summary>Adds scores.</summary>
    internal void Add(string question, IEnumerable<Score> scores)
    {
        kept[question] = new(scores.ToDictionary(score => score.Name, score => score.Value), StringComparer.Ordinal);
        isChanged = true;
    }

    /// <summary>Writes what was added; where that is not possible, it is computed again next time.</summary>
    internal void Save()
    {
        if (!isChanged)
        {
            return;
        }

        try
        {
            AtomicFile.WriteText(path, JsonSerializer.Serialize(kept, Json.Default.Floors) + "\n");
        }
        catch (Exception e) when (e is InvalidInputException or IOException or UnauthorizedAccessException)
        {
            // Told already of the features, which are kept in the same folder.
        }
    }

    private static SortedDictionary<string, SortedDictionary<string, double>> Read(string path)
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllBytes(path), Json.Default.Floors) is { } found && !found.ContainsValue(null!)
                ? found
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || JsonInput.IsDamage(e))
        {
            return [];
        }
    }

    [JsonSerializable(typeof(SortedDictionary<string, SortedDictionary<string, double>>), TypeInfoPropertyName = "Floors")]
    private sealed partial class Json : JsonSerializerContext;
}
