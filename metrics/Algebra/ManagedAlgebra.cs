using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>The same in C#, for machines without OpenBLAS. Rows are independent in each product, so these use all cores.</summary>
internal sealed class ManagedAlgebra : ILinearAlgebra
{
    private const double UnitRoundoff = 1.0 / (1L << 53);

    /// <inheritdoc/>
    public unsafe void AddGram(ReadOnlySpan<double> rows, int dimensions, Span<double> gram)
    {
        var count = rows.Length / dimensions;
        fixed (double* first = rows, target = gram)
        {
            var (x, g) = ((nint)first, (nint)target);   // a lambda cannot hold a pointer
            Parallel.For(0, dimensions, i =>
            {
                var sum = new Span<double>((double*)g + ((long)i * dimensions), i + 1);
                for (var n = 0; n < count; n++)
                {
                    var row = new ReadOnlySpan<double>((double*)x + ((long)n * dimensions), i + 1);
                    TensorPrimitives.MultiplyAdd(row, row[i], sum, sum);
                }
            });
        }
    }

    /// <inheritdoc/>
    public unsafe void MultiplyByTransposed(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int dimensions, Span<double> product)
    {
        var (m, n) = (left.Length / dimensions, right.Length / dimensions);
        fixed (double* first = left, second = right, target = product)
        {
            var (a, b, c) = ((nint)first, (nint)second, (nint)target);
            Parallel.For(0, m, i =>
            {
                var row = new ReadOnlySpan<double>((double*)a + ((long)i * dimensions), dimensions);
                for (var j = 0; j < n; j++)
                {
                    ((double*)c)[((long)i * n) + j] = TensorPrimitives.Dot(row, new ReadOnlySpan<double>((double*)b + ((long)j * dimensions), dimensions));
                }
            });
        }
    }

    /// <inheritdoc/>
    public unsafe void MultiplyTransposed(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int dimensions, Span<double> product)
    {
        var (m, n) = (left.Length / dimensions, right.Length / dimensions);
        product.Clear();
        fixed (double* first = left, second = right, target = product)
        {
            var (a, b, c) = ((nint)first, (nint)second, (nint)target);
            Parallel.For(0, m, i =>
            {
                var sum = new Span<double>((double*)c + ((long)i * n), n);
                for (var d = 0; d < dimensions; d++)
                {
                    TensorPrimitives.MultiplyAdd(new ReadOnlySpan<double>((double*)b + ((long)d * n), n), ((double*)a)[((long)d * m) + i], sum, sum);
                }
            });
        }
    }

    /// <inheritdoc/>
    public int PivotedCholesky(Span<double> matrix, Span<int> pivots)
    {
        var n = pivots.Length;
        var remaining = new double[n];   // diagonal of what is left of the matrix
        for (var i = 0; i < n; i++)
        {
            (pivots[i], remaining[i]) = (i, matrix[(i * n) + i]);
        }

        var tolerance = n * UnitRoundoff * TensorPrimitives.Max<double>(remaining);
        for (var k = 0; k < n; k++)
        {
            var pivot = k + TensorPrimitives.IndexOfMax<double>(remaining.AsSpan(k));
            if (!(remaining[pivot] > tolerance))
            {
                return k;
            }

            Exchange(matrix, n, k, pivot);
            (pivots[k], pivots[pivot]) = (pivots[pivot], pivots[k]);
            (remaining[k], remaining[pivot]) = (remaining[pivot], remaining[k]);
            AppendColumn(matrix, n, k, remaining);
        }

        return n;
    }

    /// <inheritdoc/>
    public void Eigenvalues(Span<double> matrix, Span<double> values)
    {
        Span<double> offDiagonal = new double[values.Length];
        Tridiagonal.Reduce(matrix, values, offDiagonal);
        Tridiagonal.Eigenvalues(values, offDiagonal);
        values.Sort();
    }

    /// <summary>Column k of L below its diagonal, from the columns before it; takes its squares from the remaining diagonal.</summary>
    private static void AppendColumn(Span<double> matrix, int n, int k, Span<double> remaining)
    {
        var diagonal = Math.Sqrt(remaining[k]);
        matrix[(k * n) + k] = diagonal;
        ReadOnlySpan<double> pivotRow = matrix.Slice(k * n, k);
        for (var i = k + 1; i < n; i++)
        {
            var value = (matrix[(i * n) + k] - TensorPrimitives.Dot(matrix.Slice(i * n, k), pivotRow)) / diagonal;
            matrix[(i * n) + k] = value;
            remaining[i] -= value * value;
        }
    }

    /// <summary>Exchanges two rows and columns, i below j, of a symmetric matrix of which only the lower triangle is kept.</summary>
    private static void Exchange(Span<double> matrix, int n, int i, int j)
    {
        if (i == j)
        {
            return;
        }

        for (var k = 0; k < i; k++)
        {
            (matrix[(i * n) + k], matrix[(j * n) + k]) = (matrix[(j * n) + k], matrix[(i * n) + k]);
        }

        for (var k = i + 1; k < j; k++)
        {
            (matrix[(k * n) + i], matrix[(j * n) + k]) = (matrix[(j * n) + k], matrix[(k * n) + i]);
        }

        for (var k = j + 1; k < n; k++)
        {
            (matrix[(k * n) + i], matrix[(k * n) + j]) = (matrix[(k * n) + j], matrix[(k * n) + i]);
        }

        (matrix[(i * n) + i], matrix[(j * n) + j]) = (matrix[(j * n) + j], matrix[(i * n) + i]);
    }
}
