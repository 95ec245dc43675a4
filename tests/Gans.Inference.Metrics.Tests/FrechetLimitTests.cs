namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class FrechetLimitTests
{
    [TestMethod]
    [Description("Distances of 3 + 50 / N lead to 3; those that lie a line's width above and below it, alike on both sides, too.")]
    public void Intercept_LineByOneOverN_IsItsConstant()
    {
        double[] inverses = [1.0 / 10, 1.0 / 20, 1.0 / 40];

        Assert.AreEqual(3, FrechetLimit.Intercept(inverses, [3 + 5, 3 + 2.5, 3 + 1.25]), 1e-12);
        Assert.AreEqual(2, FrechetLimit.Intercept([0, 1, 2], [1, 4, 1]), 1e-12);
    }

    [TestMethod]
    [Description("Uniform values of [0, 1) have the mean 1/2 and the variance 1/12: their distance from 2,000 samples is all bias, of which a tenth is left.")]
    public void Compute_SamplesOfTheSameLaw_ComesNearerToZeroThanTheDistance()
    {
        const int size = 24;
        double[] mean = [.. Enumerable.Repeat(0.5, size)];
        var covariance = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            covariance[i * (size + 1)] = 1.0 / 12;
        }

        var (real, fake) = (new GaussianStatistics(mean, covariance), FeatureRows.Of(RandomRows.UniformFloats(2000, size, seed: 5), size));

        var (limit, distance) = (FrechetLimit.Compute(real, fake, seed: 1), FrechetDistance.Compute(real, GaussianStatistics.Of(fake)));

        Assert.IsGreaterThan(1e-3, distance);
        Assert.IsLessThan(distance / 5, Math.Abs(limit));   // what random subsets scatter by
        Assert.AreEqual(limit, FrechetLimit.Compute(real, fake, seed: 1));
    }
}
