using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Gans.Inference.Metrics;

/// <summary>BLAS and LAPACK of OpenBLAS, where the system has it.</summary>
internal sealed unsafe partial class OpenBlas : ILinearAlgebra
{
    private const string Library = "libopenblas.so.0";
    private const int RowMajor = 101, NoTranspose = 111, Transpose = 112, Lower = 122;   // cblas.h
    private const byte ValuesOnly = (byte)'N', Upper = (byte)'U';                        // in LAPACK's order of elements, which is the other way round
    private const double UnitRoundoff = 1.0 / (1L << 53);

    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Whether the library loads.</summary>
    internal static bool IsAvailable => Loaded.Value;

    /// <inheritdoc/>
    public void AddGram(ReadOnlySpan<double> rows, int dimensions, Span<double> gram)
    {
        fixed (double* x = rows, g = gram)
        {
            Syrk(RowMajor, Lower, Transpose, dimensions, rows.Length / dimensions, 1, x, dimensions, 1, g, dimensions);
        }
    }

    /// <inheritdoc/>
    public void MultiplyByTransposed(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int dimensions, Span<double> product)
    {
        var (m, n) = (left.Length / dimensions, right.Length / dimensions);
        fixed (double* a = left, b = right, c = product)
        {
            Gemm(RowMajor, NoTranspose, Transpose, m, n, dimensions, 1, a, dimensions, b, dimensions, 0, c, n);
        }
    }

    /// <inheritdoc/>
    public void MultiplyTransposed(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int dimensions, Span<double> product)
    {
        var (m, n) = (left.Length / dimensions, right.Length / dimensions);
        fixed (double* a = left, b = right, c = product)
        {
            Gemm(RowMajor, Transpose, NoTranspose, m, n, dimensions, 1, a, m, b, n, 0, c, n);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Without pivots where the matrix is far enough from singular, as that is several times faster.</remarks>
    public int PivotedCholesky(Span<double> matrix, Span<int> pivots)
    {
        var copy = matrix.ToArray();
        if (Cholesky(copy, pivots.Length))
        {
            copy.CopyTo(matrix);
            for (var i = 0; i < pivots.Length; i++)
            {
                pivots[i] = i;
            }

            return pivots.Length;
        }

        int n = pivots.Length, rank, info;
        var tolerance = -1.0;   // LAPACK's own: n * 2^-53 * greatest diagonal element
        var uplo = Upper;
        var work = new double[2 * n];
        fixed (double* a = matrix, w = work)
        fixed (int* p = pivots)
        {
            Pstrf(&uplo, &n, a, &n, p, &rank, &tolerance, w, &info, 1);
        }

        Check(info, "dpstrf", allowPositive: true);   // positive: the rank is below n
        for (var i = 0; i < n; i++)
        {
            pivots[i]--;   // Fortran counts from 1
        }

        return rank;
    }

    /// <inheritdoc/>
    public void Eigenvalues(Span<double> matrix, Span<double> values)
    {
        int n = values.Length, info, query = -1, integerSize;
        byte job = ValuesOnly, uplo = Upper;
        double size;
        fixed (double* a = matrix, w = values)
        {
            Syevd(&job, &uplo, &n, a, &n, w, &size, &query, &integerSize, &query, &info, 1, 1);
            Check(info, "dsyevd");
            var (length, integerLength) = ((int)size, integerSize);
            fixed (double* work = new double[length])
            fixed (int* integers = new int[integerLength])
            {
                Syevd(&job, &uplo, &n, a, &n, w, work, &length, integers, &integerLength, &info, 1, 1);
            }
        }

        Check(info, "dsyevd");
    }

    /// <summary>The plain factor; false where a pivot is no more than rounding.</summary>
    private static bool Cholesky(Span<double> matrix, int n)
    {
        var (greatest, least) = (0.0, double.PositiveInfinity);
        for (var i = 0; i < n; i++)
        {
            greatest = Math.Max(greatest, matrix[i * (n + 1)]);
        }

        int info;
        var uplo = Upper;
        fixed (double* a = matrix)
        {
            Potrf(&uplo, &n, a, &n, &info, 1);
        }

        Check(info, "dpotrf", allowPositive: true);   // positive: not positive definite
        for (var i = 0; i < n; i++)
        {
            least = Math.Min(least, matrix[i * (n + 1)]);
        }

        return info == 0 && least * least > n * UnitRoundoff * greatest;
    }

    private static void Check(int info, string routine, bool allowPositive = false)
    {
        if (info < 0 || (info > 0 && !allowPositive))
        {
            throw new InvalidOperationException($"Computing with OpenBLAS: {routine} gave up with code {info}.");
        }
    }

    private static bool Load()
    {
        ChooseKernels();
        return NativeLibrary.TryLoad(Library, typeof(OpenBlas).Assembly, null, out _);
    }

    /// <summary>
    /// OpenBLAS takes a processor that is newer than itself for the oldest, and computes at a third of the speed. So it is told which kernels fit,
    /// unless the user chose some or it was loaded before, when this has no effect.
    /// </summary>
    private static void ChooseKernels()
    {
        var kernels = Avx512F.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Avx512CD.IsSupported ? "SkylakeX"
            : Avx2.IsSupported && Fma.IsSupported ? "Haswell" : null;
        if (OperatingSystem.IsLinux() && kernels is not null)
        {
            SetEnvironment("OPENBLAS_CORETYPE", kernels, overwrite: 0);   // .NET's own call does not reach native code
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport(Library, EntryPoint = "cblas_dsyrk")]
    private static partial void Syrk(int order, int uplo, int transpose, int n, int k, double alpha, double* a, int lda, double beta, double* c, int ldc);

    [LibraryImport(Library, EntryPoint = "cblas_dgemm")]
    private static partial void Gemm(
        int order, int transposeA, int transposeB, int m, int n, int k, double alpha, double* a, int lda, double* b, int ldb, double beta, double* c, int ldc);

    // Fortran: everything by reference, the lengths of strings at the end.
    [LibraryImport(Library, EntryPoint = "dpotrf_")]
    private static partial void Potrf(byte* uplo, int* n, double* a, int* lda, int* info, nint uploLength);

    [LibraryImport(Library, EntryPoint = "dpstrf_")]
    private static partial void Pstrf(
        byte* uplo, int* n, double* a, int* lda, int* pivots, int* rank, double* tolerance, double* work, int* info, nint uploLength);

    [LibraryImport(Library, EntryPoint = "dsyevd_")]
    private static partial void Syevd(
        byte* job, byte* uplo, int* n, double* a, int* lda, double* w, double* work, int* length, int* integers, int* integerLength, int* info,
        nint jobLength, nint uploLength);
}
