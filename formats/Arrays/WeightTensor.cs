namespace Gans.Formats;

/// <summary>One named tensor of a weight file, turned into single precision whatever the file holds.</summary>
public sealed class WeightTensor
{
    private readonly long[] shape;

    internal WeightTensor(string name, ReadOnlySpan<long> shape, float[] values) => (Name, this.shape, Values) = (name, shape.ToArray(), values);

    /// <summary>Its name in the file.</summary>
    public string Name { get; }

    /// <summary>Sizes along the axes; empty for a single number.</summary>
    public IReadOnlyList<long> Shape => shape;

    /// <summary>All elements in C order.</summary>
    public ReadOnlyMemory<float> Values { get; }
}
