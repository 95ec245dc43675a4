using System.Globalization;
using System.Text.Json;
using Gans.Formats;

namespace Gans.Inference;

/// <summary>Typed access to the <c>gans.</c> entries of a file's metadata; every complaint names the file, the key and what it needs.</summary>
/// <param name="name">The file, for messages.</param>
/// <param name="entries">All entries of the file.</param>
internal sealed class ModelMetadata(string name, IReadOnlyDictionary<string, string> entries)
{
    private const string Remedy = "Export it again with 'gans export'.";

    internal string? Text(string key) => entries.GetValueOrDefault(key);

    internal string RequiredText(string key) => Text(key)
        ?? throw new InvalidInputException($"Reading {name}: an ONNX file without metadata '{key}', needed one that Gans exported. {Remedy}");

    internal long? Whole(string key, long least, long most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Unusable(key, text, $"a whole number from {least} to {most}");
    }

    internal float? Real(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw Unusable(key, text, "a finite number");
    }

    /// <summary>The value that <paramref name="text"/>, in lower case, names in <typeparamref name="T"/>.</summary>
    internal T Choice<T>(string key, string text)
        where T : struct, Enum => Words.TryParse<T>(text) ?? throw Unusable(key, text, string.Join(" or ", Enum.GetValues<T>().Select(Words.ToWord)));

    internal IReadOnlyList<string> Texts(string key)
    {
        if (Text(key) is not { } text)
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. json.RootElement.EnumerateArray().Select(element => element.GetString() ?? "")];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Unusable(key, text, "a JSON array of strings");
        }
    }

    private InvalidInputException Unusable(string key, string found, string needed)
    {
        const int Longest = 40;
        var shown = found.Length > Longest ? found[..Longest] + "..." : found;
        return new($"Reading {name}: metadata '{key}' is '{shown.ReplaceLineEndings(" ")}', needed {needed}. {Remedy}");
    }
}
