namespace Gans.Training.Measures;

/// <summary>What a generator scored by the measure that tells which is the best.</summary>
/// <param name="Step">Updates that it had seen.</param>
/// <param name="Epoch">The epoch that the last of them belongs to; 0 before the first.</param>
/// <param name="Name">Name of the score.</param>
/// <param name="Value">The score.</param>
public sealed record ScoredStep(long Step, long Epoch, string Name, double Value);

/// <summary>How the scores of a training went.</summary>
/// <param name="First">The first one: of the generator before it was trained.</param>
/// <param name="Last">The last one.</param>
/// <param name="Best">The best one of a generator that was trained; of equal ones the first. Null where none was.</param>
public sealed record ScoreCourse(ScoredStep First, ScoredStep Last, ScoredStep? Best)
{
    /// <summary>Sums scores up.</summary>
    /// <param name="scores">The scores, by rising steps.</param>
    /// <param name="higherIsBetter">Whether higher values are better, not lower ones.</param>
    /// <returns>Null where there are none.</returns>
    public static ScoreCourse? Of(IEnumerable<ScoredStep> scores, bool higherIsBetter)
    {
        ScoredStep[] all = [.. scores];
        var trained = all.Where(static score => score.Step > 0);
        return all.Length == 0
            ? null
            : new ScoreCourse(all[0], all[^1], higherIsBetter ? trained.MaxBy(static score => score.Value) : trained.MinBy(static score => score.Value));
    }
}
