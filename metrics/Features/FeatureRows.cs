using System.Buffers;
using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>Vectors of one width that measures read in blocks: a set of images as an extractor sees it.</summary>
internal abstract class FeatureRows
{
    /// <summary>Number of vectors, N.</summary>
    public abstract long Count { get; }

    /// <summary>Values in one vector, D.</summary>
    public abstract int Dimensions { get; }

    /// <summary>Vectors of an array.</summary>
    /// <param name="values">[N, D], row-major; kept, not copied.</param>
    /// <param name="dimensions">D, 1 or more.</param>
    /// <exception cref="ArgumentException">The length is no multiple of D.</exception>
    public static FeatureRows Of(float[] values, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        return values.Length % dimensions == 0
            ? new FeatureArray(values, dimensions)
            : throw new ArgumentException($"{values.Length} values are no whole vectors of {dimensions}.", nameof(values));
    }

    /// <summary>Reads consecutive vectors.</summary>
    /// <param name="start">Index of the first.</param>
    /// <param name="rows">Receives whole vectors, row-major.</param>
    /// <exception cref="ArgumentOutOfRangeException">They reach beyond the end.</exception>
    public abstract void Read(long start, Span<double> rows);

    /// <summary>Reads consecutive vectors in the precision in which an extractor gives them.</summary>
    /// <inheritdoc cref="Read" path="/param"/>
    internal virtual void ReadSingles(long start, Span<float> rows)
    {
        var doubles = ArrayPool<double>.Shared.Rent(rows.Length);
        Read(start, doubles.AsSpan(0, rows.Length));
        TensorPrimitives.ConvertTruncating<double, float>(doubles.AsSpan(0, rows.Length), rows);   // exact: they were singles
        ArrayPool<double>.Shared.Return(doubles);
    }

    /// <summary>All vectors, [N, D]; only where they are few.</summary>
    internal double[] ReadAll()
    {
        var rows = new double[checked((int)(Count * Dimensions))];
        Read(0, rows);
        return rows;
    }

    /// <summary>Reads vectors in any order.</summary>
    /// <param name="indices">Which.</param>
    /// <param name="rows">Receives them.</param>
    internal void Gather(ReadOnlySpan<long> indices, Span<double> rows)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            Read(indices[i], rows.Slice(i * Dimensions, Dimensions));
        }
    }
}
