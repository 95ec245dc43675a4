using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>Eigenvalues of a symmetric matrix: Householder's reduction to three diagonals, then QL with implicit shifts.</summary>
/// <remarks>Wilkinson and Reinsch, Handbook for Automatic Computation, Linear Algebra, 1971, contributions II/2 and II/4.</remarks>
internal static class Tridiagonal
{
    private const int MostSweeps = 60;   // an eigenvalue takes two as a rule

    /// <summary>Reduces a matrix to three diagonals with the same eigenvalues.</summary>
    /// <param name="matrix">[n, n], of which the lower triangle counts; overwritten.</param>
    /// <param name="diagonal">[n]; receives the diagonal.</param>
    /// <param name="offDiagonal">[n]; receives the other one, from index 1.</param>
    internal static void Reduce(Span<double> matrix, Span<double> diagonal, Span<double> offDiagonal)
    {
        var n = diagonal.Length;
        var product = new double[n];
        for (var i = n - 1; i > 0; i--)
        {
            var u = matrix.Slice(i * n, i);   // row i left of the diagonal, to become Householder's vector
            var scale = TensorPrimitives.MaxMagnitude<double>(u);
            diagonal[i] = matrix[(i * n) + i];
            if (i == 1 || scale == 0)
            {
                offDiagonal[i] = u[^1];
                continue;
            }

            TensorPrimitives.Divide(u, scale, u);
            var norm = -Math.CopySign(TensorPrimitives.Norm<double>(u), u[^1]);
            offDiagonal[i] = scale * norm;
            var h = TensorPrimitives.SumOfSquares<double>(u) - (u[^1] * norm);
            u[^1] -= norm;
            Reflect(matrix, n, u, h, product.AsSpan(0, i));
        }

        (diagonal[0], offDiagonal[0]) = (matrix[0], 0);
    }

    /// <summary>The eigenvalues of a matrix of three diagonals, in no order.</summary>
    /// <param name="diagonal">[n]; receives them.</param>
    /// <param name="offDiagonal">[n], from index 1; overwritten.</param>
    internal static void Eigenvalues(Span<double> diagonal, Span<double> offDiagonal)
    {
        offDiagonal[1..].CopyTo(offDiagonal);
        offDiagonal[^1] = 0;
        for (var first = 0; first < diagonal.Length; first++)
        {
            for (var sweep = 0; ; sweep++)
            {
                var last = BlockEnd(diagonal, offDiagonal, first);
                if (last == first)
                {
                    break;
                }

                if (sweep == MostSweeps)
                {
                    throw new InvalidOperationException(
                        $"Computing eigenvalues: no convergence after {MostSweeps} sweeps. The matrix holds values that are not finite.");
                }

                Sweep(diagonal, offDiagonal, first, last);
            }
        }
    }

    /// <summary>A' = (1 - u u^T / h) A (1 - u u^T / h) on the leading block, lower triangle.</summary>
    private static void Reflect(Span<double> matrix, int n, ReadOnlySpan<double> u, double h, Span<double> p)
    {
        p.Clear();
        for (var j = 0; j < u.Length; j++)   // p = A u, each element of the lower triangle read once
        {
            ReadOnlySpan<double> row = matrix.Slice(j * n, j);
            p[j] += TensorPrimitives.Dot(row, u[..j]) + (matrix[(j * n) + j] * u[j]);
            TensorPrimitives.MultiplyAdd(row, u[j], p[..j], p[..j]);
        }

        TensorPrimitives.Divide(p, h, p);
        TensorPrimitives.MultiplyAdd(u, -TensorPrimitives.Dot(p, u) / (2 * h), p, p);
        for (var j = 0; j < u.Length; j++)
        {
            var row = matrix.Slice(j * n, j + 1);
            TensorPrimitives.MultiplyAdd(p[..(j + 1)], -u[j], row, row);
            TensorPrimitives.MultiplyAdd(u[..(j + 1)], -p[j], row, row);
        }
    }

    /// <summary>The last index of the block that begins at <paramref name="first"/>: behind it the off-diagonal is lost in rounding.</summary>
    private static int BlockEnd(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal, int first)
    {
        var last = first;
        for (; last < diagonal.Length - 1; last++)
        {
            var size = Math.Abs(diagonal[last]) + Math.Abs(diagonal[last + 1]);
            if (Math.Abs(offDiagonal[last]) + size == size)
            {
                break;
            }
        }

        return last;
    }

    /// <summary>One QL step with Wilkinson's shift.</summary>
    private static void Sweep(Span<double> d, Span<double> e, int first, int last)
    {
        var g = (d[first + 1] - d[first]) / (2 * e[first]);
        g = d[last] - d[first] + (e[first] / (g + Math.CopySign(double.Hypot(g, 1), g)));
        var (sine, cosine, shift) = (1.0, 1.0, 0.0);
        for (var i = last - 1; i >= first; i--)
        {
            var (f, b) = (sine * e[i], cosine * e[i]);
            var r = double.Hypot(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= shift;
                e[last] = 0;
                return;
            }

            (sine, cosine) = (f / r, g / r);
            g = d[i + 1] - shift;
            r = ((d[i] - g) * sine) + (2 * cosine * b);
            shift = sine * r;
            d[i + 1] = g + shift;
            g = (cosine * r) - b;
        }

        d[first] -= shift;
        e[first] = g;
        e[last] = 0;
    }
}
