using System.Text.Json;

namespace Gans.Formats.Tfjs;

/// <summary>What the JSON of TensorFlow.js says of weights: <c>weightsManifest</c> of a <c>model.json</c>, or the same list alone.</summary>
/// <param name="Groups">Groups of tensors, each with its own shards.</param>
internal sealed record TfjsManifest(IReadOnlyList<TfjsGroup> Groups)
{
    private const string Key = "weightsManifest";

    /// <summary>Whether any tensor is stored with fewer bits than it has.</summary>
    internal bool IsQuantized => Groups.Any(group => group.Tensors.Any(tensor => tensor.IsQuantized));

    /// <summary>Parses the JSON.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="InvalidInputException">It is no JSON, or says something else.</exception>
    internal static TfjsManifest Parse(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var groups = root.ValueKind == JsonValueKind.Array ? root : root.GetProperty(Key);
            var manifest = new TfjsManifest([.. groups.EnumerateArray().Select(group => TfjsGroup.Parse(group))]);
            RequireOnce(manifest.Groups.SelectMany(static group => group.Tensors).Select(static tensor => tensor.Name));
            RequireOnce(manifest.Groups.SelectMany(static group => group.Shards));   // one shard named a thousand times would be a thousand times its size
            return manifest;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidInputException(
                $"Reading {name}: found no manifest of weights ({e.Message.TrimEnd('.')}), needed the JSON of a TensorFlow.js model. "
                + "Convert the model again.", e);
        }
    }

    private static void RequireOnce(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !seen.Add(name)) is { } twice)
        {
            throw new FormatException($"'{TfjsGroup.Brief(twice)}' twice");
        }
    }
}

/// <summary>Tensors whose bytes lie one after another in some shards.</summary>
/// <param name="Shards">Names of the files, in order.</param>
/// <param name="Tensors">The tensors, in order.</param>
internal sealed record TfjsGroup(IReadOnlyList<string> Shards, IReadOnlyList<TfjsTensor> Tensors)
{
    /// <summary>Reads a group's JSON; throws what <see cref="JsonElement"/> throws, or <see cref="FormatException"/>.</summary>
    internal static TfjsGroup Parse(JsonElement group) => new(
        [.. group.GetProperty("paths").EnumerateArray().Select(path => ShardName(path.GetString()))],
        [.. group.GetProperty("weights").EnumerateArray().Select(TfjsTensor.Parse)]);

    /// <summary>Bytes of all tensors.</summary>
    internal Int128 ByteCount => Tensors.Aggregate(Int128.Zero, static (sum, tensor) => sum + tensor.ByteCount);

    /// <summary>Reads the shards one after the other and cuts them into tensors.</summary>
    /// <param name="read">Gives the bytes of a shard.</param>
    /// <param name="measure">Says how many it has before it is read; null where that shows only then.</param>
    /// <param name="name">The manifest, for messages.</param>
    /// <exception cref="InvalidInputException">The shards have more or fewer bytes than the tensors.</exception>
    internal IEnumerable<WeightTensor> Read(Func<string, byte[]> read, Func<string, long?> measure, string name)
    {
        var needed = ByteCount;
        var known = Shards.Select(measure).ToList();
        if (needed > Array.MaxLength || (!known.Contains(null) && known.Sum() != needed))
        {
            throw Unfit(name, known.Contains(null) ? "fewer" : $"{known.Sum():N0} bytes");
        }

        using var joined = new MemoryStream();   // grows with what is there, whatever the manifest claims
        foreach (var shard in Shards)
        {
            joined.Write(read(shard));
            if (joined.Length > needed)
            {
                throw Unfit(name, $"{joined.Length:N0} bytes or more");
            }
        }

        if (joined.Length < needed)
        {
            throw Unfit(name, $"{joined.Length:N0} bytes");
        }

        var (bytes, offset) = (joined.GetBuffer(), 0);
        foreach (var tensor in Tensors)
        {
            yield return new WeightTensor(tensor.Name, tensor.Shape, tensor.ToSingles(bytes.AsSpan(offset, (int)tensor.ByteCount)));
            offset += (int)tensor.ByteCount;
        }
    }

    /// <summary>A name as it stands in a message.</summary>
    internal static string Brief(string text) => text.Length <= 80 ? text : $"{text[..80]}...";

    private InvalidInputException Unfit(string name, string found) => InvalidInputException.Reading(
        name,
        $"found {found} in the shards {string.Join(", ", Shards.Take(3).Select(Brief))}{(Shards.Count > 3 ? $" and {Shards.Count - 3} others" : "")}, "
        + $"needed {ByteCount:N0}, below 2 GiB, for their tensors. Get the files again.");

    private static string ShardName(string? path) =>
        path is { Length: > 0 } && Path.GetFileName(path) == path && !path.Any(char.IsControl)
            ? path
            : throw new FormatException($"'{Brief(path ?? "")}' is not the name of a shard beside it");
}
