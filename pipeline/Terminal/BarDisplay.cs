using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;
using Spectre.Console;

namespace Gans.Pipeline.Terminal;

/// <summary>Shows a run as a progress bar a stage that works, and a line a stage that ended.</summary>
internal sealed class BarDisplay : IDisplay
{
    private const int BarWidth = 24;

    private readonly IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly Lock gate = new();
    private readonly Dictionary<string, ProgressTask> bars = [];
    private readonly TaskCompletionSource<ProgressContext> context = new();

    /// <inheritdoc/>
    public void Show(Action work) => console.Progress()
        .AutoClear(true)
        .HideCompleted(true)
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new SpinnerColumn())
        .Start(progress =>
        {
            context.SetResult(progress);
            work();
        });

    /// <inheritdoc/>
    public void Started(string stage, ImmutableArray<RunReason> reasons, bool resumes)
    {
        lock (gate)
        {
            console.Write(new ClearedLine($"[grey]{Markup.Escape(VisibleText.OfLine(RunText.Started(stage, reasons, resumes)))}[/]"));
            Bar(stage).IsIndeterminate = true;
        }
    }

    /// <inheritdoc/>
    public void Progressed(string stage, StageProgress progress)
    {
        lock (gate)
        {
            var bar = Bar(stage);
            bar.Description = Markup.Escape(VisibleText.OfLine(RunText.Progress(stage, progress)));
            bar.IsIndeterminate = progress.Total <= 0;
            bar.MaxValue = Math.Max(1, progress.Total);
            bar.Value = progress.Done;
        }
    }

    /// <inheritdoc/>
    public void Printed(string stage, string line)
    {
        lock (gate)
        {
            console.Write(new ClearedLine($"[grey]{Markup.Escape(VisibleText.OfLine(stage))}:[/] {Markup.Escape(VisibleText.OfLine(line))}"));
        }
    }

    /// <inheritdoc/>
    public void Ended(StageOutcome outcome)
    {
        lock (gate)
        {
            if (bars.Remove(outcome.Stage, out var bar))
            {
                bar.StopTask();
            }

            if (RunText.Ended(outcome) is { } line)
            {
                var colour = outcome.End == StageEnd.Done ? "green" : "grey";
                console.Write(new ClearedLine($"[{colour}]{Markup.Escape(VisibleText.OfLine(line))}[/]"));
            }
        }
    }

    private ProgressTask Bar(string stage)
    {
        if (!bars.TryGetValue(stage, out var bar))
        {
            bar = context.Task.GetAwaiter().GetResult().AddTask(Markup.Escape(VisibleText.OfLine(stage)));
            bars[stage] = bar;
        }

        return bar;
    }
}
