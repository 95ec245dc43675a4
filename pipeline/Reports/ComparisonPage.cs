using System.Collections.Immutable;

namespace Gans.Pipeline.Reports;

/// <summary>Lays a comparison out as one HTML page.</summary>
internal static class ComparisonPage
{
    /// <summary>Makes the page.</summary>
    /// <param name="comparison">What it tells.</param>
    /// <param name="title">Its heading.</param>
    public static string Render(Comparison comparison, string title)
    {
        ComparedRun[] trained = [.. comparison.Runs.Where(run => run.Training is { Steps.IsEmpty: false })];
        return Page.Render(
            title,
            string.Join(" · ", comparison.Runs.Select(run => run.Name)),
            Html.Of($"""
                {Page.Section("At the end", Table(ComparisonText.Rows(comparison)))}
                {Charts("Scores during training", comparison, run => run.Training?.Scores?.Epochs, run => run.Training?.Scores?.Curves, "epochs")}
                {Charts("Accuracies", comparison, run => run.Training?.Steps, run => run.Training?.Accuracies, "generator updates")}
                {Charts("Losses", comparison, run => run.Training?.Steps, run => run.Training?.Losses, "generator updates")}
                {Samples(trained)}
                {Differences(comparison)}
                """));
    }

    /// <summary>A chart a quantity, with the curves of all laid over each other; those that differ by the seed alone have one colour.</summary>
    private static Html Charts(
        string heading,
        Comparison comparison,
        Func<ComparedRun, ImmutableArray<long>?> steps,
        Func<ComparedRun, ImmutableArray<Curve>?> curves,
        string unit)
    {
        var groups = comparison.Groups;
        var names = groups.SelectMany(group => group.Runs).SelectMany(run => curves(run) ?? []).Select(curve => curve.Name).Distinct().ToArray();
        var charts = names.Select(name => Html.Of($"<h3>{name}</h3>{Overlay(name)}"));
        return names.Length == 0 ? Html.None : Page.Section(heading, Html.Join(charts));

        Html Overlay(string name) => CurveChart.Overlay(
            name,
            [
                .. groups.SelectMany(group => group.Runs.SelectMany(run => (curves(run) ?? []).Where(curve => curve.Name == name)
                    .Select(curve => new CurveChart.Line(group.Name, steps(run)!.Value, curve.Values, run.Name)))),
            ],
            unit);
    }

    private static Html Table(ImmutableArray<ImmutableArray<string>> rows)
    {
        var heads = rows[0].Select(text => Html.Of($"<th>{text}</th>"));
        var lines = rows.Skip(1).Select(row => Html.Of(
            $"<tr><td class=\"word\">{row[0]}</td>{Html.Join(row.Skip(1).Select(text => Html.Of($"<td class=\"number\">{text}</td>")))}</tr>"));
        return Html.Of($"<div class=\"scroll\"><table class=\"scores\"><tr>{Html.Join(heads)}</tr>{Html.Join(lines)}</table></div>");
    }

    private static Html Samples(IEnumerable<ComparedRun> runs)
    {
        Picture[] pictures = [.. runs.Select(run => run.Samples).OfType<Picture>()];
        return pictures.Length == 0
            ? Html.None
            : Page.Section("Samples at the end", Html.Of($"<div class=\"strip\">{Html.Join(pictures.Select(Page.Figure))}</div>"));
    }

    private static Html Differences(Comparison comparison) => comparison.Differences.IsEmpty
        ? Html.None
        : Page.Section("What differs", Table([
            ["", .. comparison.Runs.Select(run => run.Name)],
            .. comparison.Differences.Select(name => (ImmutableArray<string>)
                [name, .. comparison.Runs.Select(run => run.Settings.GetValueOrDefault(name, "–"))]),
        ]));
}
