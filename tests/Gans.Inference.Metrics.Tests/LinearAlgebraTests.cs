namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class LinearAlgebraTests
{
    private static readonly ManagedAlgebra Managed = new();

    [TestMethod]
    [Description("By hand: eigenvalues of the path's Laplacian, 2 - 2 cos(k pi / n).")]
    public void Eigenvalues_PathOfTwelve_AreKnown()
    {
        const int size = 12;
        foreach (var algebra in All())
        {
            var matrix = new double[size * size];
            for (var i = 0; i < size; i++)
            {
                matrix[i * size + i] = i is 0 or size - 1 ? 1 : 2;
                if (i > 0)
                {
                    matrix[i * size + i - 1] = -1;
                }
            }

            var values = new double[size];
            algebra.Eigenvalues(matrix, values);

            for (var k = 0; k < size; k++)
            {
                Assert.AreEqual(2 - 2 * Math.Cos(k * Math.PI / size), values[k], 1e-13);
            }
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(35)]
    public void Eigenvalues_FullMatrix_HaveItsTraceAndSquares(int size)
    {
        var matrix = Gram(size + 3, size);
        var (trace, squares) = (0.0, 0.0);
        for (var i = 0; i < size; i++)
        {
            trace += matrix[i * size + i];
            for (var j = 0; j < size; j++)
            {
                squares += Math.Pow(matrix[Math.Max(i, j) * size + Math.Min(i, j)], 2);
            }
        }

        foreach (var algebra in All())
        {
            var values = new double[size];
            algebra.Eigenvalues([.. matrix], values);

            Assert.AreEqual(trace, values.Sum(), 1e-12 * trace);
            Assert.AreEqual(squares, values.Sum(value => value * value), 1e-12 * squares);
        }
    }

    [TestMethod]
    [DataRow(8, 20, 8)]
    [DataRow(30, 20, 20)]
    public void PivotedCholesky_AnyRank_GivesTheMatrixBack(int count, int size, int rank)
    {
        foreach (var algebra in All())
        {
            var matrix = Gram(count, size);
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    matrix[j * size + i] = matrix[i * size + j];
                }
            }

            double[] factor = [.. matrix];
            var pivots = new int[size];

            Assert.AreEqual(rank, algebra.PivotedCholesky(factor, pivots));
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var product = Enumerable.Range(0, Math.Min(j + 1, rank)).Sum(k => factor[i * size + k] * factor[j * size + k]);
                    Assert.AreEqual(matrix[pivots[i] * size + pivots[j]], product, 1e-12 * count);
                }
            }
        }
    }

    [TestMethod]
    public void Products_Managed_EqualNative()
    {
        double[] a = [.. RandomRows.Uniform(7, 5, seed: 1).Cast<double>()], b = [.. RandomRows.Uniform(4, 5, seed: 2).Cast<double>()];
        double[] wide = [.. RandomRows.Uniform(5, 6, seed: 3).Cast<double>()], wider = [.. RandomRows.Uniform(5, 3, seed: 4).Cast<double>()];
        foreach (var algebra in All())
        {
            var (product, transposed) = (new double[7 * 4], new double[6 * 3]);
            algebra.MultiplyByTransposed(a, b, 5, product);
            algebra.MultiplyTransposed(wide, wider, 5, transposed);

            Assert.AreEqual(Enumerable.Range(0, 5).Sum(d => a[6 * 5 + d] * b[2 * 5 + d]), product[6 * 4 + 2], 1e-14);
            Assert.AreEqual(Enumerable.Range(0, 5).Sum(d => wide[d * 6 + 4] * wider[d * 3 + 1]), transposed[4 * 3 + 1], 1e-14);
        }
    }

    /// <summary>The lower triangle of a Gram matrix of random rows.</summary>
    private static double[] Gram(int count, int size)
    {
        var gram = new double[size * size];
        Managed.AddGram([.. RandomRows.Uniform(count, size, seed: 9).Cast<double>()], size, gram);
        return gram;
    }

    private static IEnumerable<ILinearAlgebra> All() => OpenBlas.IsAvailable ? [Managed, new OpenBlas()] : [Managed];
}
