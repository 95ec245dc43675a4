namespace Gans.Training;

/// <summary>Scores a generator while it is trained. A training knows scores only by this: how they are computed is somebody else's.</summary>
/// <remarks>
/// It is called between two steps, in the training's thread. It must not touch the process's random generators; threads of libtorch are put back after it.
/// Equal weights must get equal scores, so that a training that goes on from a checkpoint repeats those that it had.
/// </remarks>
public interface IRunScorer
{
    /// <summary>How scores are computed: it is noted in <c>run.json</c>, and a run is gone on with only by the same.</summary>
    ScoringProtocol Protocol { get; }

    /// <summary>Scores a generator.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="step">Updates that it has seen; 0 for one that is not trained yet.</param>
    /// <returns>Values by name, at least one. By the first one generators are told better or worse.</returns>
    IReadOnlyList<RunScore> Score(IScoredGenerator generator, long step);
}
