using System.Text.Json;
using Gans.Formats;
using Gans.Training.Measures;
using Gans.Training.State;

namespace Gans.Training.Logs;

/// <summary>Reads <c>metrics.jsonl</c>: a JSON object a line for each report of a training.</summary>
public static class MetricsLog
{
    /// <summary>Reads the reports, of a training that still runs too.</summary>
    /// <param name="path">The file; none is read where there is none yet.</param>
    /// <returns>The reports by rising steps. A last line that a crash cut short is left out.</returns>
    /// <exception cref="InvalidInputException">A line is none that a training writes.</exception>
    public static IReadOnlyList<MetricsLine> Read(string path)
    {
        var lines = ReadText(path).Split('\n');
        var reports = new List<MetricsLine>(lines.Length);
        foreach (var (index, line) in lines.Index())
        {
            if (Parse(path, line, index, isCut: index == lines.Length - 1) is { } report)
            {
                reports.Add(report);
            }
        }

        return reports;
    }

    /// <summary>Sums up how the training went whose reports these are.</summary>
    internal static TrainingCourse CourseOf(IEnumerable<MetricsLine> reports) =>
        TrainingCourse.Of(reports.Select(static report => (report.Step, report.Condition ?? TrainingCondition.Unjudged)));

    /// <summary>Sums up the scores of a run, of one that still runs too; null where its generator was not scored.</summary>
    /// <param name="folder">The run folder.</param>
    /// <exception cref="InvalidInputException">It is none, or damaged.</exception>
    public static ScoreCourse? ScoresOf(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return RunInfo.Read(folder).Scoring is { } protocol ? ScoresOf(Read(folder.Metrics), protocol.HigherIsBetter) : null;
    }

    /// <summary>Sums up the scores that these reports hold; null where they hold none.</summary>
    /// <param name="reports">The reports, by rising steps.</param>
    /// <param name="higherIsBetter">Whether higher values of the first score are better.</param>
    public static ScoreCourse? ScoresOf(IEnumerable<MetricsLine> reports, bool higherIsBetter)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return ScoreCourse.Of(
            reports.Where(static report => report.Scores is { Count: > 0 })
                .Select(static report => new ScoredStep(report.Step, report.Epoch, report.Scores!.GetAt(0).Key, report.Scores.GetAt(0).Value)),
            higherIsBetter);
    }

    private static string ReadText(string path)
    {
        if (!File.Exists(path))
        {
            return string.Empty;
        }

        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return file.ReadToEnd();
    }

    private static MetricsLine? Parse(string path, string line, int index, bool isCut)
    {
        try
        {
            return line.Length == 0 && isCut
                ? null
                : JsonSerializer.Deserialize(line, MetricsJson.Default.MetricsLine) ?? throw new JsonException("null");
        }
        catch (Exception e) when (isCut && JsonInput.IsDamage(e))
        {
            return null;
        }
        catch (Exception e) when (JsonInput.IsDamage(e))
        {
            throw new InvalidInputException(
                $"Reading {path}: line {index + 1} is no report of a training ({e.Message.ReplaceLineEndings(" ")}). The file is damaged; train again.", e);
        }
    }
}
