using Gans.Formats;

namespace Gans.Preprocessing.Tests.Datasets;

/// <summary>The real data sets, as set-up installs them. Expected facts are published ones, not ours.</summary>
[TestClass]
public sealed class InstalledDatasetTests
{
    [TestMethod]
    [Description("Mean 0.2860 and deviation 0.3530 of the training pixels: the constants that PyTorch users normalise with. Labels: the authors' README.")]
    public void Run_FashionMnist_IsTheRealOne()
    {
        using var folder = new TemporaryFolder();

        DatasetPreparation.Run(new PrepareOptions { Dataset = "fashion-mnist", Output = folder["pack"] });

        using var pack = DatasetPack.Open(folder["pack"]);
        Assert.AreEqual((60_000L, 28, 28, 1), (pack.Count, pack.Height, pack.Width, pack.Channels));
        CollectionAssert.AreEqual(Enumerable.Repeat(6000L, 10).ToArray(), pack.Info.ClassCounts.ToArray());
        CollectionAssert.AreEqual(new long[] { 9, 0, 0, 3, 0, 2, 7, 2, 5, 5 }, FirstLabels(pack));
        Assert.AreEqual("Ankle boot", pack.ClassNames[(int)pack.GetLabel(0)]);
        AssertStatistics(pack, mean: 0.2860, deviation: 0.3530);
    }

    [TestMethod]
    public void Run_FashionMnistTest_HasAThousandOfEachClass()
    {
        using var folder = new TemporaryFolder();

        var info = DatasetPreparation.Run(new PrepareOptions { Dataset = "fashion-mnist", Split = "test", Output = folder["pack"] });

        CollectionAssert.AreEqual(Enumerable.Repeat(1000L, 10).ToArray(), info.ClassCounts.ToArray());
    }

    [TestMethod]
    [Description("Class counts: the data set's own page. Mean 0.1307 and deviation 0.3081: the constants that PyTorch users normalise with.")]
    public void Run_Mnist_IsTheRealOne()
    {
        using var folder = new TemporaryFolder();

        DatasetPreparation.Run(new PrepareOptions { Dataset = "mnist", Output = folder["pack"] });

        using var pack = DatasetPack.Open(folder["pack"]);
        CollectionAssert.AreEqual(new long[] { 5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949 }, pack.Info.ClassCounts.ToArray());
        CollectionAssert.AreEqual(new long[] { 5, 0, 4, 1, 9, 2, 1, 3, 1, 4 }, FirstLabels(pack));
        AssertStatistics(pack, mean: 0.1307, deviation: 0.3081);
    }

    private static long[] FirstLabels(DatasetPack pack) => [.. Enumerable.Range(0, 10).Select(index => pack.GetLabel(index))];

    private static void AssertStatistics(DatasetPack pack, double mean, double deviation)
    {
        long sum = 0, squares = 0;
        for (var i = 0L; i < pack.Count; i++)
        {
            foreach (var pixel in pack.GetImage(i))
            {
                sum += pixel;
                squares += pixel * pixel;
            }
        }

        var count = (double)pack.Count * pack.Height * pack.Width;
        Assert.AreEqual(mean, sum / count / 255, 0.00005);   // published with four digits
        Assert.AreEqual(deviation, Math.Sqrt((squares / count) - Math.Pow(sum / count, 2)) / 255, 0.00005);
    }
}
