namespace Gans.Training.State;

/// <summary>How a training went as a whole: the condition in which it was for most of the updates that could be judged.</summary>
/// <remarks>
/// Chapter 10 of Brownlee: a failure may be temporary, and a training that has failed may look otherwise for some updates. So neither the last verdict nor the
/// worst one says what a training was.
/// </remarks>
public sealed record TrainingCourse
{
    private TrainingCourse(TrainingCondition condition, IReadOnlyDictionary<TrainingCondition, double> shares)
    {
        Condition = condition;
        Shares = shares;
    }

    /// <summary>The condition of most updates judged; unjudged where none could be.</summary>
    public TrainingCondition Condition { get; }

    /// <summary>Share of the updates judged, (0, 1], of each condition that was seen, the greatest first. Empty where none could be judged.</summary>
    public IReadOnlyDictionary<TrainingCondition, double> Shares { get; }

    /// <summary>Sums verdicts up.</summary>
    /// <param name="verdicts">Updates done and the condition then, rising; each stands for the updates since the one before.</param>
    public static TrainingCourse Of(IEnumerable<(long Step, TrainingCondition Condition)> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        var updates = new Dictionary<TrainingCondition, long>();
        var before = 0L;
        foreach (var (step, condition) in verdicts)
        {
            updates[condition] = updates.GetValueOrDefault(condition) + step - before;
            before = step;
        }

        updates.Remove(TrainingCondition.Unjudged);
        var judged = (double)updates.Values.Sum();
        var shares = updates.OrderByDescending(kind => kind.Value).Select(kind => KeyValuePair.Create(kind.Key, kind.Value / judged)).ToArray();
        return new TrainingCourse(shares is [var most, ..] ? most.Key : TrainingCondition.Unjudged, new OrderedDictionary<TrainingCondition, double>(shares));
    }
}
