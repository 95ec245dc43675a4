using System.Collections.Immutable;
using Gans.Training.Logs;
using Gans.Training.Measures;

namespace Gans.Pipeline.Reports;

/// <summary>What a generator scored while it was trained.</summary>
/// <param name="Epochs">The epoch of each scoring, rising; 0 before the first.</param>
/// <param name="Curves">A curve a score, that which tells the best first.</param>
/// <param name="Course">How the first one went.</param>
internal sealed record ScoreHistory(ImmutableArray<long> Epochs, ImmutableArray<Curve> Curves, ScoreCourse Course)
{
    /// <summary>Reads it from a training's reports; null where they hold none.</summary>
    /// <param name="reports">The reports.</param>
    /// <param name="higherIsBetter">Whether higher values of the first score are better.</param>
    public static ScoreHistory? Of(IEnumerable<MetricsLine> reports, bool higherIsBetter)
    {
        MetricsLine[] scored = [.. reports.Where(report => report.Scores is { Count: > 0 })];
        return MetricsLog.ScoresOf(scored, higherIsBetter) is { } course
            ? new ScoreHistory(
                [.. scored.Select(report => report.Epoch)],
                [
                    .. scored.SelectMany(report => report.Scores!.Keys).Distinct()
                        .Select(name => new Curve(name, [.. scored.Select(report => report.Scores!.GetValueOrDefault(name, double.NaN))])),
                ],
                course)
            : null;
    }
}
