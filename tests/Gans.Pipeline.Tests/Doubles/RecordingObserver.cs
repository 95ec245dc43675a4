using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;

namespace Gans.Pipeline.Tests.Doubles;

/// <summary>Keeps what a run tells, in order.</summary>
internal sealed class RecordingObserver : IRunObserver
{
    private readonly List<string> events = [];

    public string[] Events
    {
        get
        {
            lock (events)
            {
                return [.. events];
            }
        }
    }

    public void Started(string stage, ImmutableArray<RunReason> reasons, bool resumes) => Add($"{stage} {(resumes ? "resumes" : "starts")}");

    public void Progressed(string stage, StageProgress progress) => Add($"{stage} {progress.Phase}");

    public void Printed(string stage, string line) => Add($"{stage} says {line}");

    public void Ended(StageOutcome outcome) => Add($"{outcome.Stage} {outcome.End}");

    private void Add(string text)
    {
        lock (events)
        {
            events.Add(text);
        }
    }
}
