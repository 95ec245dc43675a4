using System.Text.Json;

namespace Gans.Pipeline.Reports;

/// <summary>A name and a value.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
internal sealed record Fact(string Name, string Value)
{
    /// <summary>A fact for each value in a JSON text, named by the path to it, such as <c>options.seed</c>; a list is one fact, an empty one none.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static IReadOnlyList<Fact> FromJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. Flatten("", document.RootElement)];
    }

    private static IEnumerable<Fact> Flatten(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(entry => Flatten(name.Length == 0 ? entry.Name : $"{name}.{entry.Name}", entry.Value)),
        JsonValueKind.Array when value.GetArrayLength() > 0 => [new Fact(name, string.Join(", ", value.EnumerateArray().Select(item => item.ToString())))],
        JsonValueKind.Array or JsonValueKind.Null => [],
        JsonValueKind.String => [new Fact(name, value.ToString())],
        _ => [new Fact(name, value.GetRawText())],
    };
}
