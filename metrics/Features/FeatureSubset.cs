namespace Gans.Inference.Metrics;

/// <summary>Some of another set's vectors, in an order of their own; vectors may come twice.</summary>
internal sealed class FeatureSubset(FeatureRows rows, long[] indices) : FeatureRows
{
    /// <inheritdoc/>
    public override long Count => indices.Length;

    /// <inheritdoc/>
    public override int Dimensions => rows.Dimensions;

    /// <inheritdoc/>
    public override void Read(long start, Span<double> target) => rows.Gather(indices.AsSpan((int)start, target.Length / Dimensions), target);
}
