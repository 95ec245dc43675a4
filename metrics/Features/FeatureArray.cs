using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>Vectors in memory.</summary>
internal sealed class FeatureArray(float[] values, int dimensions) : FeatureRows
{
    /// <inheritdoc/>
    public override long Count => values.Length / dimensions;

    /// <inheritdoc/>
    public override int Dimensions => dimensions;

    /// <inheritdoc/>
    public override void Read(long start, Span<double> rows) =>
        TensorPrimitives.ConvertChecked<float, double>(values.AsSpan(checked((int)(start * dimensions)), rows.Length), rows);
}
