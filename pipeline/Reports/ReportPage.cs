using System.Collections.Immutable;
using System.Globalization;
using Gans.Training.Measures;

namespace Gans.Pipeline.Reports;

/// <summary>Lays a report out as one HTML page.</summary>
internal static class ReportPage
{
    /// <summary>Makes the page.</summary>
    /// <param name="report">What it tells.</param>
    /// <param name="title">Its heading; null: the pipeline's name.</param>
    public static string Render(ReportData report, string? title) => Page.Render(
        title ?? report.Pipeline?.Name ?? "Training report",
        Subtitle(report),
        Html.Of($"""
            {StateBand.Headline(report.Training.States)}
            {Tiles(report)}
            {FinalSamples(report)}
            {Html.Join(report.Metrics.Select(Scores))}
            {Plots(report.Plots)}
            {ScoresOverTime(report)}
            {Charts(report.Training)}
            {SamplesOverTime(report.Samples)}
            {Stages(report.Pipeline)}
            {Configuration(report)}
            {Facts("Model", report.Model)}
            {Facts("Made by", report.Versions)}
            """));

    private static string Subtitle(ReportData report) =>
        string.Join(" · ", new[] { Find(report.Run, "model"), Find(report.Run, "data.name") }.Where(text => text is not null));

    private static string? Find(ImmutableArray<Fact> facts, string name) => facts.FirstOrDefault(fact => fact.Name == name)?.Value;

    private static Html Tiles(ReportData report)
    {
        var training = report.Training;
        (string Name, string? Value)[] tiles =
        [
            ("generator updates", training.Steps.IsEmpty ? null : Count(training.Steps[^1])),
            ("epochs", training.Epochs is { } epochs ? Count(epochs) : null),
            ("real images shown", training.Images is { } images ? Count(images) : null),
            ("passes of the real images", Passes(report)),
            ("training time", training.ElapsedSeconds is { } seconds ? DurationText.Of(TimeSpan.FromSeconds(seconds)) : null),
            ("steps per second", training is { ElapsedSeconds: > 0, Steps.IsEmpty: false }
                ? (training.Steps[^1] / training.ElapsedSeconds.Value).ToString("0.##", CultureInfo.InvariantCulture) : null),
            ("test images told rightly", Share(training.LastAccuracy(Shares.HeldOut))),
            (
                $"best {report.Training.Scores?.Course.Last.Name} of the training",
                report.Training.Scores?.Course.Best is { } best ? ScoreText.Number(best.Value) : null),
            ("samples on target", Share(training.LastAccuracy(Shares.OnTarget))),
            (
                "parameters of the model",
                Find(report.Model, "parameters") is { } parameters ? Count(double.Parse(parameters, CultureInfo.InvariantCulture)) : null),
        ];
        var made = tiles.Where(tile => tile.Value is not null).Select(
            tile => Html.Of($"<div class=\"tile\"><b>{tile.Value}</b><span>{tile.Name}</span></div>"));
        return Html.Of($"<div class=\"tiles\">{Html.Join(made)}</div>");
    }

    /// <summary>Real images shown over those that there are, half an epoch's where a round takes half a batch; null of data that are made as it goes.</summary>
    private static string? Passes(ReportData report) =>
        report.Training.Images is { } shown && Find(report.Run, "data.is_vector") is null
        && double.TryParse(Find(report.Run, "data.count"), CultureInfo.InvariantCulture, out var count) && count > 0
            ? (shown / count).ToString("0.0", CultureInfo.InvariantCulture)
            : null;

    /// <summary>Losses over the states that they tell, and accuracies: the two plots of chapter 10 of Brownlee.</summary>
    private static Html Charts(TrainingHistory training)
    {
        if (training.Steps.IsEmpty)
        {
            return Page.Section("Losses", Html.Of($"<p class=\"note\">The run holds no metrics.</p>"));
        }

        var growth = training.Losses.ToLookup(static curve => curve.Name is Curves.LevelSize or Curves.Alpha);
        return Html.Join(
        [
            Page.Section(
                "Losses",
                Html.Join([CurveChart.Render("losses", training.Steps, [.. growth[false]]), StateBand.Render(training.Steps, training.States)])),
            growth[true].Any()
                ? Page.Section("Growth", Html.Join(growth[true].Select(curve => CurveChart.Render(GrowthName(curve), training.Steps, [curve]))))
                : Html.None,
            training.Accuracies.IsEmpty ? Html.None : Page.Section("Accuracies", CurveChart.Render("accuracies", training.Steps, training.Accuracies)),
        ]);
    }

    private static string GrowthName(Curve curve) => curve.Name == Curves.Alpha ? "share of the level in images" : "pixels a side of the level";

    /// <summary>Each score over the epochs, as they have scales of their own; in that of the first the best generator is marked.</summary>
    private static Html ScoresOverTime(ReportData report)
    {
        if (report.Training.Scores is not { } scores)
        {
            return Html.None;
        }

        var best = scores.Course.Best is { } found
            ? new CurveChart.ChartMark(found.Epoch, found.Value, $"best: {ScoreText.Number(found.Value)}")
            : null;
        var charts = scores.Curves.Select((curve, i) => CurveChart.Render(curve.Name, scores.Epochs, [curve], "epochs", i == 0 ? best : null));
        var how = string.Join(
            ", ",
            new[]
            {
                Find(report.Run, "scoring.metrics_samples") is { } samples
                    ? $"of {Count(double.Parse(samples, CultureInfo.InvariantCulture))} generated images and as many real ones" : null,
                Find(report.Run, "scoring.extractor") is { } extractor ? $"as {extractor} sees them" : null,
            }.Where(text => text is not null));
        return Page.Section(
            "Scores during training",
            Html.Of($"<p class=\"course\"><b>{ScoreText.Describe(scores.Course)}</b></p>{Html.Join(charts)}<p class=\"note\">{how}</p>"));
    }

    private static string? Share(double? value) => value?.ToString("0.0%", CultureInfo.InvariantCulture);

    private static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static Html FinalSamples(ReportData report)
    {
        var shown = new[] { report.FinalSamples, report.Real }.OfType<Picture>().ToArray();
        return shown.Length == 0 ? Html.None : Page.Section("Samples", Html.Of($"<div class=\"final\">{Html.Join(shown.Select(Page.Figure))}</div>"));
    }

    private static Html SamplesOverTime(ImmutableArray<Picture> pictures) =>
        pictures.IsEmpty
            ? Html.None
            : Page.Section("Samples during training", Html.Of($"<div class=\"strip\" data-slider=\"epoch\">{Html.Join(pictures.Select(Page.Figure))}</div>"));

    private static Html Plots(ImmutableArray<Picture> pictures) =>
        pictures.IsEmpty ? Html.None : Page.Section("Pictures", Html.Of($"<div class=\"wide\">{Html.Join(pictures.Select(Page.Figure))}</div>"));

    /// <summary>The numbers, and under them what has to be known of them: a score without its extractor says nothing.</summary>
    private static Html Scores(MetricsSheet sheet)
    {
        var hasFloor = sheet.Scores.Any(score => score.Floor is not null);
        var rows = sheet.Scores.Select(score => Html.Of($"""
            <tr><td class="word">{score.Name}</td><td class="number" data-label="score">{score.Value}{Deviation(score)}</td>
            {Floor(score)}<td>{score.Better}</td></tr>
            """));
        var head = hasFloor ? Html.Of($"<tr><th></th><th>score</th><th>real images</th><th></th></tr>") : Html.None;
        var warnings = sheet.Warnings.Select(warning => Html.Of($"<p class=\"warning\">{warning}</p>"));
        return Page.Section($"Scores: {sheet.Name}", Html.Of($"""
            <table class="scores cards">{head}{Html.Join(rows)}</table>
            {Html.Join(warnings)}
            {FactList(sheet.Facts)}
            """));

        Html Floor(ScoreRow score) =>
            hasFloor ? Html.Of($"<td class=\"number\" data-label=\"real images\">{score.Floor ?? "–"}</td>") : Html.None;
    }

    private static Html Deviation(ScoreRow score) => score.Deviation is null ? Html.None : Html.Of($" <span class=\"deviation\">± {score.Deviation}</span>");

    private static Html Stages(PipelineFacts? pipeline)
    {
        if (pipeline is null)
        {
            return Html.None;
        }

        var rows = pipeline.Stages.Select(stage =>
        {
            var parameters = string.Join(", ", stage.Parameters.Select(parameter => $"{parameter.Key} {parameter.Value}"));
            return Html.Of(
                $"""<tr><td class="word">{stage.Name}</td><td class="action" data-label="does"><code>{stage.Action}</code></td>"""
                + $"""<td data-label="parameters">{parameters}</td><td class="time" data-label="last run">{Time(stage)}</td></tr>""");
        });
        return Page.Section("Stages", Html.Of($"""
            <table class="cards"><tr><th>stage</th><th>does</th><th>parameters</th><th style="text-align:right">last run</th></tr>{Html.Join(rows)}</table>
            <details><summary>{pipeline.File}</summary><pre>{pipeline.Text}</pre></details>
            """));
    }

    private static string Time(StageFacts stage) => stage.ElapsedSeconds is { } seconds ? DurationText.Of(TimeSpan.FromSeconds(seconds)) : "–";

    private static Html Facts(string title, ImmutableArray<Fact> facts) => facts.IsEmpty ? Html.None : Page.Section(title, FactList(facts));

    /// <summary>What was chosen; what the model's source has is folded away.</summary>
    private static Html Configuration(ReportData report)
    {
        var facts = report.Run.ToLookup(fact => report.Defaults.Contains(fact.Name));
        var folded = facts[true].Any()
            ? Html.Of($"<details><summary>{facts[true].Count()} more, as the model's source has them</summary>{FactList([.. facts[true]])}</details>")
            : Html.None;
        return report.Run.IsEmpty ? Html.None : Page.Section("Configuration", Html.Of($"{FactList([.. facts[false]])}{folded}"));
    }

    private static Html FactList(ImmutableArray<Fact> facts)
    {
        var rows = facts.Select(fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>"));
        return facts.IsEmpty ? Html.None : Html.Of($"<dl>{Html.Join(rows)}</dl>");
    }
}
