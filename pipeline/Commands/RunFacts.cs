using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gans.Formats;
using Gans.Pipeline.Reports;
using Gans.Training;
using Gans.Training.Logs;
using Gans.Training.Runs;

namespace Gans.Pipeline.Commands;

/// <summary>How far a training is, how its generator scored, and which of them it kept.</summary>
internal sealed class RunFacts
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private readonly JsonObject json;

    private RunFacts(JsonObject json, IReadOnlyList<Fact> facts) => (this.json, Facts) = (json, facts);

    /// <summary>For a person, in order.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>Reads them of a run, of one that still runs too.</summary>
    /// <param name="path">The run folder.</param>
    /// <exception cref="InvalidInputException">It is none, or damaged.</exception>
    public static RunFacts Read(string path)
    {
        var folder = new RunFolder(path);
        var info = RunInfo.Read(folder);
        var done = TrainingRun.StepsDone(path) ?? 0;
        var lines = MetricsLog.Read(folder.Metrics);
        var scores = info.Scoring is { } protocol ? MetricsLog.ScoresOf(lines, protocol.HigherIsBetter) : null;
        var kept = KeptGenerator.In(folder).Select(generator => (generator.Step, Line: lines.FirstOrDefault(line => line.Step == generator.Step))).ToArray();
        var json = new JsonObject
        {
            ["model"] = info.Model,
            ["data"] = info.Data.Name,
            ["seed"] = info.Seed,
            ["steps"] = done,
            ["total_steps"] = info.TotalSteps,
            ["best_step"] = scores?.Best?.Step,
            ["kept_generators"] = new JsonArray([.. kept.Select(each => (JsonNode)ToJson(each.Step, each.Line))]),
        };
        Fact[] facts =
        [
            new("model", info.Model),
            new("data", info.Data.Name),
            new("seed", info.Seed.ToString(CultureInfo.InvariantCulture)),
            new("steps", string.Create(CultureInfo.InvariantCulture, $"{done:#,0} of {info.TotalSteps:#,0}")),
            .. scores is null ? Array.Empty<Fact>() : [new("scores", ScoreText.Describe(scores))],
            .. kept.Select(each => new Fact("kept", Describe(each.Step, each.Line) + (each.Step == scores?.Best?.Step ? "; the best" : ""))),
        ];
        return new RunFacts(json, facts);
    }

    /// <summary>For machines, one object.</summary>
    public string ToJson() => json.ToJsonString(Indented);

    private static JsonObject ToJson(long step, MetricsLine? line)
    {
        var json = new JsonObject { ["step"] = step };
        if (line is not null)
        {
            json["epoch"] = line.Epoch;
        }

        foreach (var (name, value) in line?.Scores ?? [])
        {
            json[name] = value;
        }

        return json;
    }

    private static string Describe(long step, MetricsLine? line)
    {
        var scores = string.Concat((line?.Scores ?? []).Select(score => $", {score.Key} {ScoreText.Number(score.Value)}"));
        var epoch = line is null ? "" : string.Create(CultureInfo.InvariantCulture, $", epoch {line.Epoch:#,0}");
        return string.Create(CultureInfo.InvariantCulture, $"step {step:#,0}{epoch}{scores}");
    }
}
