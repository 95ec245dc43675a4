using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>
/// The elements of a contiguous tensor in the host's memory, which lives as long as this is used: read one by one, without a tensor for each.
/// </summary>
internal sealed unsafe class Elements
{
    private readonly byte* origin;
    private readonly long[] strides;
    private readonly ScalarType type;
    private readonly long first;

    public Elements(Tensor tensor)
    {
        Shape = tensor.shape;
        type = tensor.dtype;
        strides = Strides(Shape);
        origin = tensor.numel() == 0 ? null : (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
    }

    private Elements(Elements whole, long[] shape, long first)
    {
        (Shape, type, strides) = (shape, whole.type, whole.strides);
        origin = whole.origin;
        this.first = first;
    }

    public long[] Shape { get; }

    /// <summary>The same elements from a start along an axis.</summary>
    public Elements Part(int axis, long start, long length)
    {
        var shape = (long[])Shape.Clone();
        shape[axis] = length;
        return new Elements(this, shape, first + (start * strides[axis]));
    }

    public double At(ReadOnlySpan<long> place)
    {
        var offset = first;
        for (var axis = 0; axis < place.Length; axis++)
        {
            offset += place[axis] * strides[axis];
        }

        return type switch
        {
            ScalarType.Float32 => ((float*)origin)[offset],
            ScalarType.Float64 => ((double*)origin)[offset],
            ScalarType.Int64 => ((long*)origin)[offset],
            ScalarType.Int32 => ((int*)origin)[offset],
            ScalarType.Byte or ScalarType.Bool => origin[offset],
            _ => double.NaN,
        };
    }

    private static long[] Strides(long[] shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }
}
