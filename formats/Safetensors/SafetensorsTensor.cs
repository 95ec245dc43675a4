namespace Gans.Formats;

/// <summary>What one tensor of a safetensors file is; its bytes come from <see cref="SafetensorsFile.GetBytes"/>.</summary>
public sealed class SafetensorsTensor
{
    private readonly long[] shape;

    internal SafetensorsTensor(WeightElement type, long[] shape, long begin, long end) =>
        (Type, this.shape, Begin, End) = (type, shape, begin, end);

    /// <summary>Type of each element.</summary>
    public WeightElement Type { get; }

    /// <summary>Sizes along the axes; empty for a single number.</summary>
    public IReadOnlyList<long> Shape => shape;

    /// <summary>Bytes of all elements.</summary>
    public long ByteCount => End - Begin;

    /// <summary>Where its bytes begin, counted from the first tensor's.</summary>
    internal long Begin { get; }

    /// <summary>Where its bytes end.</summary>
    internal long End { get; }
}
