using Gans.Pipeline.Caching;

namespace Gans.Pipeline.Running;

/// <summary>What becomes of a stage that is not up to date.</summary>
internal enum StageCourse
{
    /// <summary>It runs from the start.</summary>
    Runs,

    /// <summary>It goes on with the unfinished work beside its outs.</summary>
    Resumes,

    /// <summary>It goes on from its outs, which have an earlier end.</summary>
    ExtendsOuts,

    /// <summary>It goes on from a result of the cache, which has an earlier end.</summary>
    ExtendsResult,

    /// <summary>Its result is in the cache and is put in place.</summary>
    Restores,
}

/// <summary>What becomes of a stage, as its deps, its outs and the cache are now.</summary>
/// <param name="Course">What becomes of it.</param>
internal sealed record StageOutlook(StageCourse Course)
{
    /// <summary>Key of its result; null where it has no outs, or while stages before it are yet to write its deps.</summary>
    public ResultKey? Key { get; init; }

    /// <summary>The result of the cache to put in place or to go on from.</summary>
    public StoredResult? Result { get; init; }

    /// <summary>How far the work is from which it goes on; null where that cannot be told, or it does not go on.</summary>
    public WorkProgress? Progress { get; init; }

    /// <summary>Unfinished work beside its outs, whatever its inputs; null: none.</summary>
    public StageJournal? Unfinished { get; init; }

    /// <summary>How far that is; null where that cannot be told.</summary>
    public WorkProgress? UnfinishedProgress { get; init; }

    /// <summary>The stage goes on from earlier work.</summary>
    public bool GoesOn => Course is StageCourse.Resumes or StageCourse.ExtendsOuts or StageCourse.ExtendsResult;

    /// <summary>The unfinished work is not what the stage goes on with, and is moved aside.</summary>
    public bool MovesAside => Course is not (StageCourse.Resumes or StageCourse.Restores) && Unfinished is not null && UnfinishedProgress is not { Done: 0 };

    /// <summary>Why it must not run unless forced: something would be lost that cannot be had again; null: nothing.</summary>
    public string? Refusal { get; init; }
}
