using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gans.Formats;

/// <summary>Reads and writes <c>dataset.json</c>.</summary>
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
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
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
    internal static DatasetInfo Parse(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            var info = JsonSerializer.Deserialize(json, Readable.Info) ?? throw Invalid(name, "null", "an object");
            Check(info, name);
            return info;
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(
                $"Reading {name}: {e.Message.ReplaceLineEndings(" ")} Prepare the data again.", e);
        }
    }

    private static void Check(DatasetInfo info, string name)
    {
        if (info.FormatVersion != DatasetInfo.CurrentFormatVersion)
        {
            throw Invalid(name, $"format version {info.FormatVersion}", $"{DatasetInfo.CurrentFormatVersion}");
        }

        var size = (Int128)Math.Max(0, info.Height) * Math.Max(0, info.Width) * info.Channels;
        if (info.Count < 1 || info.Channels is not (1 or 3) || size < 1 || size > Array.MaxLength)
        {
            throw Invalid(name, $"{info.Count} images of {info.Height} x {info.Width} x {info.Channels}", "at least one, of 1 or 3 channels and below 2 GiB");
        }

        if (info.ClassCounts.Count != info.ClassNames.Count || info.ClassNames.Any(string.IsNullOrEmpty) || info.ClassNames.Distinct().Count() != info.ClassNames.Count)
        {
            throw Invalid(name, $"{info.ClassNames.Count} class names and {info.ClassCounts.Count} counts", "as many of both, the names all different");
        }

        if (info.ClassNames.Count > 0 && (info.ClassCounts.Any(long.IsNegative) || info.ClassCounts.Aggregate(Int128.Zero, static (sum, count) => sum + count) != info.Count))
        {
            throw Invalid(name, $"class counts {string.Join(", ", info.ClassCounts)}", $"{info.Count} images in all");
        }

        if (info.Rejected.Any(file => file is null))
        {
            throw Invalid(name, "a rejected file that is null", "its path and the reason");
        }
    }

    private static InvalidInputException Invalid(string name, string found, string needed) =>
        new($"Reading {name}: found {found}, needed {needed}. Prepare the data again.");
}
