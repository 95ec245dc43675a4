using System.Collections.Immutable;
using Gans.Formats;
using Gans.Training.Logs;

namespace Gans.Pipeline.Reports;

/// <summary>The course of a training, as its <c>metrics.jsonl</c> tells it.</summary>
/// <param name="Steps">Generator updates at each point, rising.</param>
/// <param name="Epochs">Pass over the data at the last point; null if not told.</param>
/// <param name="Images">Real images shown at the last point; null if not told.</param>
/// <param name="ElapsedSeconds">Seconds of training at the last point; null if not told.</param>
/// <param name="Losses">A curve a loss, sorted by name; each has a value a point, or NaN.</param>
/// <param name="Accuracies">A curve a share of images told rightly, likewise.</param>
/// <param name="Scores">What the generator scored while it was trained; null where nobody scored it.</param>
/// <param name="States">What state the training was in, by rising steps; empty where nobody watched.</param>
internal sealed record TrainingHistory(
    ImmutableArray<long> Steps,
    double? Epochs,
    double? Images,
    double? ElapsedSeconds,
    ImmutableArray<Curve> Losses,
    ImmutableArray<Curve> Accuracies,
    ScoreHistory? Scores,
    ImmutableArray<StateSpan> States)
{
    /// <summary>Reads the metrics of a run; none when there are none yet.</summary>
    /// <param name="path">Path of <c>metrics.jsonl</c>.</param>
    /// <param name="higherIsBetter">Whether higher values of its first score are better.</param>
    /// <exception cref="InvalidInputException">A line is none that a training writes.</exception>
    public static TrainingHistory Read(string path, bool higherIsBetter = false)
    {
        var reports = MetricsLog.Read(path);
        var last = reports.Count > 0 ? reports[^1] : null;
        return new TrainingHistory(
            [.. reports.Select(report => report.Step)],
            last?.Epoch,
            last?.Images,
            last?.ElapsedSeconds,
            Curves(reports, report => report.Losses),
            Curves(reports, report => report.Accuracies),
            ScoreHistory.Of(reports, higherIsBetter),
            StateSpan.Join(reports.Select(report => (report.Step, report.Condition, report.Reason))));
    }

    /// <summary>The last value of an accuracy; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    public double? LastAccuracy(string name) =>
        Accuracies.FirstOrDefault(curve => curve.Name == name)?.Values.Cast<double?>().LastOrDefault(value => double.IsFinite(value!.Value));

    private static ImmutableArray<Curve> Curves(IReadOnlyList<MetricsLine> reports, Func<MetricsLine, IReadOnlyDictionary<string, double>> part) =>
    [
        .. reports.SelectMany(report => part(report).Keys).Distinct().Order(StringComparer.Ordinal)
            .Select(name => new Curve(name, [.. reports.Select(report => part(report).GetValueOrDefault(name, double.NaN))])),
    ];
}

/// <summary>One quantity over the steps.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Its values, NaN where it has none.</param>
internal sealed record Curve(string Name, ImmutableArray<double> Values);
