namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class FeatureMeasureTests
{
    private static readonly FeatureRows Real = FeatureRows.Of([0, 1, 10], 1);       // radii to the nearest other: 1, 1, 9
    private static readonly FeatureRows Fake = FeatureRows.Of([1.5f, 30, 2.05f], 1);   // 0.55, 27.95, 0.55

    [TestMethod]
    [Description("By hand, D = 1, kernel (ab + 1)^3: within {0, 1} 1, within {1, 2} 27, across (1 + 1 + 8 + 27) / 4 = 9.25; 1 + 27 - 2 * 9.25.")]
    public void KernelDistance_TwoPairs_IsNineAndAHalf()
    {
        Assert.AreEqual(9.5, KernelDistance.Compute([0, 1], [1, 2], dimensions: 1), 1e-12);
    }

    [TestMethod]
    [Description("Subsets that hold everything are all alike: how far they are apart would be rounding.")]
    public void KernelDistance_SubsetsOfEverything_GiveTheWholeEstimateWithoutDeviation()
    {
        var (mean, deviation) = KernelDistance.OverSubsets(FeatureRows.Of([0, 1], 1), FeatureRows.Of([1, 2], 1), seed: 1, subsets: 5);

        Assert.AreEqual(9.5, mean, 1e-12);
        Assert.IsNull(deviation);
    }

    [TestMethod]
    [Description("Unbiased: over many subsets of one distribution the mean lies within three errors of 0, on either side.")]
    public void KernelDistance_OneDistribution_IsAboutZero()
    {
        var (mean, deviation) = KernelDistance.OverSubsets(
            FeatureRows.Of(RandomRows.UniformFloats(400, 8, seed: 1), 8),
            FeatureRows.Of(RandomRows.UniformFloats(400, 8, seed: 2), 8),
            seed: 3,
            subsets: 50,
            size: 100);

        Assert.IsTrue(deviation > 0 && Math.Abs(mean) < 3 * deviation, $"{mean} +- {deviation}");
    }

    [TestMethod]
    [Description("By hand: 1.5 lies within 1 of 1, 2.05 within 9 of 10, 30 nowhere; 1 lies within 0.55 of 1.5, 10 within 27.95 of 30, 0 nowhere.")]
    public void PrecisionRecall_OnALine_IsCountedByHand()
    {
        var (precision, recall) = PrecisionRecall.Compute(Real, Fake, k: 1);

        Assert.AreEqual(2.0 / 3, precision, 1e-12);
        Assert.AreEqual(2.0 / 3, recall, 1e-12);
    }

    [TestMethod]
    [Description("By hand: 1.5 lies in two real neighbourhoods, 2.05 in one, 30 in none; only the neighbourhood of 0 is empty.")]
    public void DensityCoverage_OnALine_IsCountedByHand()
    {
        var (density, coverage) = DensityCoverage.Compute(Real, Fake, k: 1);

        Assert.AreEqual(1, density, 1e-12);
        Assert.AreEqual(2.0 / 3, coverage, 1e-12);
    }

    [TestMethod]
    public void Neighbourhoods_AcrossBlocks_EqualTheNaiveOnes()
    {
        var rows = RandomRows.UniformFloats(2100, 3, seed: 7);   // three blocks

        var radii = Neighbourhoods.SquaredRadii(FeatureRows.Of(rows, 3), 4, CancellationToken.None);

        for (var i = 0; i < 2100; i += 97)
        {
            var expected = Enumerable.Range(0, 2100).Where(j => j != i).Select(j => Squared(rows, i, j)).Order().ElementAt(3);
            Assert.AreEqual(expected, radii[i], 1e-12);
        }
    }

    [TestMethod]
    public void TwoSampleTest_SetsApart_AreToldApart()
    {
        var accuracy = TwoSampleTest.Compute(FeatureRows.Of([0, 1, 2], 1), FeatureRows.Of([10, 11], 1), seed: 1);

        Assert.AreEqual((1.0, 1.0, 1.0), (accuracy.OnReal, accuracy.OnFake, accuracy.Overall));
    }

    [TestMethod]
    [Description("Each vector's nearest other one is its copy in the other set.")]
    public void TwoSampleTest_Copies_AreAlwaysWrong()
    {
        Assert.AreEqual(0, TwoSampleTest.Compute(Real, FeatureRows.Of([0, 1, 10], 1), seed: 1).Overall);
    }

    [TestMethod]
    [Description("By hand, two-proportion z: 60 against 40 of 100 gives 2.83, 55 against 45 gives 1.41; the bound is 1.96.")]
    public void BinComparison_TwoShares_DifferBeyondTheBound()
    {
        Assert.IsTrue(BinComparison.Differs(60, 100, 40, 100));
        Assert.IsFalse(BinComparison.Differs(55, 100, 45, 100));
        Assert.IsFalse(BinComparison.Differs(0, 100, 0, 100));
    }

    [TestMethod]
    [Description("By hand: shares (1/2, 1/2) against (1, 0), mean (3/4, 1/4): (0.143841 + 0.287682) / 2; without overlap ln 2.")]
    public void BinComparison_OneOfTwoModesMissing_IsFound()
    {
        var real = FeatureRows.Of([.. Enumerable.Range(0, 100).Select(i => i < 50 ? 0f : 10)], 1);
        var fake = FeatureRows.Of(new float[100], 1);

        var (share, divergence) = BinComparison.Compute(real, fake, seed: 1, bins: 2);

        Assert.AreEqual(1, share);
        Assert.AreEqual(0.21576155433883565, divergence, 1e-12);
        Assert.AreEqual(Math.Log(2), BinComparison.Divergence([1, 0], 1, [0, 1], 1), 1e-12);
    }

    [TestMethod]
    public void BinComparison_EqualSets_DifferNowhere()
    {
        var rows = FeatureRows.Of(RandomRows.UniformFloats(500, 5, seed: 8), 5);

        Assert.AreEqual((0.0, 0.0), BinComparison.Compute(rows, rows, seed: 2, bins: 20));
    }

    private static double Squared(float[] rows, int i, int j) =>
        Enumerable.Range(0, 3).Sum(d => Math.Pow((double)rows[i * 3 + d] - rows[j * 3 + d], 2));
}
