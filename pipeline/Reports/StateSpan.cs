using System.Collections.Immutable;
using Gans.Training.State;

namespace Gans.Pipeline.Reports;

/// <summary>A stretch of a training in one condition.</summary>
/// <param name="From">Generator updates before it.</param>
/// <param name="To">Generator updates at its end.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Reason">What said so at its end.</param>
internal sealed record StateSpan(long From, long To, TrainingCondition Condition, string Reason)
{
    /// <summary>Joins neighbours of one condition; points without one end a stretch.</summary>
    /// <param name="points">Step, condition and reason of each report, by rising steps.</param>
    public static ImmutableArray<StateSpan> Join(IEnumerable<(long Step, TrainingCondition? Condition, string? Reason)> points)
    {
        var spans = ImmutableArray.CreateBuilder<StateSpan>();
        var before = 0L;
        foreach (var (step, condition, reason) in points)
        {
            if (condition is not null && spans is [.., var last] && last.Condition == condition && last.To == before)
            {
                spans[^1] = last with { To = step, Reason = reason ?? "" };
            }
            else if (condition is { } begun)
            {
                spans.Add(new StateSpan(before, step, begun, reason ?? ""));
            }

            before = step;
        }

        return spans.ToImmutable();
    }
}
