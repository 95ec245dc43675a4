using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Training;
using Gans.Training.Measures;
using Gans.Training.State;

namespace Gans.Pipeline.Reports;

/// <summary>One of several trainings, or sets of scores, that are compared.</summary>
/// <param name="Name">What tells it from the others.</param>
/// <param name="Path">The run folder, or the file of scores.</param>
internal sealed record ComparedRun(string Name, string Path)
{
    private const string SeedSetting = "seed";

    private static readonly ImmutableSortedDictionary<string, string> None =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>What was asked of the training, by name: model, seed, data, options; empty of scores alone.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = None;

    /// <summary>Numbers at the end, in the order of the table: scores, then accuracies, losses and seconds of the training.</summary>
    public ImmutableArray<KeyValuePair<string, double>> Values { get; init; } = [];

    /// <summary>The condition of the training at its end; null where nobody watched.</summary>
    public string? State { get; init; }

    /// <summary>The course of the training; null of scores alone.</summary>
    public TrainingHistory? Training { get; init; }

    /// <summary>The last picture of samples; null where there is none.</summary>
    public Picture? Samples { get; init; }

    /// <summary>What is equal of trainings that differ by chance alone.</summary>
    public string Group => string.Join('\n', Settings.Remove(SeedSetting).Select(setting => $"{setting.Key}={setting.Value}"));

    /// <summary>Reads a run.</summary>
    /// <param name="name">What tells it from the others.</param>
    /// <param name="path">The run folder.</param>
    /// <param name="scores">Files of scores of what it trained.</param>
    /// <exception cref="InvalidInputException">A file is damaged.</exception>
    public static ComparedRun OfRun(string name, string path, IEnumerable<string> scores)
    {
        var folder = new RunFolder(path);
        var facts = ReportData.ReadRun(folder.Info);
        var training = TrainingHistory.Read(folder.Metrics, ReportData.HigherIsBetter(facts));
        return new ComparedRun(name, path)
        {
            Settings = None.SetItems(
                facts.Where(IsSetting).Select(fact => KeyValuePair.Create(fact.Name.Replace("options.", "", StringComparison.Ordinal), fact.Value))),
            Values =
            [
                .. scores.Select(MetricsSheet.Read).SelectMany(ValuesOf),
                .. (training.Scores?.Curves ?? []).SelectMany(curve => Last(curve.Values, curve.Name)),
                .. training.Scores?.Course.Best is { } best ? Last([best.Value], $"best {best.Name}") : [],
                .. training.Accuracies.OrderBy(curve => curve.Name is Shares.OnTarget or Shares.HeldOut ? 0 : 1)
                    .SelectMany(curve => Last(curve.Values, $"{curve.Name} accuracy")),
                .. training.Losses.SelectMany(curve => Last(curve.Values, $"{curve.Name} loss")),
                .. training.ElapsedSeconds is { } seconds ? Last([seconds], "seconds") : [],
            ],
            State = training.States is [.., var last] ? last.Condition.ToWords() : null,
            Training = training,
            Samples = ReportData.FindSamples(folder.Samples) is [.., var picture] ? picture with { Caption = name } : null,
        };
    }

    /// <summary>Reads scores of which no run is known.</summary>
    /// <param name="name">What tells them from the others.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">It is damaged.</exception>
    public static ComparedRun OfScores(string name, string path) => new(name, path) { Values = [.. ValuesOf(MetricsSheet.Read(path))] };

    private static bool IsSetting(Fact fact) => fact.Name is "model" or SeedSetting or "total_steps" or "data.name" or "data.digest"
        || (fact.Name.StartsWith("options.", StringComparison.Ordinal) && fact.Name is not ("options.epochs" or "options.steps"));

    private static IEnumerable<KeyValuePair<string, double>> ValuesOf(MetricsSheet sheet) =>
        sheet.Scores.Select(score => KeyValuePair.Create(score.Name, double.Parse(score.Value, CultureInfo.InvariantCulture)))
            .Where(value => double.IsFinite(value.Value));

    private static IEnumerable<KeyValuePair<string, double>> Last(ImmutableArray<double> values, string name) =>
        values.Where(double.IsFinite).TakeLast(1).Select(value => KeyValuePair.Create(name, value));
}
