using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;

namespace Gans.Pipeline.Terminal;

/// <summary>What would become of a stage, in words.</summary>
internal static class StatusText
{
    /// <summary>What becomes of a stage, as a word for machines.</summary>
    /// <param name="planned">The stage.</param>
    /// <param name="outlook">What becomes of it; null where it is up to date.</param>
    public static string State(PlannedStage planned, StageOutlook? outlook) => (planned, outlook) switch
    {
        (_, { Refusal: not null }) => "refused",
        ({ IsUpToDate: true }, _) => "up_to_date",
        ({ IsOpen: true }, _) => "may_run",
        (_, { Course: StageCourse.Restores }) => "restores",
        (_, { GoesOn: true }) => "goes_on",
        _ => "runs",
    };

    /// <summary>What becomes of a stage, and why.</summary>
    /// <param name="planned">The stage.</param>
    /// <param name="outlook">What becomes of it; null where it is up to date.</param>
    public static string Of(PlannedStage planned, StageOutlook? outlook)
    {
        var state = outlook switch
        {
            { Refusal: { } refusal } => $"is refused: {refusal}",
            { Course: StageCourse.Resumes, Progress: { } progress } => $"unfinished, {progress}{Left(progress)}, goes on",
            { Course: StageCourse.Resumes } => "unfinished, goes on",
            { GoesOn: true, Progress: { } progress } => $"goes on from {progress}",
            _ => State(planned, outlook).Replace('_', ' '),
        };
        var reasons = planned.IsUpToDate || outlook is { Refusal: not null } ? "" : $": {string.Join("; ", planned.Reasons)}";
        var aside = outlook is { Refusal: null, MovesAside: true }
            ? $"; unfinished work of other inputs{(outlook.UnfinishedProgress is { } left ? $", {left}," : "")} is moved aside"
            : "";
        return state + reasons + aside;
    }

    private static string Left(WorkProgress progress) => progress.Left is { } left ? $", about {DurationText.Of(left)} left" : "";
}
