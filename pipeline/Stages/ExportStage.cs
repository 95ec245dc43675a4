using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Training;

namespace Gans.Pipeline.Stages;

/// <summary>Writes the network that a run is for as a verified ONNX file.</summary>
internal sealed class ExportStage : BuiltInStage
{
    private static readonly StageOption<bool> LastWeights = StageOption.Flag("last_weights", "Export the last weights also where the run kept their running mean");

    /// <inheritdoc/>
    public override string Name => "export";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Write a run's network, a generator or a classifier, as an ONNX file, and verify it.";

    /// <inheritdoc/>
    public override string Example => "gans export --run artifacts/fashion/run --out artifacts/fashion/generator.onnx";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } = [new("run", "RUN", "the run folder of a training")];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("FILE.onnx", "the ONNX file");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } = [LastWeights];

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new StageProgress("exporting", 0, 0));
        var result = RunExport.Run(new ExportOptions { Run = work.Input("run"), Output = work.Output, LastWeights = work.Values.Require(LastWeights) }, cancellation);
        return string.Create(
            CultureInfo.InvariantCulture, $"{result.Parameters:#,0} parameters, {result.Bytes:#,0} bytes, differs from libtorch by {result.MaxDifference:0.0e0} at most");
    }
}
