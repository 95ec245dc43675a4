using System.Globalization;
using System.Text;
using System.Text.Json;
using Gans.Formats;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>What happened when and why: one JSON object a line in the state folder.</summary>
internal sealed class RunLog
{
    private readonly string path;
    private readonly string pipeline;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();

    /// <summary>Names the log; writes nothing.</summary>
    /// <param name="state">The state folder.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="clock">Tells the time.</param>
    public RunLog(StateFolder state, PipelineDefinition pipeline, TimeProvider clock) =>
        (path, this.pipeline, this.clock) = (state.File(pipeline.LockFile, "log.jsonl"), pipeline.File, clock);

    /// <summary>Notes that a stage starts, and why.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="reasons">Why it runs.</param>
    public void Started(StageDefinition stage, IEnumerable<RunReason> reasons) => Append(stage.Name, "started", json =>
    {
        json.WriteStartArray("reasons");
        foreach (var reason in reasons)
        {
            reason.Write(json);
        }

        json.WriteEndArray();
    });

    /// <summary>Notes that a stage ended.</summary>
    /// <param name="stage">Name of the stage.</param>
    /// <param name="end">How.</param>
    /// <param name="elapsed">How long it took.</param>
    public void Ended(string stage, StageEnd end, TimeSpan elapsed) => Append(
        stage, end.ToString().ToLowerInvariant(), json => json.WriteNumber("elapsed_s", Math.Round(elapsed.TotalSeconds, 3)));

    /// <summary>How long the last run of each stage that ended well took, in seconds.</summary>
    public Dictionary<string, double> ReadElapsedSeconds()
    {
        var elapsed = new Dictionary<string, double>();
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            try
            {
                using var json = JsonDocument.Parse(line);
                var entry = json.RootElement;
                if (entry.GetProperty("event").GetString() == "done" && entry.GetProperty("pipeline").GetString() == pipeline)
                {
                    elapsed[entry.GetProperty("stage").GetString()!] = entry.GetProperty("elapsed_s").GetDouble();
                }
            }
            catch (Exception e) when (JsonInput.IsDamage(e))
            {
                // A line cut short by a kill or a full disk: the log is only told from, never relied on.
            }
        }

        return elapsed;
    }

    private void Append(string stage, string happened, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("pipeline", pipeline);
            json.WriteString("stage", stage);
            json.WriteString("event", happened);
            write(json);
            json.WriteEndObject();
        }

        try
        {
            lock (gate)
            {
                File.AppendAllText(path, Encoding.UTF8.GetString(buffer.ToArray()) + "\n");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be noted, as on a full disk, is not worth the work that it tells of.
        }
    }
}
