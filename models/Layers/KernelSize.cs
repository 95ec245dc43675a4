namespace Gans.Models.Layers;

/// <summary>Size of a convolution's kernel: a number for a square one, else <c>(rows, columns)</c>.</summary>
/// <param name="Rows">Its height.</param>
/// <param name="Columns">Its width.</param>
public readonly record struct KernelSize(long Rows, long Columns)
{
    /// <summary>Number of its places.</summary>
    public long Area => Rows * Columns;

    /// <summary>A square kernel.</summary>
    /// <param name="side">Rows, and columns.</param>
    public static implicit operator KernelSize(long side) => FromInt64(side);

    /// <summary>A kernel of rows and columns.</summary>
    /// <param name="size">Rows, then columns.</param>
    public static implicit operator KernelSize((long Rows, long Columns) size) => FromValueTuple(size);

    /// <summary>A square kernel.</summary>
    /// <param name="side">Rows, and columns.</param>
    public static KernelSize FromInt64(long side) => new(side, side);

    /// <summary>A kernel of rows and columns.</summary>
    /// <param name="size">Rows, then columns.</param>
    public static KernelSize FromValueTuple((long Rows, long Columns) size) => new(size.Rows, size.Columns);
}
