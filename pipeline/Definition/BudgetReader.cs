using Gans.Formats;

namespace Gans.Pipeline.Definition;

/// <summary>
/// Reads <c>budgets</c>: named sets of values, such as a short and a full training, of which the param <c>budget</c> chooses one. They stand in place of
/// what the stages say; a value of the command line stands in place of theirs.
/// </summary>
internal static class BudgetReader
{
    /// <summary>The param that chooses.</summary>
    internal const string Choice = "budget";

    /// <summary>All values in place of the file's: the chosen budget's, then the command line's.</summary>
    /// <param name="budgets">What stands under <c>budgets</c>; null: nothing.</param>
    /// <param name="parameters">What stands under <c>params</c>; null: nothing.</param>
    /// <param name="overrides">The command line's values.</param>
    public static IReadOnlyList<Override> Apply(YamlNode? budgets, YamlNode? parameters, IReadOnlyList<Override> overrides)
    {
        if (budgets is null)
        {
            return overrides;
        }

        var entries = MapReader.RequireMap(budgets, "'budgets'").Entries;
        var choice = overrides.LastOrDefault(change => change is { Stage: null, Name: Choice })?.ToScalar()
            ?? Default(parameters)
            ?? throw budgets.Location.Error($"'budgets' needs a param that chooses one. Write 'params: {{ {Choice}: NAME }}'.");
        var chosen = entries.FirstOrDefault(entry => entry.Key.Text == choice.Text)
            ?? throw choice.Location.Error(
                $"there is no budget '{choice.Text}'. {NearestWord.Hint(choice.Text, [.. entries.Select(entry => entry.Key.Text)])}");
        return [.. MapReader.RequireMap(chosen.Value, $"budget '{choice.Text}'").Entries.Select(Read), .. overrides];
    }

    private static YamlScalar? Default(YamlNode? parameters) =>
        (parameters as YamlMap)?.Entries.FirstOrDefault(entry => entry.Key.Text == Choice) is { } entry
            ? MapReader.RequireScalar(entry.Value, $"param '{Choice}'")
            : null;

    private static Override Read(YamlEntry entry) => Override.From(entry.Key, MapReader.RequireScalar(entry.Value, $"'{entry.Key.Text}'"));
}
