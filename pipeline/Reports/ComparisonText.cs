using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gans.Pipeline.Reports;

/// <summary>A comparison as a table of text, and as JSON.</summary>
internal static class ComparisonText
{
    private const int Width = 110;
    private const string State = "state at the end";

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The numbers of each, and the mean of those that differ by the seed alone with its standard deviation.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>The heads of the columns, then a row each; an empty text where there is no value.</returns>
    public static ImmutableArray<ImmutableArray<string>> Rows(Comparison comparison)
    {
        var hasStates = comparison.Runs.Any(run => run.State is not null);
        ImmutableArray<string> states = hasStates ? [State] : [];
        return
        [
            ["", .. comparison.Columns, .. states],
            .. comparison.Runs.Select(run => (ImmutableArray<string>)
                [run.Name, .. comparison.Columns.Select(column => Number(run, column)), .. states.Select(_ => run.State ?? "")]),
            .. comparison.Groups.Where(group => group.Runs.Length > 1).Select(group => (ImmutableArray<string>)
                [$"{group.Name}: mean of {group.Runs.Length}", .. comparison.Columns.Select(column => Spread(group, column)), .. states.Select(_ => "")]),
        ];
    }

    /// <summary>Lines for a terminal: as many columns beside each other as it has room for, the others below.</summary>
    /// <param name="comparison">The comparison.</param>
    public static IEnumerable<string> Lines(Comparison comparison)
    {
        var rows = Rows(comparison);
        var widths = rows[0].Select((_, i) => rows.Max(row => row[i].Length) + (i == 0 ? 0 : 2)).ToArray();
        for (int first = 1, next; first < widths.Length; first = next)
        {
            next = first + 1;
            while (next < widths.Length && widths[0] + widths[first..(next + 1)].Sum() <= Width)
            {
                next++;
            }

            foreach (var row in rows)
            {
                var cells = Enumerable.Range(first, next - first).Select(i => row[i].PadLeft(widths[i]));
                yield return $"{row[0].PadRight(widths[0])}{string.Concat(cells)}".TrimEnd();
            }

            if (next < widths.Length)
            {
                yield return "";
            }
        }
    }

    /// <summary>All of it for machines: the settings that differ and the numbers of each, means and standard deviations of groups.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Json(Comparison comparison)
    {
        var json = new JsonObject
        {
            ["runs"] = new JsonArray([.. comparison.Runs.Select(run => (JsonNode)new JsonObject
            {
                ["name"] = run.Name,
                ["path"] = run.Path,
                ["settings"] = Object(comparison.Differences.Where(run.Settings.ContainsKey), name => run.Settings[name]),
                ["values"] = Object(run.Values.Select(value => value.Key), name => run.Values.First(value => value.Key == name).Value),
                ["state"] = run.State,
            })]),
            ["groups"] = new JsonArray([.. comparison.Groups.Where(group => group.Runs.Length > 1).Select(group => (JsonNode)new JsonObject
            {
                ["name"] = group.Name,
                ["runs"] = new JsonArray([.. group.Runs.Select(run => (JsonNode)run.Name)]),
                ["mean"] = Object(comparison.Columns.Where(column => group.Spread(column) is not null), column => group.Spread(column)!.Value.Mean),
                ["deviation"] = Object(comparison.Columns.Where(column => group.Spread(column) is not null), column => group.Spread(column)!.Value.Deviation),
            })]),
        };
        return json.ToJsonString(Indented);
    }

    private static JsonObject Object<T>(IEnumerable<string> names, Func<string, T> value) =>
        new(names.Select(name => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create(value(name)))));

    private static string Number(ComparedRun run, string column) =>
        string.Join("", run.Values.Where(value => value.Key == column).Take(1).Select(value => ScoreText.Number(value.Value)));

    private static string Spread(RunGroup group, string column) => group.Spread(column) is var (mean, deviation)
        ? string.Create(CultureInfo.InvariantCulture, $"{ScoreText.Number(mean)} ± {deviation:G2}")
        : "";
}
