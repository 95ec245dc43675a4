using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Scores a set of images, alone or against another one.</summary>
public static class Evaluation
{
    /// <summary>Goes through the images and computes the measures asked for.</summary>
    /// <param name="options">What to evaluate, and how.</param>
    /// <param name="progress">Told of every batch; may be null.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>The scores; for a shard, where its statistics are.</returns>
    /// <exception cref="InvalidInputException">A source, the extractor or an option cannot be used; the message is one line.</exception>
    public static EvaluationResult Run(EvaluationOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Computes the measures from the files of all shards.</summary>
    /// <param name="shards">Every shard's file once, in any order.</param>
    /// <param name="options">As they were given to the shards.</param>
    /// <param name="progress">Told of every step; may be null.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="InvalidInputException">A file is missing, damaged, or of another evaluation.</exception>
    public static EvaluationResult Merge(IReadOnlyList<string> shards, EvaluationOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
