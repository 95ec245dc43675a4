using System.Collections.Immutable;
using System.Text.Json;
using Gans.Formats;
using Gans.Pipeline.Definition;

namespace Gans.Pipeline.Planning;

/// <summary>What the last successful run of a stage read and wrote.</summary>
/// <param name="Action">The built-in stage's name, or the command.</param>
/// <param name="Version">Version of the tool for the stage; 0 for a command.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Deps">Digest of each dep, by path.</param>
/// <param name="Outs">Digest of each out, by path.</param>
internal sealed record LockedStage(
    string Action,
    int Version,
    ImmutableSortedDictionary<string, string> Parameters,
    ImmutableSortedDictionary<string, string> Deps,
    ImmutableSortedDictionary<string, string> Outs)
{
    /// <summary>What a run that starts now would record, before its outs are known.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="hasher">Tells contents apart.</param>
    public static LockedStage Of(StageDefinition stage, IContentHasher hasher) => new(
        stage.Action.Text,
        stage.Action.Version,
        stage.Parameters,
        stage.Deps.ToImmutableSortedDictionary(dep => dep.Value, dep => hasher.Digest(dep.Value) ?? throw MissingDep(stage, dep), StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>Reads a stage of a lock file.</summary>
    /// <param name="json">The stage.</param>
    internal static LockedStage Read(JsonElement json) => new(
        json.GetProperty("action").GetString() ?? "",
        json.GetProperty("version").GetInt32(),
        ReadTexts(json.GetProperty("params")),
        ReadTexts(json.GetProperty("deps")),
        ReadTexts(json.GetProperty("outs")));

    /// <summary>Writes a stage of a lock file.</summary>
    /// <param name="json">Where to.</param>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("action", Action);
        WriteTexts(json, "deps", Deps);
        WriteTexts(json, "outs", Outs);
        WriteTexts(json, "params", Parameters);
        json.WriteNumber("version", Version);
        json.WriteEndObject();
    }

    private static InvalidInputException MissingDep(StageDefinition stage, PipelinePath dep) =>
        dep.Location.Error($"stage '{stage.Name}' needs '{dep}', which is not there. The stage that should write it writes something else.");

    private static ImmutableSortedDictionary<string, string> ReadTexts(JsonElement json)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in json.EnumerateObject())
        {
            texts[entry.Name] = entry.Value.GetString() ?? "";
        }

        return texts.ToImmutable();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach (var (key, text) in texts)
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }
}
