namespace Gans.Onnx;

/// <summary>One axis of an input: the batch, a fixed size, or a size that users of the file may choose.</summary>
/// <example><code>
/// using static Gans.Onnx.OnnxAxis;
/// new OnnxInput("x", [N, 3, 64, 64]);
/// new OnnxInput("photo", [N, 3, Free("H", 64, 96), Free("W", 64, 80)]);
/// </code></example>
public readonly record struct OnnxAxis
{
    private OnnxAxis(string? name, long size, long otherSize)
    {
        Name = name;
        Size = size;
        OtherSize = otherSize;
    }

    /// <summary>The batch: the axis that the file calls <c>N</c>.</summary>
    public static OnnxAxis N { get; } = new("N", 0, 0);

    /// <summary>Its name in the file; null for a fixed size.</summary>
    public string? Name { get; }

    /// <summary>The size at which the network is recorded; 0 for the batch.</summary>
    public long Size { get; }

    /// <summary>The second size, at which the file must compute the same as the network; equal to <see cref="Size"/> where the axis is fixed.</summary>
    public long OtherSize { get; }

    /// <summary>The name, or the fixed size.</summary>
    public override string ToString() => Name ?? $"{Size}";

    internal bool IsBatch => Name is not null && Size == 0;

    internal bool IsFree => Name is not null && Size != 0;

    /// <summary>A fixed size.</summary>
    /// <param name="size">1 or more.</param>
    public static implicit operator OnnxAxis(long size) => FromInt64(size);

    /// <inheritdoc cref="op_Implicit"/>
    public static OnnxAxis FromInt64(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return new OnnxAxis(null, size, size);
    }

    /// <summary>A size that users of the file choose, such as the height of an image for a network of convolutions only.</summary>
    /// <param name="name">Its name in the file, such as <c>H</c>; <c>N</c> is the batch.</param>
    /// <param name="size">The size at which the network is recorded.</param>
    /// <param name="otherSize">Another one, at which file and network are compared besides.</param>
    public static OnnxAxis Free(string name, long size, long otherSize)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(otherSize);
        ArgumentOutOfRangeException.ThrowIfEqual(otherSize, size);
        ArgumentOutOfRangeException.ThrowIfEqual(name, "N");
        return new OnnxAxis(name, size, otherSize);
    }
}
