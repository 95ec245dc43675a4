using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gans.Formats;

/// <summary>Reads and writes <c>dataset.json</c>.</summary>
/// <remarks>It is read element by element: the serializer would compile some hundred methods first, longer than all else that opening a pack takes.</remarks>
[JsonSerializable(typeof(DatasetInfo), TypeInfoPropertyName = "Info")]
internal sealed partial class DatasetJson : JsonSerializerContext
{
    /// <summary>Name of the file in a pack.</summary>
    internal const string FileName = "dataset.json";

    private const int LargestFile = 1 << 26;   // a million rejected files

    private static readonly DatasetJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The text of the file.</summary>
    internal static byte[] ToBytes(DatasetInfo info) => [.. JsonSerializer.SerializeToUtf8Bytes(info, Readable.Info), (byte)'\n'];

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidInputException">It is missing, damaged, or of another version.</exception>
    internal static DatasetInfo Read(string path)
    {
        using var stream = InputFile.Open(path);
        return stream.Length <= LargestFile && InputFile.ReadGrowing(stream, (int)stream.Length) is { } bytes
            ? Parse(bytes, path)
            : throw Invalid(path, $"{stream.Length:N0} bytes", $"at most {LargestFile:N0}");
    }

    /// <summary>Parses the text of the file.</summary>
    /// <exception cref="InvalidInputException">It is damaged, or of another version.</exception>
    internal static DatasetInfo Parse(ReadOnlyMemory<byte> json, string name)
    {
        return JsonInput.Read($"Reading {name}", "Prepare the data again.", () =>
        {
            using var document = JsonDocument.Parse(json);
            var info = ToInfo(document.RootElement);
            Check(info, name);
            return info;
        });
    }

    private static DatasetInfo ToInfo(JsonElement root) => new()
    {
        FormatVersion = Number(root, "format_version"),
        Name = Text(root, "name"),
        Split = Text(root, "split"),
        Source = Text(root, "source"),
        SourceDigest = Text(root, "source_digest"),
        Transform = root.TryGetProperty("transform", out _) ? Text(root, "transform") : null,
        Shard = root.TryGetProperty("shard", out var shard) ? new ShardInfo(Number(shard, "index"), Number(shard, "count"), Text(shard, "key")) : null,
        Count = LargeNumber(Member(root, "count", JsonValueKind.Number), "count"),
        Height = Number(root, "height"),
        Width = Number(root, "width"),
        Channels = Number(root, "channels"),
        ClassNames = [.. Items(root, "class_names").Select(static item => item.ValueKind == JsonValueKind.String ? item.GetString()! : "")],
        ClassCounts = [.. Items(root, "class_counts").Select(static item => LargeNumber(item, "class_counts"))],
        ReachingBeyond = root.TryGetProperty("reaching_beyond", out var reaching) ? LargeNumber(reaching, "reaching_beyond") : null,
        Rejected = [.. Items(root, "rejected").Select(static item => new RejectedFile(Text(item, "path"), Text(item, "reason")))],
    };

    private static JsonElement Member(JsonElement parent, string key, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(key, out var member) && member.ValueKind == kind
            ? member
            : throw new JsonException($"found no {key}, needed a {kind.ToString().ToLowerInvariant()}.");

    private static string Text(JsonElement parent, string key) => Member(parent, key, JsonValueKind.String).GetString()!;

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string key) => Member(parent, key, JsonValueKind.Array).EnumerateArray();

    private static int Number(JsonElement parent, string key) =>
        Member(parent, key, JsonValueKind.Number).TryGetInt32(out var value)
            ? value
            : throw new JsonException($"found a {key} that is no whole number below 2^31.");

    private static long LargeNumber(JsonElement number, string key) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value)
            ? value
            : throw new JsonException($"found a {key} that is no whole number below 2^63.");

    private static void Check(DatasetInfo info, string name)
    {
        if (info.FormatVersion != DatasetInfo.CurrentFormatVersion)
        {
            throw Invalid(name, $"format version {info.FormatVersion}", $"{DatasetInfo.CurrentFormatVersion}");
        }

        if (info.Shard is { } shard && (shard.Index < 1 || shard.Index > shard.Count))
        {
            throw Invalid(name, $"shard {shard.Index} of {shard.Count}", "one from 1 to their number");
        }

        var size = (Int128)Math.Max(0, info.Height) * Math.Max(0, info.Width) * info.Channels;
        if (info.Count < 1 || info.Channels is not (1 or 3) || size < 1 || size > Array.MaxLength)
        {
            throw Invalid(name, $"{info.Count} images of {info.Height} x {info.Width} x {info.Channels}", "at least one, of 1 or 3 channels and below 2 GiB");
        }

        if (info.ClassCounts.Count != info.ClassNames.Count
            || info.ClassNames.Any(string.IsNullOrEmpty)
            || info.ClassNames.Distinct().Count() != info.ClassNames.Count)
        {
            throw Invalid(name, $"{info.ClassNames.Count} class names and {info.ClassCounts.Count} counts", "as many of both, the names all different");
        }

        if (info.ClassNames.Count > 0
            && (info.ClassCounts.Any(long.IsNegative) || info.ClassCounts.Aggregate(Int128.Zero, static (sum, count) => sum + count) != info.Count))
        {
            throw Invalid(name, $"class counts {string.Join(", ", info.ClassCounts)}", $"{info.Count} images in all");
        }
    }

    private static InvalidInputException Invalid(string name, string found, string needed) =>
        new($"Reading {name}: found {found}, needed {needed}. Prepare the data again.");
}
