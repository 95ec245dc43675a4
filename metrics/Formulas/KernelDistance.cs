using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>Kernel distance of two sets of features; of Inception's, the Kernel Inception Distance. 0 for equal distributions, lower is better.</summary>
/// <remarks>
/// Binkowski et al., Demystifying MMD GANs, 2018 (arXiv:1801.01401): the unbiased estimate of the squared maximum mean discrepancy with the kernel (a.b / D +
/// 1)^3. As it is
/// unbiased, it may be negative, and its expectation does not depend on the number of images. By custom the mean over 100 subsets of 1,000 images is reported
/// with their population deviation.
/// </remarks>
internal static class KernelDistance
{
    /// <summary>Subsets by custom.</summary>
    public const int DefaultSubsets = 100;

    /// <summary>Images of each side in a subset by custom.</summary>
    public const int DefaultSubsetSize = 1000;

    /// <summary>The estimate from all vectors of both sets.</summary>
    /// <param name="real">[M, D], M at least 2.</param>
    /// <param name="fake">[N, D], N at least 2.</param>
    /// <param name="dimensions">D.</param>
    public static double Compute(ReadOnlySpan<double> real, ReadOnlySpan<double> fake, int dimensions)
    {
        var (m, n) = (real.Length / dimensions, fake.Length / dimensions);
        ArgumentOutOfRangeException.ThrowIfLessThan(m, 2, nameof(real));
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 2, nameof(fake));
        var larger = Math.Max(m, n);
        return Compute(real, fake, dimensions, new double[(long)larger * larger]);
    }

    /// <summary>Mean and population deviation over random subsets; the estimate from all vectors and null where neither set has more than a subset.</summary>
    /// <param name="real">At least two vectors.</param>
    /// <param name="fake">At least two vectors, of the same dimensions.</param>
    /// <param name="seed">Names the subsets.</param>
    /// <param name="subsets">How many.</param>
    /// <param name="size">Vectors of each side in one; fewer where a set has fewer.</param>
    /// <param name="cancellation">Looked at between subsets.</param>
    public static (double Mean, double? Deviation) OverSubsets(
        FeatureRows real, FeatureRows fake, long seed, int subsets = DefaultSubsets, int size = DefaultSubsetSize, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(subsets);
        if (Math.Max(real.Count, fake.Count) <= size)
        {
            return (Compute(real.ReadAll(), fake.ReadAll(), real.Dimensions), null);
        }

        var count = (int)Math.Min(size, Math.Min(real.Count, fake.Count));
        var draws = new SeededDraws(seed, DrawPurpose.Subsets);
        var (x, y) = (new double[count * real.Dimensions], new double[count * fake.Dimensions]);
        var products = new double[count * count];
        var estimates = new double[subsets];
        for (var i = 0; i < estimates.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            real.Gather(draws.Subset(real.Count, count), x);
            fake.Gather(draws.Subset(fake.Count, count), y);
            estimates[i] = Compute(x, y, real.Dimensions, products);
        }

        return Spread.Of(estimates);
    }

    /// <summary>The estimate, with room for the products of the larger set's pairs.</summary>
    private static double Compute(ReadOnlySpan<double> real, ReadOnlySpan<double> fake, int dimensions, double[] products)
    {
        var (m, n) = (real.Length / dimensions, fake.Length / dimensions);
        return WithinSum(real, dimensions, products.AsSpan(0, m * m)) / ((double)m * (m - 1))
            + WithinSum(fake, dimensions, products.AsSpan(0, n * n)) / ((double)n * (n - 1))
            - (2 * CrossSum(real, fake, dimensions, products.AsSpan(0, m * n)) / ((double)m * n));
    }

    /// <summary>Sum of the kernel over all pairs of different vectors.</summary>
    private static double WithinSum(ReadOnlySpan<double> rows, int dimensions, Span<double> products)
    {
        var sum = CrossSum(rows, rows, dimensions, products);
        var count = rows.Length / dimensions;
        for (var i = 0; i < count; i++)
        {
            sum -= products[(i * count) + i];
        }

        return sum;
    }

    /// <summary>Sum of the kernel over all pairs; <paramref name="products"/> then holds its values.</summary>
    private static double CrossSum(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int dimensions, Span<double> products)
    {
        LinearAlgebra.Best.MultiplyByTransposed(first, second, dimensions, products);
        ApplyKernel(products, dimensions);
        return TensorPrimitives.Sum<double>(products);
    }

    private static void ApplyKernel(Span<double> products, int dimensions)
    {
        foreach (ref var product in products)
        {
            var linear = (product / dimensions) + 1;
            product = linear * linear * linear;
        }
    }
}
