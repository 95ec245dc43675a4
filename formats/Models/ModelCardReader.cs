using System.Globalization;
using System.Text.Json;

namespace Gans.Formats;

/// <summary>Typed access to a card's entries in a file's metadata; every complaint names the file, the key and what it needs.</summary>
/// <param name="name">The file, for messages.</param>
/// <param name="metadata">All entries of the file.</param>
internal sealed class ModelCardReader(string name, IReadOnlyDictionary<string, string> metadata)
{
    private const string Remedy = "Export it again with 'gans export'.";

    internal string? Text(string key) => metadata.GetValueOrDefault(ModelCard.Prefix + key);

    internal string RequiredText(string key) => Text(key) ?? throw new InvalidInputException(
        $"Reading {name}: an ONNX file without metadata '{ModelCard.Prefix}{key}', needed one that Gans wrote. Make a file of others known with 'gans adopt'.");

    internal long? Whole(string key, long least, long most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Unusable(key, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
    }

    internal double? Real(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var single) && float.IsFinite(single)
            ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
            : throw Unusable(key, text, "a finite number");
    }

    /// <summary>The value that a word names in <typeparamref name="T"/>; null where there is no word.</summary>
    internal T? Choice<T>(string key)
        where T : struct, Enum => Text(key) is { } word ? Choice<T>(key, word) : null;

    internal T RequiredChoice<T>(string key)
        where T : struct, Enum => Choice<T>(key, RequiredText(key));

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

    private T Choice<T>(string key, string word)
        where T : struct, Enum =>
        EnumWords.TryParse<T>(word) ?? throw Unusable(key, word, string.Join(" or ", Enum.GetValues<T>().Select(EnumWords.ToWord)));

    private InvalidInputException Unusable(string key, string found, string needed)
    {
        const int Longest = 40;
        var shown = found.Length > Longest ? found[..Longest] + "..." : found;
        return new($"Reading {name}: metadata '{ModelCard.Prefix}{key}' is '{shown.ReplaceLineEndings(" ")}', needed {needed}. {Remedy}");
    }
}
