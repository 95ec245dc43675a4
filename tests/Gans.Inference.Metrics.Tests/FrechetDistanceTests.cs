namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class FrechetDistanceTests
{
    private static readonly double[,] Square = { { 0, 0 }, { 1, 0 }, { 0, 1 }, { 1, 1 } };
    private static readonly double[,] Moved = { { 2, 3 }, { 4, 3 }, { 2, 5 }, { 4, 5 } };
    private static readonly double[,] Five = { { 1, 2 }, { 2, 1 }, { 3, 5 }, { 4, 3 }, { 5, 4 } };
    private static readonly double[,] OtherFive = { { 2, 0 }, { 1, 4 }, { 6, 2 }, { 3, 3 }, { 4, 7 } };

    [TestMethod]
    [Description("By hand: 18.5 + 2/3 + 8/3 - 2 * 4/3. With divisor N in place of N - 1 it would be 19.")]
    public void Compute_ShiftedAndDoubledSquare_Is115Over6()
    {
        var terms = FrechetDistance.Explain(GaussianStatistics.FromRows(Square), GaussianStatistics.FromRows(Moved));

        Assert.AreEqual(19.166666666666668, terms.Value, 1e-12);
        Assert.AreEqual(18.5, terms.MeanDistance, 1e-12);
        Assert.AreEqual(2.0 / 3, terms.FirstTrace, 1e-12);
        Assert.AreEqual(8.0 / 3, terms.SecondTrace, 1e-12);
        Assert.AreEqual(4.0 / 3, terms.RootTrace, 1e-12);
    }

    [TestMethod]
    [Description("Covariances that do not commute: of a 2 x 2 product P the root's trace is sqrt(tr P + 2 sqrt(det P)).")]
    public void Compute_CovariancesThatDoNotCommute_GivesTheValueByHand()
    {
        var terms = FrechetDistance.Explain(GaussianStatistics.FromRows(Five), GaussianStatistics.FromRows(OtherFive));

        var root = Math.Sqrt((2.5 * 3.7) + (2.5 * 6.7) + (2 * 1.5 * 0.45) + (2 * Math.Sqrt(((2.5 * 2.5) - (1.5 * 1.5)) * ((3.7 * 6.7) - (0.45 * 0.45)))));
        Assert.AreEqual(root, terms.RootTrace, 1e-13);
        Assert.AreEqual(0.08 + 5 + 10.4 - (2 * root), terms.Value, 1e-13);
        Assert.AreEqual(1.741832095727494, terms.Value, 1e-7);
    }

    [TestMethod]
    public void Compute_SetsAgainstThemselves_IsZero()
    {
        foreach (var rows in new[] { Square, Five })
        {
            var statistics = GaussianStatistics.FromRows(rows);
            Assert.AreEqual(0, FrechetDistance.Compute(statistics, statistics), 1e-12);
        }
    }

    [TestMethod]
    [Description("Chapter 13 of Brownlee: 10 vectors of 2,048 uniform values, covariances of rank 9. The source prints -0.000 for equal sets.")]
    public void Compute_TenVectorsOf2048AgainstThemselves_IsZeroToThreeDigits()
    {
        var statistics = GaussianStatistics.FromRows(RandomRows.Uniform(10, 2048, seed: 1));

        var terms = FrechetDistance.Explain(statistics, statistics);

        Assert.AreEqual(0, terms.Value, 5e-4);
        Assert.AreEqual(9, terms.FirstRank);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [Description("Chapter 13 of Brownlee: two such sets give 358.927 in the source, and 350.8 to 362.2 over 60 seeds.")]
    public void Compute_TwoSetsOfTenVectorsOf2048_LiesWhereTheSpecSays(int seed)
    {
        var distance = FrechetDistance.Compute(
            GaussianStatistics.FromRows(RandomRows.Uniform(10, 2048, seed)), GaussianStatistics.FromRows(RandomRows.Uniform(10, 2048, seed + 100)));

        Assert.IsTrue(distance is > 345 and < 370, $"{distance}");
    }

    [TestMethod]
    [Description("Equal covariances, means v apart: |v|^2.")]
    public void Compute_ShiftedSet_IsTheSquaredShift()
    {
        var rows = RandomRows.Uniform(50, 6, seed: 4);
        var shifted = (double[,])rows.Clone();
        for (var i = 0; i < 50; i++)
        {
            shifted[i, 2] += 3;
            shifted[i, 5] -= 4;
        }

        Assert.AreEqual(25, FrechetDistance.Compute(GaussianStatistics.FromRows(rows), GaussianStatistics.FromRows(shifted)), 1e-10);
    }

    [TestMethod]
    [Description("Diagonal covariances: the sum of (s - t)^2 over deviations s and t, also where some are 0 on one side or on both.")]
    public void Compute_DiagonalCovariances_IsTheSumOverAxes()
    {
        double[] first = [4, 0, 9, 0, 1e-8];
        double[] second = [1, 16, 0, 0, 1];
        var expected = first.Zip(second, (a, b) => Math.Pow(Math.Sqrt(a) - Math.Sqrt(b), 2)).Sum();

        Assert.AreEqual(expected, FrechetDistance.Compute(Diagonal(first), Diagonal(second)), 1e-12);
    }

    [TestMethod]
    public void Compute_ConstantSets_IsTheDistanceOfTheMeans()
    {
        var (zero, three) = (new GaussianStatistics([0, 0], new double[4]), new GaussianStatistics([3, 4], new double[4]));

        Assert.AreEqual(25, FrechetDistance.Compute(zero, three));
    }

    [TestMethod]
    [DataRow(40, 30, 30, DisplayName = "regular")]
    [DataRow(12, 30, 50, DisplayName = "one singular")]
    [DataRow(12, 30, 20, DisplayName = "both singular")]
    public void Explain_ManagedCode_EqualsLapack(int count, int dimensions, int otherCount)
    {
        if (!OpenBlas.IsAvailable)
        {
            Assert.Inconclusive("OpenBLAS is not installed.");
        }

        var first = GaussianStatistics.FromRows(RandomRows.Uniform(count, dimensions, seed: 5));
        var second = GaussianStatistics.FromRows(RandomRows.Uniform(otherCount, dimensions, seed: 6));

        var managed = FrechetDistance.Explain(first, second, new ManagedAlgebra());
        var native = FrechetDistance.Explain(first, second, new OpenBlas());

        Assert.AreEqual(native.Value, managed.Value, 1e-8);   // roots of eigenvalues near 0 lose half the digits
        Assert.AreEqual((native.FirstRank, native.SecondRank), (managed.FirstRank, managed.SecondRank));
        Assert.AreEqual(Math.Min(count - 1, dimensions), managed.FirstRank);
    }

    [TestMethod]
    public void Compute_OtherDimensions_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(
            () => FrechetDistance.Compute(GaussianStatistics.FromRows(Square), GaussianStatistics.FromRows(new double[2, 3])));
    }

    private static GaussianStatistics Diagonal(double[] variances)
    {
        var covariance = new double[variances.Length * variances.Length];
        for (var i = 0; i < variances.Length; i++)
        {
            covariance[i * (variances.Length + 1)] = variances[i];
        }

        return new GaussianStatistics(new double[variances.Length], covariance);
    }
}
