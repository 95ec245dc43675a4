namespace Gans.Formats;

/// <summary>One tensor of a <see cref="TfjsWeights"/>.</summary>
public sealed class TfjsTensor
{
    private readonly long[] shape;
    private readonly float[] values;

    internal TfjsTensor(long[] shape, float[] values) => (this.shape, this.values) = (shape, values);

    /// <summary>Sizes along the axes. Kernels of convolutions are [height, width, in, out], of dense layers [in, out].</summary>
    public IReadOnlyList<long> Shape => shape;

    /// <summary>All elements in C order.</summary>
    public ReadOnlySpan<float> Values => values;
}
