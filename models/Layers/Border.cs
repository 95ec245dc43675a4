namespace Gans.Models.Layers;

/// <summary>Rows or columns that an operation adds, or takes away, at the two ends of an axis.</summary>
/// <param name="Before">At the top or left.</param>
/// <param name="After">At the bottom or right.</param>
internal readonly record struct Border(long Before, long After)
{
    /// <summary>As many at both ends.</summary>
    internal bool IsEven => Before == After;

    /// <summary>No rows or columns.</summary>
    internal static Border None { get; }

    /// <summary>Zeros that Keras' 'same' adds, so that a convolution gives ceil(size / stride). An odd one goes to the end.</summary>
    internal static Border SamePad(long size, long kernel, long stride)
    {
        var outputs = (size + stride - 1) / stride;
        var total = Math.Max(((outputs - 1) * stride) + kernel - size, 0);
        return new Border(total / 2, total - (total / 2));
    }

    /// <summary>What Keras' 'same' crops of a full transposed convolution, so that it gives size * stride. An odd row goes at the end.</summary>
    internal static Border SameCrop(long kernel, long stride)
    {
        var total = kernel - stride;
        return new Border(Math.Max(total, 0) / 2, total - (Math.Max(total, 0) / 2));
    }

    /// <summary>What Keras' 'valid' crops of it: nothing, but a kernel smaller than the stride is followed by zeros up to size * stride.</summary>
    internal static Border ValidCrop(long kernel, long stride) => new(0, Math.Min(kernel - stride, 0));
}
