using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Gans.Formats;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;

namespace Gans.Pipeline.Terminal;

/// <summary>
/// Shows a run on a terminal: plain lines until something works, then bars. The library that draws bars is loaded only then, so that a run with nothing to do
/// is quick.
/// </summary>
/// <param name="writer">Takes the lines before the bars.</param>
internal sealed class TerminalDisplay(TextWriter writer) : IDisplay
{
    private readonly PlainDisplay lines = new(writer, TimeProvider.System);
    private readonly TaskCompletionSource<IDisplay> bars = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public void Show(Action work)
    {
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task.WhenAny(task, bars.Task).GetAwaiter().GetResult();
        if (bars.Task is { IsCompleted: true, Result: var display })
        {
            display.Show(() => ((IAsyncResult)task).AsyncWaitHandle.WaitOne());
        }

        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Started(string stage, ImmutableArray<RunReason> reasons, bool resumes) => Bars().Started(stage, reasons, resumes);

    /// <inheritdoc/>
    public void Progressed(string stage, StageProgress progress) => Bars().Progressed(stage, progress);

    /// <inheritdoc/>
    public void Printed(string stage, string line) => Bars().Printed(stage, line);

    /// <inheritdoc/>
    public void Ended(StageOutcome outcome) => (bars.Task is { IsCompleted: true, Result: var display } ? display : lines).Ended(outcome);

    private IDisplay Bars()
    {
        lock (gate)
        {
            if (!bars.Task.IsCompleted)
            {
                bars.SetResult(Create());
            }

            return bars.Task.Result;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BarDisplay Create() => new();
}
