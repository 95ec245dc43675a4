using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gans.Formats;
using Gans.Inference.Metrics;
using Gans.Training;
using Gans.Training.Export;
using Gans.Training.Logs;
using Gans.Training.Plots;

namespace Gans.Pipeline.Stages;

/// <summary>Scores all generators that a run kept, each as its exported file: to choose one afterwards.</summary>
internal sealed class KeptEvaluation
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private readonly RunFolder run;
    private readonly EvaluationOptions options;
    private readonly IReadOnlyList<KeptGenerator> kept;

    private KeptEvaluation(RunFolder run, EvaluationOptions options, IReadOnlyList<KeptGenerator> kept) =>
        (this.run, this.options, this.kept) = (run, options, kept);

    /// <summary>Whether a path is that of a run.</summary>
    internal static bool IsRun(string path) => File.Exists(new RunFolder(path).Info);

    /// <summary>Checks what is asked for.</summary>
    /// <param name="options">What to evaluate, a run, and how.</param>
    /// <exception cref="InvalidInputException">The run kept no generators, or they are asked for in parts.</exception>
    internal static KeptEvaluation Of(EvaluationOptions options)
    {
        var run = new RunFolder(options.Fake);
        var kept = KeptGenerator.In(run);
        return (kept.Count, options.Shard) switch
        {
            (0, _) => throw new InvalidInputException(
                $"Evaluating {options.Fake}: found a run that kept no generators, needed some. "
                + "Train with --keep-generators, or export its last one and score that."),
            (_, not null) => throw new InvalidInputException(
                $"Evaluating {options.Fake}: found a shard of a run's generators, needed each of them whole. Leave the shard out."),
            _ => new KeptEvaluation(run, options with { CachesRealOnly = true }, kept),
        };
    }

    /// <summary>Scores them, writes the numbers and a plot of each, and prints a table.</summary>
    /// <param name="work">Where numbers and lines go.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Which is the best, one sentence.</returns>
    internal string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var epochs = MetricsLog.Read(run.Metrics).DistinctBy(line => line.Step).ToDictionary(line => line.Step, line => line.Epoch);
        using var folder = new AtomicFolder(new StateFolder().File("generators"));   // never committed: it goes when it is disposed
        var scored = new List<Row>();
        foreach (var generator in kept)
        {
            progress.Report(new StageProgress("scoring kept generators", scored.Count, kept.Count, FormattableString.Invariant($"step {generator.Step}")));
            var file = Path.Combine(folder.WorkPath, "generator.onnx");
            RunExport.Run(new ExportOptions { Run = run.Path, Output = file, Step = generator.Step }, cancellation);
            var result = Evaluation.Run(options with { Fake = file }, progress: null, cancellation);
            scored.Add(new Row(generator.Step, epochs.TryGetValue(generator.Step, out var epoch) ? epoch : null, result));
        }

        var best = BestOf(scored);
        var json = ToJson(scored, best);
        var lines = new List<string>();
        Print(scored, best, lines.Add);
        Draw(scored, best, lines.Add);
        work.Tell(json, lines);
        var (names, count) = (scored[0].Result.Scores, Counted.Of(scored.Count, "generator"));
        return best is { } row && names.Count > 0 ? $"{count}, best {Describe(row)}" : count;
    }

    /// <summary>The best by the first score; null where it does not say which values are good.</summary>
    private static Row? BestOf(List<Row> scored) => scored[0].Result.Scores switch
    {
        [{ Better: Better.Lower }, ..] => scored.MinBy(row => row.Result.Scores[0].Value),
        [{ Better: Better.Higher }, ..] => scored.MaxBy(row => row.Result.Scores[0].Value),
        [{ Better: Better.Half }, ..] => scored.MinBy(row => Math.Abs(row.Result.Scores[0].Value - 0.5)),
        _ => null,
    };

    /// <summary>Scores by step, then all that is needed to know what they mean, which is the same of all.</summary>
    private string ToJson(List<Row> scored, Row? best)
    {
        var how = JsonNode.Parse((scored[^1].Result with { Scores = [] }).ToJson())!.AsObject();
        var fake = how["fake"]!.AsObject();
        fake["path"] = run.Path;
        var generators = scored.Select(row => (JsonNode)new JsonObject(
        [
            KeyValuePair.Create<string, JsonNode?>("step", row.Step),
            .. row.Epoch is { } epoch ? [KeyValuePair.Create<string, JsonNode?>("epoch", epoch)] : Array.Empty<KeyValuePair<string, JsonNode?>>(),
            .. row.Result.Scores.Select(score => KeyValuePair.Create<string, JsonNode?>(score.Name, score.Value)),
        ]));
        return new JsonObject
        {
            ["generators"] = new JsonArray([.. generators]),
            ["best_step"] = best?.Step,
            ["evaluation"] = how,
        }.ToJsonString(Indented);
    }

    private void Print(List<Row> scored, Row? best, Action<string> print)
    {
        var last = scored[^1].Result;
        print($"run        {run.Path}, {Counted.Of(scored.Count, "kept generator")}");
        foreach (var line in (last with { Scores = [], Warnings = [] }).ToTable().TrimEnd().Split('\n').Skip(1))
        {
            print(line);
        }

        string[] names = [.. last.Scores.Select(score => score.Name)];
        print("");
        print($"{"step",10}  {"epoch",6}{string.Concat(names.Select(name => $"  {name,14}"))}");
        foreach (var row in scored)
        {
            var values = string.Concat(row.Result.Scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"  {score.Value,14:G6}")));
            var epoch = row.Epoch?.ToString(CultureInfo.InvariantCulture) ?? "";
            print(string.Create(CultureInfo.InvariantCulture, $"{row.Step,10}  {epoch,6}{values}{(row == best ? "  best" : "")}"));
        }

        print("");
        foreach (var warning in scored.SelectMany(row => row.Result.Warnings).Distinct())
        {
            print($"warning: {warning}");
        }
    }

    private void Draw(List<Row> scored, Row? best, Action<string> print)
    {
        if (options.PicturesFolder is not { } pictures)
        {
            return;
        }

        Directory.CreateDirectory(pictures);
        for (var i = 0; i < scored[0].Result.Scores.Count; i++)
        {
            var name = scored[0].Result.Scores[i].Name;
            var path = Path.Combine(pictures, $"{name}-by-step.png");
            var marked = i == 0 && best is not null ? scored.IndexOf(best) : (int?)null;
            var points = scored.Select(row => (row.Step, row.Result.Scores[i].Value)).ToArray();
            ImageCodec.Save(ScorePlot.Draw(name, points, marked, best is null ? "" : $"best: {Describe(best)}"), path);
            print($"picture: {path}");
        }
    }

    private static string Describe(Row row) => string.Create(
        CultureInfo.InvariantCulture, $"{row.Result.Scores[0].Name} {row.Result.Scores[0].Value:G5} at step {row.Step:#,0}");

    /// <summary>What one generator scored.</summary>
    private sealed record Row(long Step, long? Epoch, EvaluationResult Result);
}
