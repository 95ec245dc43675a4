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
            return new TfjsManifest([.. groups.EnumerateArray().Select(group => TfjsGroup.Parse(group))]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidInputException(
                $"Reading {name}: found no manifest of weights ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}), needed the JSON of a TensorFlow.js model. "
                + "Convert the model again.", e);
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

    /// <summary>Cuts the shards into tensors.</summary>
    /// <param name="shards">The shards' bytes.</param>
    /// <param name="name">The manifest, for messages.</param>
    /// <exception cref="InvalidInputException">The shards have more or fewer bytes than the tensors.</exception>
    internal IEnumerable<WeightTensor> Read(IReadOnlyList<byte[]> shards, string name)
    {
        var found = shards.Sum(shard => (long)shard.Length);
        var needed = Tensors.Aggregate(Int128.Zero, (sum, tensor) => sum + tensor.ByteCount);
        if (found != needed || found > Array.MaxLength)
        {
            throw new InvalidInputException(
                $"Reading {name}: found {found:N0} bytes in the shards {string.Join(", ", Shards)}, needed {needed:N0}, below 2 GiB, for their tensors. "
                + "Get the files again.");
        }

        var bytes = shards is [var only] ? only : Join(shards, (int)found);
        var offset = 0;
        foreach (var tensor in Tensors)
        {
            yield return new WeightTensor(tensor.Name, tensor.Shape, tensor.ToSingles(bytes.AsSpan(offset, (int)tensor.ByteCount)));
            offset += (int)tensor.ByteCount;
        }
    }

    private static byte[] Join(IReadOnlyList<byte[]> shards, int length)
    {
        var joined = new MemoryStream(length);
        foreach (var shard in shards)
        {
            joined.Write(shard);
        }

        return joined.GetBuffer();
    }

    private static string ShardName(string? path) =>
        path is { Length: > 0 } && Path.GetFileName(path) == path && !path.Any(char.IsControl)
            ? path
            : throw new FormatException($"'{path}' is not the name of a shard beside it");
}
