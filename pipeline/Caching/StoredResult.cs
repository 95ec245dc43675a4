using System.Collections.Immutable;
using System.Text.Json;
using Gans.Formats;

namespace Gans.Pipeline.Caching;

/// <summary>What a stage made once: digests of its outs, under which the store holds them.</summary>
/// <param name="LockFile">Lock file of the pipeline that ran.</param>
/// <param name="Stage">Name of the stage there.</param>
/// <param name="Done">How far the work went, in the units of its end; null for a stage whose work has no such end.</param>
/// <param name="Outs">The outs' digests, in the order of the pipeline.</param>
internal sealed record StoredResult(string LockFile, string Stage, long? Done, ImmutableArray<string> Outs)
{
    private const int Schema = 1;

    /// <summary>Reads a record.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Null if there is none that can be used.</returns>
    public static StoredResult? Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var outs = root.GetProperty("outs").EnumerateArray().Select(entry => entry.GetString()).ToArray();
            return root.GetProperty("schema").GetInt32() == Schema && outs.All(digest => digest is not null && ContentStore.IsDigest(digest))
                ? new StoredResult(
                    root.GetProperty("lock_file").GetString() ?? "",
                    root.GetProperty("stage").GetString() ?? "",
                    root.GetProperty("done") is { ValueKind: JsonValueKind.Number } done ? done.GetInt64() : null,
                    [.. outs!])
                : null;
        }
        catch (Exception e) when (JsonInput.IsDamage(e) || e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the record, whole or not at all.</summary>
    /// <param name="path">Its path.</param>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteString("lock_file", LockFile);
        json.WriteString("stage", Stage);
        json.WritePropertyName("done");
        if (Done is { } done)
        {
            json.WriteNumberValue(done);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStartArray("outs");
        foreach (var digest in Outs)
        {
            json.WriteStringValue(digest);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
