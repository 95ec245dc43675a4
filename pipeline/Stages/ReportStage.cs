using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Reports;

namespace Gans.Pipeline.Stages;

/// <summary>Tells in one HTML file what a pipeline made.</summary>
internal sealed class ReportStage : BuiltInStage
{
    private static readonly StageOption<string> Title = StageOption.Text("title", "TEXT", "Heading of the report; not given: the pipeline's name");

    /// <inheritdoc/>
    public override string Name => "report";

    /// <inheritdoc/>
    public override int Version => 6;

    /// <inheritdoc/>
    public override string Summary => "Tell in one HTML file, which opens offline, what was trained and how.";

    /// <inheritdoc/>
    public override string Example =>
        "gans report --run artifacts/fashion/run --model artifacts/fashion/generator.onnx --samples artifacts/fashion/samples.png --out report.html";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
    [
        new("model", "FILE.onnx", "an exported model") { IsRequired = false, Suffixes = [".onnx"] },
        new("samples", "GRID.png", "a picture of samples") { IsRequired = false, Suffixes = [".png", ".jpg", ".jpeg"] },
        new(
            "metrics",
            "OUT.json",
            "files of numbers, such as those of gans evaluate, for tables") { IsRequired = false, TakesMany = true, Suffixes = [".json"] },
        new("real", "PACK", "the images that it learned from, a pack in a folder whose name ends in 'data', to be shown beside the samples")
        {
            IsRequired = false,
            Suffixes = ["data"],
        },
        new("run", "RUN", "the run folder of a training"),
        new("plots", "GRID.png|DIR", "more pictures, or folders of them") { IsRequired = false, TakesMany = true },
    ];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("REPORT.html", "the report");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } = [Title];

    /// <inheritdoc/>
    public override bool TellsPipeline => true;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var sources = new ReportSources(work.Input("run"))
        {
            Model = work.FindInput("model") is { } model ? ModelPath.Require(model) : null,
            Samples = work.FindInput("samples"),
            Real = work.FindInput("real"),
            Metrics = work.InputsOf("metrics"),
            Plots = work.InputsOf("plots"),
        };
        var report = ReportData.Collect(sources, work.Pipeline);
        AtomicFile.WriteText(work.Output, ReportPage.Render(report, work.Values.Get(Title)));
        return $"{report.Samples.Length} sample grids, {report.Training.Steps.Length} points of the losses";
    }
}
