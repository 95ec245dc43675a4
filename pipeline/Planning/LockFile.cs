using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gans.Formats;

namespace Gans.Pipeline.Planning;

/// <summary>What the last successful run of each stage read and wrote. The file is JSON with sorted keys, replaced whole.</summary>
/// <param name="Stages">What is known of each stage, by name.</param>
internal sealed record LockFile(ImmutableSortedDictionary<string, LockedStage> Stages)
{
    private const int Schema = 1;

    /// <summary>A lock file that knows nothing.</summary>
    public static LockFile Empty { get; } = new(ImmutableSortedDictionary.Create<string, LockedStage>(StringComparer.Ordinal));

    /// <summary>What is known of a stage, or null.</summary>
    /// <param name="stage">Name of the stage.</param>
    public LockedStage? Find(string stage) => Stages.GetValueOrDefault(stage);

    /// <summary>Whether a stage made a file or folder of this name.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="digest">The digest that it had; null: whatever that was.</param>
    public bool Knows(string path, string? digest = null) =>
        Stages.Values.Any(stage => stage.Outs.TryGetValue(path, out var made) && (digest is null || made == digest));

    /// <summary>This, with one stage changed.</summary>
    /// <param name="name">Name of the stage.</param>
    /// <param name="stage">What is known of it now.</param>
    public LockFile With(string name, LockedStage stage) => new(Stages.SetItem(name, stage));

    /// <summary>Reads a lock file; one that is not there knows nothing.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="InvalidInputException">It is no lock file, or of a later schema.</exception>
    public static LockFile Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var schema = document.RootElement.GetProperty("schema").GetInt32();
            if (schema != Schema)
            {
                throw new InvalidInputException(
                    $"reading {path}: found schema {schema}, needed {Schema}. Use the version of gans that wrote it, or delete it to run all stages.");
            }

            var stages = Empty.Stages.ToBuilder();
            foreach (var stage in document.RootElement.GetProperty("stages").EnumerateObject())
            {
                stages[stage.Name] = LockedStage.Read(stage.Value);
            }

            return new LockFile(stages.ToImmutable());
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Empty;   // there is none, or a link to where none is yet
        }
        catch (Exception e) when (JsonInput.IsDamage(e))
        {
            throw new InvalidInputException(
                $"reading {path}: it is damaged ({e.Message.ReplaceLineEndings(" ")}). Delete it; stages will run again, or be restored.", e);
        }
    }

    /// <summary>Reads a lock file; one that is not there or cannot be used knows nothing.</summary>
    /// <param name="path">Path of the file.</param>
    public static LockFile TryRead(string path)
    {
        try
        {
            return Read(path);
        }
        catch (Exception e) when (e is InvalidInputException or IOException or UnauthorizedAccessException)
        {
            return Empty;
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">Path of the file.</param>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            json.WriteStartObject("stages");
            foreach (var (name, stage) in Stages)
            {
                json.WritePropertyName(name);
                stage.Write(json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    });
}
