using System.Globalization;
using Gans.Formats;
using Gans.Training.Loop;
using Gans.Training.State;

namespace Gans.Training.Logs;

/// <summary>Hands progress on: every step, with losses, speed and time left as of the last report.</summary>
/// <param name="progress">Who shows it.</param>
/// <param name="totalSteps">Generator updates in all.</param>
internal sealed class ProgressLog(IProgress<StageProgress> progress, long totalSteps) : TrainingObserver
{
    private const string Phase = "training";
    private string? detail;

    /// <inheritdoc/>
    public override void OnStart(long step) => progress.Report(new StageProgress(Phase, step, totalSteps));

    /// <inheritdoc/>
    public override void OnStep(long step) => progress.Report(new StageProgress(Phase, step, totalSteps, detail));

    /// <inheritdoc/>
    public override void OnReport(TrainingReport report)
    {
        detail = Describe(report);
        progress.Report(new StageProgress(Phase, report.Moment.Step, totalSteps, detail));
    }

    /// <summary>One line: <c>epoch 2, discriminator_real 0.681, generator 0.724, 3.1 steps/s, 00:12:30 left</c>.</summary>
    internal static string Describe(TrainingReport report)
    {
        var losses = string.Concat(report.Losses.Select(loss => string.Create(CultureInfo.InvariantCulture, $"{loss.Key} {loss.Value:0.000}, ")));
        var left = TimeSpan.FromSeconds(Math.Ceiling(report.Moment.RemainingSeconds));
        var state = report.Verdict is { Condition: not TrainingCondition.Unjudged } verdict
            ? verdict.Condition.ToWords() + ", "
            : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture, $"epoch {report.Moment.Epoch}, {state}{losses}{report.Moment.StepsPerSecond:0.0} steps/s, {left:c} left");
    }
}
