using System.Text.Json;
using Gans.Formats;
using Gans.Training.Loop;
using Gans.Training.Measures;
using Gans.Training.State;

namespace Gans.Training.Logs;

/// <summary>Writes <c>metrics.jsonl</c>, a <see cref="MetricsLine"/> for each report.</summary>
/// <remarks>A training that goes on from a checkpoint first drops the lines after it, so no step is there twice, and a line that a crash cut short.</remarks>
/// <param name="path">The file.</param>
internal sealed class MetricsWriter(string path) : TrainingObserver, IDisposable
{
    private readonly List<MetricsLine> reports = [];
    private FileStream? stream;

    /// <summary>How the training has gone, that before a resume included.</summary>
    public TrainingCourse Course => MetricsLog.CourseOf(reports);

    /// <summary>Seconds that scoring took so far, before a resume included.</summary>
    public double ScoringSeconds => reports.Sum(static report => report.ScoringSeconds ?? 0);

    /// <summary>The scores so far, those before a resume included; null where there are none.</summary>
    /// <param name="higherIsBetter">Whether higher values of the first one are better.</param>
    public ScoreCourse? ScoresBy(bool higherIsBetter) => MetricsLog.ScoresOf(reports, higherIsBetter);

    /// <inheritdoc/>
    public override void OnStart(long step)
    {
        reports.AddRange(step == 0 ? [] : MetricsLog.Read(path).TakeWhile(report => report.Step <= step));
        var kept = reports.Count == 0 ? [] : File.ReadLines(path).Take(reports.Count).ToArray();
        AtomicFile.WriteText(path, string.Concat(kept.Select(line => line + "\n")));
        stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <inheritdoc/>
    public override void OnReport(TrainingReport report)
    {
        var line = new MetricsLine
        {
            Step = report.Moment.Step,
            Epoch = report.Moment.Epoch,
            Images = report.Moment.Images,
            ElapsedSeconds = Math.Round(report.Moment.ElapsedSeconds, 3),
            StepsPerSecond = Math.Round(report.Moment.StepsPerSecond, 3),
            Losses = report.Losses,
            Accuracies = report.Accuracies,
            Scores = report.Scoring is { } scoring
                ? new OrderedDictionary<string, double>(scoring.Scores.Select(static score => KeyValuePair.Create(score.Name, score.Value)))
                : null,
            ScoringSeconds = report.Scoring is { } timed ? Math.Round(timed.ElapsedSeconds, 3) : null,
            Condition = report.Verdict?.Condition,
            Reason = report.Verdict?.Reason,
        };
        reports.Add(line);
        stream!.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, MetricsJson.Default.MetricsLine), (byte)'\n']);
    }

    /// <inheritdoc/>
    public override void OnCheckpoint() => stream!.Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Dispose() => stream?.Dispose();
}
