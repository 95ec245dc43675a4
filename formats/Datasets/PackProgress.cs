using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gans.Formats;

/// <summary>How far an unfinished pack has come; written beside its arrays, so that a killed preparation can be gone on with.</summary>
/// <param name="Key">The same only for equal inputs and options.</param>
/// <param name="InputsDone">Inputs whose images, if any, are in the arrays.</param>
/// <param name="Count">Images in the arrays; what follows them was not finished.</param>
/// <param name="ClassCounts">Images of each class.</param>
/// <param name="Rejected">Inputs left out.</param>
/// <param name="ReachingBeyond">Images that reach beyond what they were cut out of.</param>
internal sealed record PackProgress(
    string Key, long InputsDone, long Count, IReadOnlyList<long> ClassCounts, IReadOnlyList<RejectedFile> Rejected, long ReachingBeyond)
{
    private const string FileName = "progress.json";

    /// <summary>Writes the note; it is there whole or not at all.</summary>
    internal void Write(string folder) => AtomicFile.Write(PathIn(folder), stream => JsonSerializer.Serialize(stream, this, PackProgressJson.Default.Progress));

    /// <summary>The note in a folder; null where there is none for this key.</summary>
    internal static PackProgress? Read(string folder, string key)
    {
        if (!File.Exists(PathIn(folder)))
        {
            return null;
        }

        try
        {
            var progress = JsonSerializer.Deserialize(InputFile.ReadAll(PathIn(folder)), PackProgressJson.Default.Progress);
            return progress?.Key == key && progress.IsSound ? progress : null;
        }
        catch (Exception e) when (JsonInput.IsDamage(e))
        {
            return null;   // of another version: nothing to go on with
        }
    }

    private bool IsSound =>
        InputsDone >= 0 && Count >= 0 && ClassCounts.All(count => count >= 0) && Rejected.All(file => file is { Path: not null, Reason: not null });

    /// <summary>Removes the note, if there is one, and what was left of one by a kill.</summary>
    internal static void Delete(string folder)
    {
        File.Delete(PathIn(folder));
        UnfinishedWork.Remove(PathIn(folder));
    }

    private static string PathIn(string folder) => Path.Combine(folder, FileName);
}

/// <summary>Reads and writes <see cref="PackProgress"/>.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PackProgress), TypeInfoPropertyName = "Progress")]
internal sealed partial class PackProgressJson : JsonSerializerContext;
