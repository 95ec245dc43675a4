using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Reports;

namespace Gans.Pipeline.Stages;

/// <summary>Lays trainings and scores side by side.</summary>
internal sealed class CompareStage : BuiltInStage
{
    private static readonly StageOption<string> Title = StageOption.Text("title", "TEXT", "Heading of the page; not given: Comparison");

    /// <inheritdoc/>
    public override string Name => "compare";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Compare trainings and scores in one table, and on one page with their curves laid over each other.";

    /// <inheritdoc/>
    public override string Example => "gans compare artifacts/losses/*/run --out compare.html";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
    [
        new(
            "runs",
            "RUN|SCORES.json",
            "run folders of trainings, folders of runs, files of scores; a file beside one run alone is of that run")
        {
            TakesMany = true,
            IsArgument = true,
        },
    ];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("PAGE.html", "the page, - for standard output; the table is printed too") { IsPrintedToo = true };

    /// <inheritdoc/>
    public override StageOutput SideOutput { get; } = new("FILE.json", "the table for machines, - for standard output") { Name = "json" };

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } = [Title];

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var comparison = Comparison.Read(work.InputsOf("runs"));
        (string? Path, Func<string> Text)[] outputs =
        [
            (work.OutputWhereGiven, () => ComparisonPage.Render(comparison, work.Values.Get(Title) ?? "Comparison")),
            (work.SideOutput, () => ComparisonText.Json(comparison)),
        ];
        foreach (var (path, text) in outputs.Where(output => output.Path is not (null or StageCall.StandardOutput)))
        {
            AtomicFile.WriteText(path!, text().TrimEnd() + "\n");
        }

        var printed = outputs.FirstOrDefault(output => output.Path == StageCall.StandardOutput).Text is { } one
            ? one().TrimEnd().Split('\n')
            : ComparisonText.Lines(comparison);
        foreach (var line in printed)
        {
            work.Print(line);
        }

        return $"{comparison.Runs.Length} compared";
    }
}
