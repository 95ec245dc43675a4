using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>
/// Frechet distance of two Gaussians; of extractor features, the Frechet Inception Distance. Squared units of the features, 0 for equal ones, lower is better.
/// </summary>
/// <remarks>
/// <para>Heusel et al., GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium, 2017 (arXiv:1706.08500):
/// |m1 - m2|^2 + Tr(C1 + C2 - 2 (C1 C2)^(1/2)). Means little below about 10,000 images on each side: it falls with their number.</para>
/// <para>Only the root's trace is needed. With Cholesky's factors C1 = F1 F1^T and C2 = F2 F2^T, pivoted and so no wider than the ranks, it is the sum of the
/// roots of the
/// eigenvalues of the symmetric matrix (F1^T F2)^T (F1^T F2), or of its transposed order if that is smaller: real numbers from the start, also for singular
/// covariances, and cheap where there are few images. Nothing is added to a covariance. The result is not clamped: equal sets may give a number just below
/// 0.</para>
/// </remarks>
internal static class FrechetDistance
{
    /// <summary>The distance.</summary>
    /// <param name="first">One set.</param>
    /// <param name="second">The other, of the same dimensions.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static double Compute(GaussianStatistics first, GaussianStatistics second) => Explain(first, second).Value;

    /// <summary>The distance with its parts.</summary>
    /// <inheritdoc cref="Compute"/>
    public static FrechetTerms Explain(GaussianStatistics first, GaussianStatistics second) => Explain(first, second, LinearAlgebra.Best);

    internal static FrechetTerms Explain(GaussianStatistics first, GaussianStatistics second, ILinearAlgebra algebra)
    {
        if (first.Dimensions != second.Dimensions)
        {
            throw new ArgumentException($"Comparing statistics of {first.Dimensions} and of {second.Dimensions} dimensions.", nameof(second));
        }

        var size = first.Dimensions;
        var (factor1, rank1) = Factor(first, algebra);
        var (factor2, rank2) = Factor(second, algebra);
        var distance = TensorPrimitives.Distance(first.Mean, second.Mean);
        return new FrechetTerms(
            distance * distance, Trace(first), Trace(second), RootTrace(factor1, rank1, factor2, rank2, size, algebra), rank1, rank2);
    }

    /// <summary>F [D, rank] with covariance = F F^T.</summary>
    private static (double[] Factor, int Rank) Factor(GaussianStatistics statistics, ILinearAlgebra algebra)
    {
        var size = statistics.Dimensions;
        var matrix = statistics.Covariance.ToArray();
        var pivots = new int[size];
        var rank = algebra.PivotedCholesky(matrix, pivots);
        var factor = new double[(long)size * rank];
        for (var i = 0; i < size; i++)
        {
            matrix.AsSpan(i * size, Math.Min(i + 1, rank)).CopyTo(factor.AsSpan(pivots[i] * rank));
        }

        return (factor, rank);
    }

    /// <summary>The sum of the singular values of F1^T F2.</summary>
    private static double RootTrace(double[] factor1, int rank1, double[] factor2, int rank2, int size, ILinearAlgebra algebra)
    {
        if (rank1 > rank2)
        {
            return RootTrace(factor2, rank2, factor1, rank1, size, algebra);
        }

        if (rank1 == 0)
        {
            return 0;
        }

        var product = new double[(long)rank2 * rank1];   // [rank2, rank1], so that its Gram matrix is the smaller one
        algebra.MultiplyTransposed(factor2, factor1, size, product);
        var gram = new double[(long)rank1 * rank1];
        algebra.AddGram(product, rank1, gram);
        var eigenvalues = new double[rank1];
        algebra.Eigenvalues(gram, eigenvalues);
        return eigenvalues.Sum(static value => Math.Sqrt(Math.Max(0, value)));   // below 0 by rounding only: a Gram matrix has none
    }

    private static double Trace(GaussianStatistics statistics)
    {
        var trace = 0.0;
        for (var i = 0; i < statistics.Dimensions; i++)
        {
            trace += statistics.Covariance[i * (statistics.Dimensions + 1)];
        }

        return trace;
    }
}

/// <summary>The parts of a Frechet distance.</summary>
/// <param name="MeanDistance">Squared distance of the means.</param>
/// <param name="FirstTrace">Trace of the first covariance.</param>
/// <param name="SecondTrace">Trace of the second covariance.</param>
/// <param name="RootTrace">Trace of the root of the covariances' product.</param>
/// <param name="FirstRank">Numerical rank of the first covariance.</param>
/// <param name="SecondRank">Numerical rank of the second covariance.</param>
internal readonly record struct FrechetTerms(double MeanDistance, double FirstTrace, double SecondTrace, double RootTrace, int FirstRank, int SecondRank)
{
    /// <summary>The distance.</summary>
    public double Value => MeanDistance + (FirstTrace + SecondTrace - (2 * RootTrace));
}
