using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>Squared Euclidean distances of two sets, block by block: |a|^2 + |b|^2 - 2 a.b, in double precision, never below 0.</summary>
internal static class SquaredDistances
{
    private const int BlockRows = 1024;

    /// <summary>What is done with a block.</summary>
    /// <param name="row">Index of the first vector of the one set.</param>
    /// <param name="column">Index of the first vector of the other.</param>
    /// <param name="columns">Vectors of the other in the block.</param>
    /// <param name="distances">[rows, columns].</param>
    internal delegate void Visit(long row, long column, int columns, ReadOnlySpan<double> distances);

    /// <summary>Visits all pairs, row of blocks by row of blocks. Memory: two blocks of vectors and one of distances.</summary>
    /// <param name="first">One set.</param>
    /// <param name="second">The other; may be the same object.</param>
    /// <param name="visit">Called for each block in turn.</param>
    /// <param name="cancellation">Looked at between blocks.</param>
    internal static void ForEach(FeatureRows first, FeatureRows second, Visit visit, CancellationToken cancellation)
    {
        var size = first.Dimensions;
        var (a, b) = (new double[BlockSize(first) * size], new double[BlockSize(second) * size]);
        var distances = new double[BlockSize(first) * BlockSize(second)];
        for (var row = 0L; row < first.Count; row += BlockRows)
        {
            var left = a.AsSpan(0, Rows(first, row) * size);
            first.Read(row, left);
            for (var column = 0L; column < second.Count; column += BlockRows)
            {
                cancellation.ThrowIfCancellationRequested();
                var right = b.AsSpan(0, Rows(second, column) * size);
                second.Read(column, right);
                var block = distances.AsSpan(0, left.Length / size * (right.Length / size));
                Compute(left, right, size, block);
                visit(row, column, right.Length / size, block);
            }
        }
    }

    /// <summary>All distances of two small sets.</summary>
    /// <param name="first">[M, D].</param>
    /// <param name="second">[N, D].</param>
    /// <param name="dimensions">D.</param>
    /// <param name="distances">Receives [M, N].</param>
    internal static void Compute(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int dimensions, Span<double> distances)
    {
        LinearAlgebra.Best.MultiplyByTransposed(first, second, dimensions, distances);
        var norms = Norms(second, dimensions);
        for (var i = 0; i < first.Length / dimensions; i++)
        {
            var row = distances.Slice(i * norms.Length, norms.Length);
            var norm = TensorPrimitives.SumOfSquares(first.Slice(i * dimensions, dimensions));
            TensorPrimitives.MultiplyAdd(row, -2, norms, row);
            TensorPrimitives.Add(row, norm, row);
            TensorPrimitives.Max(row, 0, row);
        }
    }

    private static double[] Norms(ReadOnlySpan<double> rows, int dimensions)
    {
        var norms = new double[rows.Length / dimensions];
        for (var i = 0; i < norms.Length; i++)
        {
            norms[i] = TensorPrimitives.SumOfSquares(rows.Slice(i * dimensions, dimensions));
        }

        return norms;
    }

    private static int BlockSize(FeatureRows rows) => (int)Math.Min(BlockRows, rows.Count);

    private static int Rows(FeatureRows rows, long start) => (int)Math.Min(BlockRows, rows.Count - start);
}
