using Gans.Formats;

namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class StatisticsTests
{
    private const int Count = 700, Dimensions = 5;   // two whole blocks and a part

    private static readonly float[] Rows =
        [.. RandomRows.UniformFloats(Count, Dimensions, seed: 1).Select((value, i) => (value * (1 + i % Dimensions)) + 1000)];

    [TestMethod]
    [Description("Against the plain two passes; far from 0, where sums of squares would lose half the digits.")]
    public void ToStatistics_ManyRows_EqualsTwoPasses()
    {
        var statistics = Accumulate(Count).ToStatistics();

        Assert.AreEqual(Count, statistics.Count);
        for (var i = 0; i < Dimensions; i++)
        {
            Assert.AreEqual(Mean(i), statistics.Mean[i], 1e-10);
            for (var j = 0; j < Dimensions; j++)
            {
                var expected = Enumerable.Range(0, Count).Sum(n => (Rows[n * Dimensions + i] - Mean(i)) * (Rows[n * Dimensions + j] - Mean(j))) / (Count - 1);
                Assert.AreEqual(expected, statistics.Covariance[i * Dimensions + j], 1e-10);
            }
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(256)]
    [DataRow(500)]
    public void ToStatistics_WhateverTheBatchSize_IsTheSameToTheBit(int batchSize)
    {
        var (whole, parts) = (Accumulate(Count).ToStatistics(), Accumulate(batchSize).ToStatistics());

        CollectionAssert.AreEqual(whole.Mean.ToArray(), parts.Mean.ToArray());
        CollectionAssert.AreEqual(whole.Covariance.ToArray(), parts.Covariance.ToArray());
    }

    [TestMethod]
    [DataRow(300)]
    [DataRow(512)]
    [DataRow(699)]
    public void Merge_TwoParts_EqualsTheWhole(int first)
    {
        var (part, rest) = (new GaussianAccumulator(Dimensions), new GaussianAccumulator(Dimensions));
        part.Add(Rows.AsSpan(0, first * Dimensions));
        rest.Add(Rows.AsSpan(first * Dimensions));

        part.Merge(rest);

        var (whole, merged) = (Accumulate(Count).ToStatistics(), part.ToStatistics());
        Assert.AreEqual(Count, merged.Count);
        AssertClose(whole.Mean, merged.Mean);
        AssertClose(whole.Covariance, merged.Covariance);
    }

    [TestMethod]
    public void Merge_IntoAnEmptyOne_EqualsTheOther()
    {
        var empty = new GaussianAccumulator(Dimensions);

        empty.Merge(Accumulate(Count));

        AssertClose(Accumulate(Count).ToStatistics().Covariance, empty.ToStatistics().Covariance);
    }

    [TestMethod]
    public void ToStatistics_OneRow_IsRefused()
    {
        var sums = new GaussianAccumulator(2);
        sums.Add([1.0, 2.0]);

        Assert.ThrowsExactly<InvalidOperationException>(sums.ToStatistics);
        Assert.ThrowsExactly<ArgumentException>(() => sums.Add([1.0]));
    }

    [TestMethod]
    public void StatisticsFile_SavedAndLoaded_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        var statistics = Accumulate(Count).ToStatistics();
        var extractor = new ExtractorIdentity("inception v3", new string('b', 64), ResizeRule.Clean);

        StatisticsFile.Save(folder["real.npz"], statistics, extractor);
        var (loaded, made) = StatisticsFile.Load(folder["real.npz"]);

        Assert.AreEqual(extractor, made);
        Assert.AreEqual(Count, loaded.Count);
        CollectionAssert.AreEqual(statistics.Mean.ToArray(), loaded.Mean.ToArray());
        CollectionAssert.AreEqual(statistics.Covariance.ToArray(), loaded.Covariance.ToArray());
    }

    [TestMethod]
    [Description("pytorch-fid writes mu and sigma alone.")]
    public void StatisticsFile_OfPytorchFid_IsRead()
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(
            folder["other.npz"],
            new Dictionary<string,
            NpyArray>
            { ["mu"] = NpyArray.Create<double>([1, 2], 2), ["sigma"] = NpyArray.Create<double>([4, 1, 1, 3], 2, 2) });

        var (loaded, made) = StatisticsFile.Load(folder["other.npz"]);

        Assert.IsNull(made);
        Assert.IsNull(loaded.Count);
        CollectionAssert.AreEqual(new double[] { 4, 1, 1, 3 }, loaded.Covariance.ToArray());
    }

    [TestMethod]
    public void StatisticsFile_OfSomethingElse_IsRefused()
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(
            folder["odd.npz"],
            new Dictionary<string,
            NpyArray>
            { ["mu"] = NpyArray.Create<double>([1, 2], 2), ["sigma"] = NpyArray.Create<double>([4, 1, 1], 3) });
        NpzFile.Write(
            folder["nan.npz"],
            new Dictionary<string,
            NpyArray>
            { ["mu"] = NpyArray.Create<double>([double.NaN], 1), ["sigma"] = NpyArray.Create<double>([1], 1, 1) });
        NpzFile.Write(folder["images.npz"], new Dictionary<string, NpyArray> { ["images"] = NpyArray.Create<byte>([1], 1) });

        Refusal.AssertOneLine(() => StatisticsFile.Load(folder["odd.npz"]), "odd.npz", "a mean of 2 values and a covariance of 3");
        Refusal.AssertOneLine(() => StatisticsFile.Load(folder["nan.npz"]), "nan.npz", "not finite");
        Refusal.AssertOneLine(() => StatisticsFile.Load(folder["images.npz"]), "images.npz", "mu");
    }

    private static GaussianAccumulator Accumulate(int batchSize)
    {
        var sums = new GaussianAccumulator(Dimensions);
        for (var start = 0; start < Count; start += batchSize)
        {
            sums.Add(Rows.AsSpan(start * Dimensions, Math.Min(batchSize, Count - start) * Dimensions));
        }

        return sums;
    }

    private static double Mean(int axis) => Enumerable.Range(0, Count).Average(n => (double)Rows[n * Dimensions + axis]);

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> found)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], found[i], 1e-12 * Math.Max(1, Math.Abs(expected[i])));   // other roundings in another order
        }
    }
}
