using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gans.Inference;

/// <summary>A named tensor in memory that ONNX Runtime may read and write.</summary>
internal interface IPinnedTensor
{
    /// <summary>Its name in the graph.</summary>
    string Name { get; }

    /// <summary>A tensor over the first <paramref name="count"/> rows. The caller disposes it, and keeps this object alive as long.</summary>
    OrtValue Bind(int count);
}

/// <summary>Room for a batch in memory that the collector never moves; made at its first use.</summary>
/// <param name="name">Its name in the graph.</param>
/// <param name="capacity">Most rows; null for one of a tensor that has no batch axis, whatever the batch.</param>
/// <param name="row">The shape of one row.</param>
internal sealed class PinnedTensor<T>(string name, int? capacity, long[] row) : IPinnedTensor
    where T : unmanaged
{
    private readonly int rowSize = (int)row.Aggregate(1L, (product, size) => product * size);
    private T[] memory = [];

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The first rows.</summary>
    internal Span<T> First(int count)
    {
        if (memory.Length == 0)
        {
            memory = GC.AllocateArray<T>(checked((capacity ?? 1) * rowSize), pinned: true);
        }

        return memory.AsSpan(0, count * rowSize);
    }

    /// <inheritdoc/>
    public unsafe OrtValue Bind(int count)
    {
        fixed (T* start = First(capacity is null ? 1 : count))
        {
            var type = TensorBase.GetTypeInfo(typeof(T)).ElementType;
            long[] shape = capacity is null ? row : [count, .. row];
            return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, type, shape, (nint)start, (long)memory.Length * sizeof(T));
        }
    }
}
