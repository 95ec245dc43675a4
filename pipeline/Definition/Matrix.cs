using System.Collections.Immutable;
using Gans.Formats;

namespace Gans.Pipeline.Definition;

/// <summary>
/// The values under <c>matrix</c> at the top of a pipeline. A stage whose outs name some of them, as <c>${seed}</c>, or all, as <c>${variant}</c>, is one for
/// each combination of these; a dep that names more stands for all of those.
/// </summary>
/// <param name="axes">Names, and the values of each.</param>
internal sealed class Matrix(ImmutableArray<MatrixAxis> axes)
{
    /// <summary>The name that stands for a combination of all values.</summary>
    internal const string Variant = "variant";

    private const int MostCombinations = 1_000;

    /// <summary>Reads it.</summary>
    /// <param name="node">What stands under <c>matrix</c>; null: nothing.</param>
    /// <param name="overrides">Values in place of the file's, of an axis separated by commas.</param>
    /// <exception cref="InvalidInputException">A name or a value cannot be used, or there are too many.</exception>
    public static Matrix Read(YamlNode? node, IReadOnlyList<Override> overrides)
    {
        if (node is null)
        {
            return new Matrix([]);
        }

        ImmutableArray<MatrixAxis> axes = [.. MapReader.RequireMap(node, "'matrix'").Entries.Select(entry => ReadAxis(entry, overrides))];
        var count = axes.Aggregate(1L, (product, axis) => Math.Min(product * axis.Values.Length, int.MaxValue));
        return count <= MostCombinations && !axes.IsEmpty
            ? new Matrix(axes)
            : throw node.Location.Error($"'matrix': found {count} combinations of {axes.Length} names, needed at most {MostCombinations} of one or more.");
    }

    /// <summary>Whether a name has several values.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => axes.Any(axis => axis.Name == name);

    /// <summary>The names whose value is not known without choosing a combination.</summary>
    public IEnumerable<string> Names => axes.IsEmpty ? [] : axes.Select(axis => axis.Name).Append(Variant);

    /// <summary>The combinations of those values that are named, with what is chosen already.</summary>
    /// <param name="names">Names, <see cref="Variant"/> for all.</param>
    /// <param name="chosen">What is chosen.</param>
    /// <returns>One, which adds nothing, where nothing else is named.</returns>
    public IEnumerable<Combination> Combine(IReadOnlyCollection<string> names, Combination chosen)
    {
        IEnumerable<Combination> combinations = [new Combination([], IsWhole: false)];
        foreach (var axis in axes)
        {
            var values = chosen.Find(axis.Name) is { } value ? [value]
                : names.Contains(axis.Name) || names.Contains(Variant) ? axis.Values
                : ImmutableArray<YamlScalar>.Empty;
            combinations = values.IsEmpty
                ? combinations
                : combinations.SelectMany(each => values.Select(one => new Combination(each.Values.Add((axis.Name, one)), IsWhole: false)));
        }

        return combinations.Select(each => each with { IsWhole = !axes.IsEmpty && each.Values.Length == axes.Length });
    }

    /// <summary>Refuses names that no stage is repeated for.</summary>
    /// <param name="named">The names in outs.</param>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public void CheckUse(IReadOnlyCollection<string> named)
    {
        if (axes.FirstOrDefault(axis => !named.Contains(axis.Name) && !named.Contains(Variant)) is { } idle)
        {
            throw idle.Location.Error(
                $"'matrix' has '{idle.Name}', which no stage names in its outs, so that none runs for each of its values. Write ${{{Variant}}} into them.");
        }
    }

    private static MatrixAxis ReadAxis(YamlEntry entry, IReadOnlyList<Override> overrides)
    {
        var (name, location) = (entry.Key.Text, entry.Key.Location);
        if (!PipelineReader.IsName(name) || name is "out" or Variant)
        {
            throw location.Error($"'{name}' cannot name values of 'matrix'. Use letters, digits, '_' and '-', and neither 'out' nor '{Variant}'.");
        }

        var change = overrides.LastOrDefault(change => change.Stage is null && change.Name == name);
        ImmutableArray<YamlScalar> values = (change, entry.Value) switch
        {
            ({ } given, _) => [.. given.Text.Split(',', StringSplitOptions.TrimEntries).Select(text => given.ToScalar() with { Text = text })],
            (null, YamlList list) => [.. list.Items.Select(item => MapReader.RequireScalar(item, $"'{name}' of 'matrix'"))],
            var (_, other) => throw other.Location.Error($"'{name}' of 'matrix': found {other.Kind}, needed a list of values. Write '{name}: [1, 2]'."),
        };
        return values.Length > 0 && values.All(value => value.Text.Length > 0) && values.Select(Combination.WordOf).Distinct().Count() == values.Length
            ? new MatrixAxis(name, values, location)
            : throw location.Error(
                $"'{name}' of 'matrix': found no value, or one twice, needed different ones. Letters beyond a-z, digits, '.' and '+' count as '-'.");
    }
}

/// <summary>A name and its values.</summary>
/// <param name="Name">The name.</param>
/// <param name="Values">The values, one or more.</param>
/// <param name="Location">Where the file names it.</param>
internal sealed record MatrixAxis(string Name, ImmutableArray<YamlScalar> Values, SourceLocation Location);

/// <summary>A value for each of some names of a matrix.</summary>
/// <param name="Values">Names and values, in the order of the matrix.</param>
/// <param name="IsWhole">Whether all names have one.</param>
internal sealed record Combination(ImmutableArray<(string Name, YamlScalar Value)> Values, bool IsWhole)
{
    /// <summary>Nothing chosen.</summary>
    public static Combination None { get; } = new([], IsWhole: false);

    /// <summary>What stands for it in paths and in names of stages: <c>loss-hinge_seed-1</c>.</summary>
    public string Word => string.Join('_', Values.Select(each => $"{each.Name}-{WordOf(each.Value)}"));

    /// <summary>The value of a name; null where it has none.</summary>
    /// <param name="name">The name.</param>
    public YamlScalar? Find(string name) => Values.FirstOrDefault(each => each.Name == name).Value;

    /// <summary>A value as a part of a path.</summary>
    internal static string WordOf(YamlScalar value) =>
        string.Concat(value.Text.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '+' ? letter : '-'));
}
