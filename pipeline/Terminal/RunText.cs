using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;

namespace Gans.Pipeline.Terminal;

/// <summary>What happens in a run, in words.</summary>
internal static class RunText
{
    private const int MostReasons = 3;

    /// <summary>That a stage starts, and why.</summary>
    public static string Started(string stage, ImmutableArray<RunReason> reasons, bool resumes) =>
        $"{stage}: {(resumes ? "goes on where it stopped" : "runs")} ({Reasons(reasons)})";

    /// <summary>Why a stage runs: the first few reasons.</summary>
    public static string Reasons(ImmutableArray<RunReason> reasons)
    {
        var more = reasons.Length - MostReasons;
        return string.Join("; ", reasons.Take(MostReasons)) + (more > 0 ? $"; and {more} more" : "");
    }

    /// <summary>How far a stage is.</summary>
    public static string Progress(string stage, StageProgress progress)
    {
        var count = progress.Total > 0 ? string.Create(CultureInfo.InvariantCulture, $" {progress.Done}/{progress.Total}") : "";
        return $"{stage}: {progress.Phase}{count}{(string.IsNullOrEmpty(progress.Detail) ? "" : ", " + progress.Detail)}";
    }

    /// <summary>How a stage ended; null where the error line or the summary says it.</summary>
    public static string? Ended(StageOutcome outcome) => outcome.End switch
    {
        StageEnd.UpToDate => $"{outcome.Stage}: up to date",
        StageEnd.Done => $"{outcome.Stage}: done in {DurationText.Of(outcome.Elapsed)}{(outcome.Message.Length > 0 ? ": " + outcome.Message : "")}",
        StageEnd.Restored => $"{outcome.Stage}: restored in {DurationText.Of(outcome.Elapsed)} ({outcome.Message})",
        _ => null,
    };
}
