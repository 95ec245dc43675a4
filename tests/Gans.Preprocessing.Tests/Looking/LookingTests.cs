using Gans.Formats;

namespace Gans.Preprocessing.Tests.Looking;

[TestClass]
public sealed class LookingTests
{
    [TestMethod]
    [Description("Red 0, 10, 20, 50: mean 20, variance (400 + 100 + 0 + 900) / 4 = 350. Green is 7 throughout.")]
    public void Of_TwoImages_GivesStatisticsOfEachChannel()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"], 1, 2, 3, [0, 7, 1, 10, 7, 2], [20, 7, 3, 50, 7, 4]);
        using var pack = DatasetPack.Open(folder["pack"]);

        var statistics = PixelStatistics.Of(pack);

        Assert.HasCount(3, statistics);
        Assert.AreEqual((0, 50, 20.0), (statistics[0].Minimum, statistics[0].Maximum, statistics[0].Mean));
        Assert.AreEqual(Math.Sqrt(350), statistics[0].Deviation, 1e-12);
        Assert.AreEqual((7, 7, 7.0, 0.0), (statistics[1].Minimum, statistics[1].Maximum, statistics[1].Mean, statistics[1].Deviation));
        Assert.AreEqual(4, statistics[1].Histogram[7]);
    }

    [TestMethod]
    [Description("More images than one unit of work, so that several are added up.")]
    public void Of_ManyImages_CountsAll()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"], 1, 1, 1, [.. Enumerable.Range(0, 5000).Select(static index => (byte[])[(byte)(index % 2)])]);
        using var pack = DatasetPack.Open(folder["pack"]);

        var histogram = PixelStatistics.Of(pack).Single().Histogram;

        Assert.AreEqual((2500L, 2500L), (histogram[0], histogram[1]));
    }

    [TestMethod]
    public void Take_FewerThanThereAre_AreSpreadEvenly()
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"], 1, 1, 1, [.. Enumerable.Range(0, 10).Select(static index => (byte[])[(byte)index])]);
        using var pack = DatasetPack.Open(folder["pack"]);

        CollectionAssert.AreEqual(new byte[] { 0, 2, 5, 7 }, DatasetPreview.Take(pack, 4).Pixels.ToArray());
    }

    [TestMethod]
    public void Take_Pairs_AreSideBySide()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new DatasetPackWriter(folder["pack"], Describe(2, 1, 1), withPairs: true))
        {
            writer.AddPair([1, 2], [3, 4]);
            writer.Commit();
        }

        using var pack = DatasetPack.Open(folder["pack"]);
        var tiles = DatasetPreview.Take(pack, 1);

        Assert.AreEqual((2, 2), (tiles.Height, tiles.Width));
        CollectionAssert.AreEqual(new byte[] { 1, 3, 2, 4 }, tiles.Pixels.ToArray());
        Assert.AreEqual(3, PixelStatistics.Of(pack, ofPairs: true).Single().Minimum);
    }

    [TestMethod]
    [DataRow(64, 100)]
    [DataRow(65, 25)]
    public void DefaultCount_Size_DecidesBetweenTenAndFiveARow(int width, int expected)
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"], 1, width, 1, [.. Enumerable.Repeat(new byte[width], 200)]);
        using var pack = DatasetPack.Open(folder["pack"]);

        Assert.AreEqual(expected, DatasetPreview.DefaultCount(pack));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(3)]
    public void Take_CountOutOfRange_SaysWhatIsThere(int count)
    {
        using var folder = new TemporaryFolder();
        Write(folder["pack"], 1, 1, 1, [1], [2]);
        using var pack = DatasetPack.Open(folder["pack"]);

        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => DatasetPreview.Take(pack, count)).Message, "needed 1 to 2");
    }

    private static void Write(string path, int height, int width, int channels, params byte[][] images)
    {
        using var writer = new DatasetPackWriter(path, Describe(height, width, channels));
        foreach (var image in images)
        {
            writer.Add(image);
        }

        writer.Commit();
    }

    private static DatasetInfo Describe(int height, int width, int channels) => new()
    {
        Name = "toy",
        Split = "train",
        Source = "made by a test",
        SourceDigest = new string('0', 64),
        Height = height,
        Width = width,
        Channels = channels,
    };
}
