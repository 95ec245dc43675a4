namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class SeededDrawsTests
{
    [TestMethod]
    public void Permutation_AnySeed_HoldsEveryNumberOnce()
    {
        CollectionAssert.AreEqual(Enumerable.Range(0, 100).Select(i => (long)i).ToArray(), Draws(1).Permutation(100).Order().ToArray());
        CollectionAssert.AreNotEqual(Draws(1).Permutation(100), Draws(2).Permutation(100));
    }

    [TestMethod]
    public void Subset_OfMany_HoldsDifferentNumbersBelowTheBound()
    {
        var subset = Draws(3).Subset(1000, 200);

        Assert.HasCount(200, subset.Distinct().ToArray());
        Assert.IsTrue(subset.All(number => number is >= 0 and < 1000));
        CollectionAssert.AreEqual(subset, Draws(3).Subset(1000, 200));
    }

    [TestMethod]
    [Description("20,000 draws of 10: each comes 2,000 times, deviation 42; the bound is five deviations.")]
    public void Next_ManyDraws_AreUniform()
    {
        var draws = Draws(4);
        var counts = new int[10];
        for (var i = 0; i < 20_000; i++)
        {
            counts[draws.Next(10)]++;
        }

        Assert.IsTrue(counts.All(count => Math.Abs(count - 2000) < 5 * 42.4), string.Join(", ", counts));
    }

    [TestMethod]
    public void Next_OtherPurpose_IsAnotherSequence()
    {
        Assert.AreNotEqual(Draws(1).Next(long.MaxValue), new SeededDraws(1, DrawPurpose.Bins).Next(long.MaxValue));
    }

    private static SeededDraws Draws(long seed) => new(seed, DrawPurpose.Subsets);
}
