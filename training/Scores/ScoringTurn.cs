using System.Diagnostics;
using Gans.Training.Native;
using Gans.Training.Steps;

namespace Gans.Training.Scores;

/// <summary>Has a generator scored as an export would write it: averaged, with statistics of its own where there are such.</summary>
/// <remarks>Nothing of the training changes by it: weights, statistics and libtorch's threads are put back, and nothing is drawn from its generators.</remarks>
/// <param name="scorer">Who scores.</param>
/// <param name="generator">The generator.</param>
/// <param name="average">Running mean of its weights, or none.</param>
/// <param name="standing">Statistics of the weights that are scored, or none for those of the training.</param>
/// <param name="every">Epochs between two scorings.</param>
internal sealed class ScoringTurn(
    IRunScorer scorer, IScoredGenerator generator, ExponentialMovingAverage? average, StandingStatistics? standing, int every)
{
    /// <summary>Epochs between two scorings.</summary>
    internal int Every => every;

    /// <summary>Scores the present weights.</summary>
    /// <param name="step">Updates that they have seen.</param>
    internal ScoringResult Take(long step)
    {
        var started = Stopwatch.GetTimestamp();
        var threads = LibtorchProcess.Threads;
        try
        {
            using var averaged = average?.Apply();
            using var stood = standing?.Apply();
            return new ScoringResult(scorer.Score(generator, step), Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        finally
        {
            LibtorchProcess.UseThreads(threads);   // a pool of OpenMP's that libtorch shares with another library has one setting
        }
    }
}
