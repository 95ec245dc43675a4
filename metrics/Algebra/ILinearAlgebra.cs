namespace Gans.Inference.Metrics;

/// <summary>The dense linear algebra that measures rest on, in double precision. Matrices are row-major and whole: no stride beyond their rows.</summary>
internal interface ILinearAlgebra
{
    /// <summary>Adds rows' Gram matrix: <paramref name="gram"/> [D, D] += rows^T rows. Only its lower triangle counts.</summary>
    /// <param name="rows">[N, D].</param>
    /// <param name="dimensions">D.</param>
    /// <param name="gram">[D, D].</param>
    void AddGram(ReadOnlySpan<double> rows, int dimensions, Span<double> gram);

    /// <summary><paramref name="product"/> [M, N] = left right^T.</summary>
    /// <param name="left">[M, D].</param>
    /// <param name="right">[N, D].</param>
    /// <param name="dimensions">D.</param>
    /// <param name="product">[M, N].</param>
    void MultiplyByTransposed(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int dimensions, Span<double> product);

    /// <summary><paramref name="product"/> [M, N] = left^T right.</summary>
    /// <param name="left">[D, M].</param>
    /// <param name="right">[D, N].</param>
    /// <param name="dimensions">D.</param>
    /// <param name="product">[M, N].</param>
    void MultiplyTransposed(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int dimensions, Span<double> product);

    /// <summary>
    /// Cholesky's factor of a positive semidefinite matrix with complete pivoting: on return, the first <c>rank</c> columns of the lower triangle hold L with
    /// matrix[pivots, pivots] = L L^T. It stops where the greatest remaining pivot is at most n * 2^-53 of the matrix' greatest diagonal element: what is left
    /// is rounding.
    /// </summary>
    /// <param name="matrix">[n, n], symmetric; overwritten, its upper triangle with anything.</param>
    /// <param name="pivots">[n]; receives the order of rows and columns.</param>
    /// <returns>The numerical rank.</returns>
    int PivotedCholesky(Span<double> matrix, Span<int> pivots);

    /// <summary>All eigenvalues of a symmetric matrix, ascending.</summary>
    /// <param name="matrix">[n, n], of which the lower triangle counts; overwritten.</param>
    /// <param name="values">[n]; receives them.</param>
    void Eigenvalues(Span<double> matrix, Span<double> values);
}

/// <summary>Chooses among the implementations.</summary>
internal static class LinearAlgebra
{
    /// <summary>OpenBLAS where it is installed, else managed code, which gives the same to rounding and takes longer.</summary>
    internal static ILinearAlgebra Best { get; } = OpenBlas.IsAvailable ? new OpenBlas() : new ManagedAlgebra();
}
