using System.Collections.Immutable;
using Gans.Pipeline.Definition;

namespace Gans.Pipeline.Planning;

/// <summary>A stage and why it would run.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Reasons">Why, cheapest cause first; empty: it is up to date.</param>
internal sealed record PlannedStage(StageDefinition Stage, ImmutableArray<RunReason> Reasons)
{
    /// <summary>Nothing differs from the lock file.</summary>
    public bool IsUpToDate => Reasons.IsEmpty;

    /// <summary>Whether it runs depends on what the stages before it write.</summary>
    public bool IsOpen => Reasons is [{ Cause: RunCause.EarlierStageRuns }, ..];
}
