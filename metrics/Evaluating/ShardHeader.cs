namespace Gans.Inference.Metrics;

/// <summary>What a shard's file says of itself.</summary>
/// <param name="Index">Which part, from 1.</param>
/// <param name="Count">How many parts there are.</param>
/// <param name="Measures">Names of the measures.</param>
/// <param name="Result">Extractor, sources, seed and warnings; no scores.</param>
/// <param name="FormatVersion">Version of the file's layout.</param>
internal sealed record ShardHeader(
    int Index, int Count, IReadOnlyList<string> Measures, EvaluationResult Result, int FormatVersion = ShardHeader.CurrentVersion)
{
    internal const int CurrentVersion = 1;
}

/// <summary>All shards of an evaluation together.</summary>
internal sealed record MergedShards(ShardHeader Header, ImageSet Fake, ImageSet? Real) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Fake.Dispose();
        Real?.Dispose();
    }
}
