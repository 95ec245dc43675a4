using System.Collections.Immutable;
using Gans.Formats;

namespace Gans.Pipeline.Definition;

/// <summary>Reads a mapping whose keys are known, and says precisely what is wrong with it.</summary>
internal sealed class MapReader
{
    private readonly YamlMap map;

    private MapReader(YamlMap map) => this.map = map;

    /// <summary>Where it starts.</summary>
    public SourceLocation Location => map.Location;

    /// <summary>Checks that a node is a mapping and holds known keys only.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">What it is, such as "stage 'train'".</param>
    /// <param name="keys">The keys known.</param>
    public static MapReader Create(YamlNode node, string what, ImmutableArray<string> keys)
    {
        var map = RequireMap(node, what);
        foreach (var entry in map.Entries.Where(entry => !keys.Contains(entry.Key.Text)))
        {
            throw entry.Key.Location.Error($"{what} has no '{entry.Key.Text}'. {NearestWord.Hint(entry.Key.Text, keys)}");
        }

        return new MapReader(map);
    }

    /// <summary>Checks that a node is a mapping.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">What it is.</param>
    public static YamlMap RequireMap(YamlNode node, string what) =>
        node as YamlMap ?? throw node.Location.Error($"{what}: found {node.Kind}, needed a mapping of 'key: value' lines.");

    /// <summary>Checks that a node is a single value, and not nothing.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">What it is.</param>
    public static YamlScalar RequireScalar(YamlNode node, string what) =>
        node is YamlScalar { IsNull: false } scalar ? scalar : throw node.Location.Error($"{what}: found {node.Kind}, needed a single value.");

    /// <summary>The value of a key, or null.</summary>
    /// <param name="key">The key.</param>
    public YamlNode? Find(string key) => map.Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;

    /// <summary>The single value of a key, or null.</summary>
    /// <param name="key">The key.</param>
    public YamlScalar? FindScalar(string key) => Find(key) is { } node ? RequireScalar(node, $"'{key}'") : null;

    /// <summary>The single values in the list of a key; none when the key is missing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="item">What an item is, such as "a path".</param>
    public ImmutableArray<YamlScalar> FindScalars(string key, string item) => Find(key) switch
    {
        null => [],
        YamlList list => [.. list.Items.Select(node => RequireScalar(node, $"'{key}'"))],
        var node => throw node.Location.Error($"'{key}': found {node.Kind}, needed a list. Write '{key}: [{item}]'."),
    };
}
