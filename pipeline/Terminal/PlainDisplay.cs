using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;

namespace Gans.Pipeline.Terminal;

/// <summary>Shows a run as lines of text.</summary>
/// <param name="writer">Takes the lines.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class PlainDisplay(TextWriter writer, TimeProvider clock) : IDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Phase, long Timestamp)> shown = [];

    /// <inheritdoc/>
    public void Show(Action work) => work();

    /// <inheritdoc/>
    public void Started(string stage, ImmutableArray<RunReason> reasons, bool resumes) => Write(RunText.Started(stage, reasons, resumes));

    /// <inheritdoc/>
    public void Progressed(string stage, StageProgress progress)
    {
        lock (gate)
        {
            var known = shown.TryGetValue(stage, out var last) && last.Phase == progress.Phase;
            if (known && clock.GetElapsedTime(last.Timestamp) < Interval)
            {
                return;
            }

            shown[stage] = (progress.Phase, clock.GetTimestamp());
        }

        Write(RunText.Progress(stage, progress));
    }

    /// <inheritdoc/>
    public void Printed(string stage, string line) => Write($"{stage}: {line}");

    /// <inheritdoc/>
    public void Ended(StageOutcome outcome)
    {
        if (RunText.Ended(outcome) is { } line)
        {
            Write(line);
        }
    }

    private void Write(string line)
    {
        lock (gate)
        {
            writer.WriteLine(VisibleText.OfLine(line));
        }
    }
}
