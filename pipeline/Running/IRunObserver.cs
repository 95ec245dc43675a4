using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>How a stage's part in a run ended.</summary>
internal enum StageEnd
{
    /// <summary>Nothing had changed; it did not run.</summary>
    UpToDate,

    /// <summary>It ran and its outs are in place.</summary>
    Done,

    /// <summary>It failed; its outs are as they were.</summary>
    Failed,

    /// <summary>It was stopped by the user.</summary>
    Stopped,

    /// <summary>It did not run, since the run ended before its turn.</summary>
    Skipped,
}

/// <summary>How one stage ended.</summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="End">How.</param>
/// <param name="Elapsed">How long it ran.</param>
/// <param name="Message">What it made, or what went wrong; one line, or empty.</param>
/// <param name="Error">What went wrong, where something did.</param>
internal sealed record StageOutcome(string Stage, StageEnd End, TimeSpan Elapsed, string Message = "", Exception? Error = null);

/// <summary>Told what a run does. Calls come from several threads, of one stage in order.</summary>
internal interface IRunObserver
{
    /// <summary>A stage starts.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="reasons">Why it runs.</param>
    /// <param name="resumes">It goes on from where an earlier run was stopped.</param>
    void Started(string stage, ImmutableArray<RunReason> reasons, bool resumes);

    /// <summary>A built-in stage is so far.</summary>
    /// <param name="stage">Name of the stage.</param>
    /// <param name="progress">How far.</param>
    void Progressed(string stage, StageProgress progress);

    /// <summary>A command printed a line.</summary>
    /// <param name="stage">Name of the stage.</param>
    /// <param name="line">The line.</param>
    void Printed(string stage, string line);

    /// <summary>A stage ended, or turned out to be up to date.</summary>
    /// <param name="outcome">How.</param>
    void Ended(StageOutcome outcome);
}
