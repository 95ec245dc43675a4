using System.Text.Json;
using Gans.Formats;
using Gans.Training.Loop;
using Gans.Training.State;

namespace Gans.Training.Logs;

/// <summary>Writes <c>metrics.jsonl</c>: a JSON object a line for each report.</summary>
/// <remarks>
/// <c>{"step":20,"epoch":1,"images":1280,"elapsed_s":9.5,"steps_per_s":2.1,"losses":{"generator":0.7},"accuracies":{"real":0.5},"state":"stable",
/// "reason":"..."}</c>.
/// A training that goes on from a checkpoint first drops the lines after it, so no step is there twice, and a line that a crash cut short.
/// </remarks>
/// <param name="path">The file.</param>
public sealed class MetricsLog(string path) : TrainingObserver
{
    private FileStream? stream;

    /// <summary>Sums up how the training went whose lines a file holds, those before a resume included.</summary>
    /// <param name="path">A file that this class wrote.</param>
    public static TrainingCourse CourseOf(string path)
    {
        using var lines = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));   // the log may still be open
        var verdicts = new List<(long Step, TrainingCondition Condition)>();
        while (lines.ReadLine() is { } line)
        {
            if (Parse(line) is { } report)
            {
                verdicts.Add((report.Step, report.Condition ?? TrainingCondition.Unjudged));
            }
        }

        return TrainingCourse.Of(verdicts);
    }

    /// <inheritdoc/>
    public override void OnStart(long step)
    {
        var kept = File.Exists(path) ? File.ReadLines(path).TakeWhile(line => Parse(line) is { } report && report.Step <= step) : [];
        AtomicFile.WriteText(path, string.Concat(kept.Select(line => line + "\n").ToArray()));
        stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <inheritdoc/>
    public override void OnReport(TrainingReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            Write(json, report);
        }

        line.WriteByte((byte)'\n');
        stream!.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
        stream.Flush();
    }

    /// <inheritdoc/>
    public override void OnCheckpoint() => stream!.Flush(flushToDisk: true);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        stream?.Dispose();
        base.Dispose(disposing);
    }

    private static void Write(Utf8JsonWriter json, TrainingReport report)
    {
        var moment = report.Moment;
        json.WriteStartObject();
        json.WriteNumber("step", moment.Step);
        json.WriteNumber("epoch", moment.Epoch);
        json.WriteNumber("images", moment.Images);
        json.WriteNumber("elapsed_s", Math.Round(moment.ElapsedSeconds, 3));
        json.WriteNumber("steps_per_s", Math.Round(moment.StepsPerSecond, 3));
        WriteValues(json, "losses", report.Losses);
        WriteValues(json, "accuracies", report.Accuracies);
        if (report.Verdict is { } verdict)
        {
            json.WriteString("state", verdict.Condition.ToWord());
            json.WriteString("reason", verdict.Reason);
        }

        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> values)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            json.WriteNumber(key, value);
        }

        json.WriteEndObject();
    }

    /// <summary>What matters of a line; null where it was cut short or somebody changed it.</summary>
    private static (long Step, TrainingCondition? Condition)? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var report = document.RootElement;
            var condition = report.TryGetProperty("state", out var state) ? TrainingConditions.Parse(state.GetString()) : null;
            return (report.GetProperty("step").GetInt64(), condition);
        }
        catch (Exception e) when (JsonInput.IsDamage(e))
        {
            return null;
        }
    }
}
