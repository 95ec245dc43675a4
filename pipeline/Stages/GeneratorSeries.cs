using System.Collections.Immutable;
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

/// <summary>
/// Scores several generators of one run, or one in several ways, each as its exported file: those that the run kept, to choose one afterwards, or one by its
/// truncations.
/// </summary>
internal sealed class GeneratorSeries
{
    private const double LikeNone = 4;   // of a normal law one value in 16,000 lies beyond

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private readonly string path;
    private readonly string key;
    private readonly string axis;
    private readonly IReadOnlyList<Member> members;

    private GeneratorSeries(string path, string key, string axis, IReadOnlyList<Member> members) =>
        (this.path, this.key, this.axis, this.members) = (path, key, axis, members);

    /// <summary>Whether a path is that of a run.</summary>
    internal static bool IsRun(string path) => File.Exists(new RunFolder(path).Info);

    /// <summary>What a run kept, one at least.</summary>
    /// <exception cref="InvalidInputException">It kept nothing.</exception>
    internal static IReadOnlyList<KeptGenerator> KeptBy(string run) => KeptGenerator.In(new RunFolder(run)) is { Count: > 0 } kept
        ? kept
        : throw new InvalidInputException(
            $"Evaluating {run}: found a run that kept no generators, needed some. Train with --keep-generators, or export its last one and score that.");

    /// <summary>A folder for exported files, of this call alone, as others may score beside it; never committed: it goes when it is disposed.</summary>
    internal static AtomicFolder WorkFolder() => new(new StateFolder().File($"generators-{Path.GetRandomFileName()}"));

    /// <summary>The generators that a run kept.</summary>
    /// <param name="options">What to evaluate, a run, and how.</param>
    /// <exception cref="InvalidInputException">The run kept no generators, or they are asked for in parts.</exception>
    internal static GeneratorSeries OfKept(EvaluationOptions options)
    {
        RequireWhole(options);
        var kept = KeptBy(options.Fake);
        var epochs = MetricsLog.Read(new RunFolder(options.Fake).Metrics).DistinctBy(line => line.Step).ToDictionary(line => line.Step, line => line.Epoch);
        return new GeneratorSeries(options.Fake, "step", "generator updates", [.. kept.Select(generator => new Member(
            generator.Step,
            generator.Step.ToString("#,0", CultureInfo.InvariantCulture),
            [
                ("step", generator.Step.ToString(CultureInfo.InvariantCulture), generator.Step),
                epochs.TryGetValue(generator.Step, out var epoch) && epoch is { } passed
                    ? ("epoch", passed.ToString(CultureInfo.InvariantCulture), passed)
                    : ("epoch", "", null),
            ],
            options,
            new ExportOptions { Run = options.Fake, Output = "", Step = generator.Step }))]);
    }

    /// <summary>A run's last generator, drawn without truncation and with some, each time with batch statistics of its own.</summary>
    /// <param name="options">What to evaluate, a run, and how.</param>
    /// <param name="truncations">The greatest latent values.</param>
    /// <exception cref="InvalidInputException">It is no run, or asked for in parts.</exception>
    internal static GeneratorSeries OfTruncations(EvaluationOptions options, ImmutableArray<double> truncations)
    {
        RequireWhole(options);
        if (!IsRun(options.Fake))
        {
            throw new InvalidInputException(
                $"Evaluating {options.Fake} by truncation: found no run, needed one, since statistics are taken anew for each. Give the run folder.");
        }

        var none = Math.Max(LikeNone, 1.25 * truncations.Max());
        return new GeneratorSeries(options.Fake, "truncation", "truncation, none at the right end", [.. truncations.Order().Cast<double?>().Append(null).Select(
            truncation => new Member(
                truncation ?? none,
                Text(truncation),
                [("truncation", Text(truncation), truncation)],
                options,
                new ExportOptions { Run = options.Fake, Output = "", Truncation = truncation }))]);

        static string Text(double? truncation) => truncation?.ToString(CultureInfo.InvariantCulture) ?? "none";
    }

    /// <summary>A generator with styles at some values of psi.</summary>
    /// <param name="options">What to evaluate, a run or an exported generator, and how.</param>
    /// <param name="psis">The values, 0 or more.</param>
    /// <exception cref="InvalidInputException">They are asked for in parts.</exception>
    internal static GeneratorSeries OfPsis(EvaluationOptions options, ImmutableArray<double> psis)
    {
        RequireWhole(options);
        var export = IsRun(options.Fake) ? new ExportOptions { Run = options.Fake, Output = "" } : null;
        return new GeneratorSeries(options.Fake, "psi", "psi", [.. psis.Order().Select(psi => new Member(
            psi,
            psi.ToString(CultureInfo.InvariantCulture),
            [("psi", psi.ToString(CultureInfo.InvariantCulture), psi)],
            options with { Psi = psi },
            export))]);
    }

    /// <summary>Scores them, writes the numbers and a plot of each, and prints a table.</summary>
    /// <param name="work">Where numbers and lines go.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Which is the best, one sentence.</returns>
    internal string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        using var folder = WorkFolder();
        var scored = new List<Row>();
        foreach (var member in members)
        {
            progress.Report(new StageProgress("scoring generators", scored.Count, members.Count, $"{key} {member.Text}"));
            var file = path;
            if (member.Export is { } export)
            {
                file = Path.Combine(folder.WorkPath, "generator.onnx");
                RunExport.Run(export with { Output = file }, cancellation);
            }

            scored.Add(new Row(member, Evaluation.Run(
                member.Options with { Fake = file, CachesRealOnly = true, PicturesFolder = PicturesOf(member) }, progress: null, cancellation)));
        }

        var best = BestOf(scored);
        var lines = new List<string>();
        Print(scored, best, lines.Add);
        Draw(scored, best, lines.Add);
        work.Tell(ToJson(scored, best), lines);
        var (names, count) = (scored[0].Result.Scores, Counted.Of(scored.Count, "generator"));
        return best is { } row && names.Count > 0 ? $"{count}, best {Describe(row)}" : count;
    }

    /// <summary>Measures name their pictures alike, so each generator has a folder for its own.</summary>
    private string? PicturesOf(Member member) =>
        member.Options.PicturesFolder is { } pictures ? Path.Combine(pictures, $"{key}-{member.Keys[0].Text}") : null;

    private static void RequireWhole(EvaluationOptions options)
    {
        if (options.Shard is not null)
        {
            throw new InvalidInputException(
                $"Evaluating {options.Fake}: found a shard of a run's generators, needed each of them whole. Leave the shard out.");
        }
    }

    /// <summary>The best by the first score; null where it does not say which values are good.</summary>
    private static Row? BestOf(List<Row> scored) => scored[0].Result.Scores switch
    {
        [{ Better: Better.Lower }, ..] => scored.MinBy(row => row.Result.Scores[0].Value),
        [{ Better: Better.Higher }, ..] => scored.MaxBy(row => row.Result.Scores[0].Value),
        [{ Better: Better.Half }, ..] => scored.MinBy(row => Math.Abs(row.Result.Scores[0].Value - 0.5)),
        _ => null,
    };

    /// <summary>Scores by what tells the generators apart, then all that is needed to know what they mean, which is the same of all.</summary>
    private string ToJson(List<Row> scored, Row? best)
    {
        var how = JsonNode.Parse(Shared(scored).ToJson())!.AsObject();
        var fake = how["fake"]!.AsObject();
        fake["path"] = path;
        var generators = scored.Select(row => (JsonNode)new JsonObject(
        [
            .. row.Member.Keys.Where(column => column.Value is not null || column.Name == key)
                .Select(column => KeyValuePair.Create<string, JsonNode?>(column.Name, ToNode(column.Value))),
            .. row.Result.Scores.Select(score => KeyValuePair.Create<string, JsonNode?>(score.Name, score.Value)),
        ]));
        return new JsonObject
        {
            ["generators"] = new JsonArray([.. generators]),
            [$"best_{key}"] = ToNode(best?.Member.Keys[0].Value),
            ["evaluation"] = how,
        }.ToJsonString(Indented);
    }

    /// <summary>What the results have alike, and the pictures of all.</summary>
    private static EvaluationResult Shared(List<Row> scored) =>
        scored[^1].Result with { Scores = [], Pictures = [.. scored.SelectMany(static row => row.Result.Pictures)] };

    private static JsonValue? ToNode(double? value) => value switch
    {
        null => null,
        { } number when double.IsInteger(number) => JsonValue.Create((long)number),
        { } number => JsonValue.Create(number),
    };

    private void Print(List<Row> scored, Row? best, Action<string> print)
    {
        var last = scored[^1].Result;
        print($"run        {path}, {Counted.Of(scored.Count, "generator")}");
        foreach (var line in (Shared(scored) with { Warnings = [] }).ToTable().TrimEnd().Split('\n').Skip(1))
        {
            print(line);
        }

        print("");
        var names = string.Concat(last.Scores.Select(score => $"  {score.Name,14}"));
        print(string.Join("  ", members[0].Keys.Select(static (column, i) => column.Name.PadLeft(i == 0 ? 10 : 6))) + names);
        foreach (var row in scored)
        {
            var values = string.Concat(row.Result.Scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"  {score.Value,14:G6}")));
            var keys = string.Join("  ", row.Member.Keys.Select(static (column, i) => column.Text.PadLeft(i == 0 ? 10 : 6)));
            print($"{keys}{values}{(row == best ? "  best" : "")}");
        }

        print("");
        foreach (var warning in scored.SelectMany(row => row.Result.Warnings).Distinct())
        {
            print($"warning: {warning}");
        }
    }

    private void Draw(List<Row> scored, Row? best, Action<string> print)
    {
        if (members[0].Options.PicturesFolder is not { } pictures)
        {
            return;
        }

        Directory.CreateDirectory(pictures);
        for (var i = 0; i < scored[0].Result.Scores.Count; i++)
        {
            var name = scored[0].Result.Scores[i].Name;
            var file = Path.Combine(pictures, $"{name}-by-{key}.png");
            var marked = i == 0 && best is not null ? scored.IndexOf(best) : (int?)null;
            var points = scored.Select(row => (row.Member.Place, row.Result.Scores[i].Value)).ToArray();
            ImageCodec.Save(ScorePlot.Draw(name, points, axis, marked, best is null ? "" : $"best: {Describe(best)}"), file);
            print($"picture: {file}");
        }
    }

    private string Describe(Row row) => string.Create(
        CultureInfo.InvariantCulture, $"{row.Result.Scores[0].Name} {row.Result.Scores[0].Value:G5} at {key} {row.Member.Text}");

    /// <summary>One generator, or one way to draw from it.</summary>
    /// <param name="Place">Where it stands on the axis of a plot.</param>
    /// <param name="Text">The same for a person.</param>
    /// <param name="Keys">What tells it apart: columns of the table, and numbers of the JSON.</param>
    /// <param name="Options">How it is evaluated.</param>
    /// <param name="Export">How it is exported, but where to; null for a file.</param>
    private sealed record Member(
        double Place, string Text, ImmutableArray<(string Name, string Text, double? Value)> Keys, EvaluationOptions Options, ExportOptions? Export);

    /// <summary>What one of them scored.</summary>
    private sealed record Row(Member Member, EvaluationResult Result);
}
