using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>Collects mean and covariance of a stream of feature vectors, in double precision. One thread at a time.</summary>
/// <remarks>
/// Vectors are taken in blocks of a fixed size, whatever the sizes in which they come, so that the result depends on their order alone. Each block is centred
/// on its own mean and joined to the sums before it by the pairwise rule: Chan, Golub and LeVeque, Algorithms for Computing the Sample Variance, 1983.
/// </remarks>
internal sealed class GaussianAccumulator
{
    private const int BlockRows = 256;

    private readonly ILinearAlgebra algebra;
    private readonly double[] mean;
    private readonly double[] scatter;   // sum of (x - mean)(x - mean)^T, lower triangle
    private readonly double[] block;     // [BlockRows + 1, D]: the last row is for the difference of means
    private int pending;
    private long joined;

    /// <summary>Starts empty.</summary>
    /// <param name="dimensions">Values in one vector, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dimensions"/> is not positive.</exception>
    public GaussianAccumulator(int dimensions)
        : this(dimensions, LinearAlgebra.Best)
    {
    }

    internal GaussianAccumulator(int dimensions, ILinearAlgebra algebra)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        this.algebra = algebra;
        (mean, scatter, block) = (new double[dimensions], new double[(long)dimensions * dimensions], new double[(BlockRows + 1) * dimensions]);
    }

    /// <summary>Vectors so far.</summary>
    public long Count => joined + pending;

    /// <summary>Values in one vector.</summary>
    public int Dimensions => mean.Length;

    /// <summary>Adds vectors.</summary>
    /// <param name="rows">[N, D], row-major, all finite.</param>
    /// <exception cref="ArgumentException">The length is no multiple of D.</exception>
    public void Add(ReadOnlySpan<double> rows) => AddBlocks(rows, static (from, to) => from.CopyTo(to));

    /// <inheritdoc cref="Add(ReadOnlySpan{double})"/>
    public void Add(ReadOnlySpan<float> rows) => AddBlocks(rows, static (from, to) => TensorPrimitives.ConvertChecked(from, to));

    /// <summary>Adds all vectors of another one, which stays as it is.</summary>
    /// <param name="other">Of the same dimensions.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public void Merge(GaussianAccumulator other)
    {
        if (other.Dimensions != Dimensions)
        {
            throw new ArgumentException($"Merging statistics of {other.Dimensions} dimensions into {Dimensions}.", nameof(other));
        }

        Join();
        Add(other.block.AsSpan(0, other.pending * Dimensions));
        Join();
        if (other.joined > 0)
        {
            TensorPrimitives.Add(scatter, other.scatter, scatter);
            Shift(other.mean, other.joined, block.AsSpan(0, Dimensions));
            algebra.AddGram(block.AsSpan(0, Dimensions), Dimensions, scatter);
        }
    }

    /// <summary>The statistics of all vectors so far; more may follow.</summary>
    /// <exception cref="InvalidOperationException">There are fewer than two.</exception>
    public GaussianStatistics ToStatistics()
    {
        Join();
        return ToStatistics(joined, [.. mean], [.. scatter]);
    }

    /// <summary>The same without a copy of the sums: nothing may be added any more.</summary>
    /// <exception cref="InvalidOperationException">There are fewer than two.</exception>
    internal GaussianStatistics IntoStatistics()
    {
        Join();
        return ToStatistics(joined, mean, scatter);
    }

    /// <summary>The sums in a form that a file can hold.</summary>
    internal (double[] Mean, double[] Scatter, long Count) ToSums()
    {
        Join();
        return (mean, scatter, joined);
    }

    /// <summary>Sums that a file held.</summary>
    internal static GaussianAccumulator FromSums(ReadOnlySpan<double> mean, ReadOnlySpan<double> scatter, long count)
    {
        var sums = new GaussianAccumulator(mean.Length) { joined = count };
        mean.CopyTo(sums.mean);
        scatter.CopyTo(sums.scatter);
        return sums;
    }

    /// <summary>Makes the scatter's lower triangle the whole covariance.</summary>
    private static GaussianStatistics ToStatistics(long count, double[] mean, double[] scatter)
    {
        if (count < 2)
        {
            throw new InvalidOperationException($"A covariance needs two vectors or more, found {count}.");
        }

        var size = mean.Length;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                scatter[(i * size) + j] = scatter[(j * size) + i] = scatter[(i * size) + j] / (count - 1);
            }
        }

        return new GaussianStatistics(count, mean, scatter);
    }

    private delegate void Convert<T>(ReadOnlySpan<T> from, Span<double> to);

    private void AddBlocks<T>(ReadOnlySpan<T> rows, Convert<T> convert)
    {
        if (rows.Length % Dimensions != 0)
        {
            throw new ArgumentException($"{rows.Length} values are no whole vectors of {Dimensions}.", nameof(rows));
        }

        while (!rows.IsEmpty)
        {
            var values = Math.Min(rows.Length, (BlockRows - pending) * Dimensions);
            convert(rows[..values], block.AsSpan(pending * Dimensions, values));
            pending += values / Dimensions;
            rows = rows[values..];
            if (pending == BlockRows)
            {
                Join();
            }
        }
    }

    /// <summary>Joins the pending rows to the sums.</summary>
    private void Join()
    {
        if (pending == 0)
        {
            return;
        }

        var blockMean = new double[Dimensions];
        for (var i = 0; i < pending; i++)
        {
            TensorPrimitives.Add(blockMean, block.AsSpan(i * Dimensions, Dimensions), blockMean);
        }

        TensorPrimitives.Divide(blockMean, (double)pending, blockMean);
        for (var i = 0; i < pending; i++)
        {
            var row = block.AsSpan(i * Dimensions, Dimensions);
            TensorPrimitives.Subtract(row, blockMean, row);
        }

        Shift(blockMean, pending, block.AsSpan(pending * Dimensions, Dimensions));
        algebra.AddGram(block.AsSpan(0, (pending + 1) * Dimensions), Dimensions, scatter);
        pending = 0;
    }

    /// <summary>
    /// Moves the mean to that of both sets, and gives the row whose Gram matrix joins their scatters: sqrt(n m / (n + m)) (other mean - mean).
    /// </summary>
    private void Shift(ReadOnlySpan<double> otherMean, long count, Span<double> row)
    {
        var total = joined + count;
        TensorPrimitives.Subtract(otherMean, mean, row);
        TensorPrimitives.MultiplyAdd(row, (double)count / total, mean, mean);
        TensorPrimitives.Multiply(row, Math.Sqrt((double)joined * count / total), row);
        joined = total;
    }
}
