namespace Gans.Formats.Tests;

[TestClass]
public sealed class ImageBatchFilesTests
{
    [TestMethod]
    [Description("Three 1 x 2 images in two columns, gap 1, background 9, drawn by hand.")]
    public void SaveGrid_ThreeImages_LaysThemOutRowByRow()
    {
        using var folder = new TemporaryFolder();
        var batch = new ImageBatch(3, 1, 2, 1, [1, 2, 3, 4, 5, 6]);

        batch.SaveGrid(folder["grid.png"], new GridOptions { Gap = 1, Background = 9 });

        byte[] expected =
        [
            9, 9, 9, 9, 9, 9, 9,
            9, 1, 2, 9, 3, 4, 9,
            9, 9, 9, 9, 9, 9, 9,
            9, 5, 6, 9, 9, 9, 9,
            9, 9, 9, 9, 9, 9, 9,
        ];
        var grid = ImageCodec.Load(folder["grid.png"]);
        Assert.AreEqual((5, 7, 1), (grid.Height, grid.Width, grid.Channels));
        CollectionAssert.AreEqual(expected, grid.Pixels.ToArray());
    }

    [TestMethod]
    public void SaveGrid_ScaledAndInverted_EnlargesPixelsAndTurnsValues()
    {
        using var folder = new TemporaryFolder();
        var batch = new ImageBatch(1, 1, 2, 3, [0, 10, 20, 255, 245, 235]);

        batch.SaveGrid(folder["grid.png"], new GridOptions { Gap = 0, Scale = 2, Invert = true });

        byte[] row = [255, 245, 235, 255, 245, 235, 0, 10, 20, 0, 10, 20];
        var grid = ImageCodec.Load(folder["grid.png"]);
        Assert.AreEqual((2, 4), (grid.Height, grid.Width));
        CollectionAssert.AreEqual((byte[])[.. row, .. row], grid.Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(1, null, 1, 1)]
    [DataRow(5, null, 2, 3)]
    [DataRow(9, null, 3, 3)]
    [DataRow(5, 5, 1, 5)]
    [DataRow(2, 4, 1, 4)]
    public void SaveGrid_Columns_DefaultToASquare(int count, int? columns, int rows, int expectedColumns)
    {
        using var folder = new TemporaryFolder();

        new ImageBatch(count, 1, 1, 1).SaveGrid(folder["grid.png"], new GridOptions { Columns = columns, Gap = 0 });

        var grid = ImageCodec.Load(folder["grid.png"]);
        Assert.AreEqual((rows, expectedColumns), (grid.Height, grid.Width));
    }

    [TestMethod]
    public void SaveGrid_Jpeg_IsAJpeg()
    {
        using var folder = new TemporaryFolder();

        new ImageBatch(4, 8, 8, 3).SaveGrid(folder["grid.JPG"]);

        CollectionAssert.AreEqual(new byte[] { 0xFF, 0xD8, 0xFF }, File.ReadAllBytes(folder["grid.JPG"])[..3]);
    }

    [TestMethod]
    public void SaveGrid_WrongOptions_SayWhatIsWrong()
    {
        var batch = new ImageBatch(1, 1, 1, 1);
        AssertRefused(batch, "a.png", new GridOptions { Columns = 0 }, "found Columns = 0, needed 1 or more");
        AssertRefused(batch, "a.png", new GridOptions { Gap = -1 }, "found Gap = -1, needed 0 or more");
        AssertRefused(batch, "a.png", new GridOptions { Scale = 0 }, "found Scale = 0, needed 1 or more");
        AssertRefused(batch, "a.png", new GridOptions { Scale = int.MaxValue }, "below 2 GiB");
        AssertRefused(batch, "a.png", new GridOptions { Columns = int.MaxValue }, "below 2 GiB");
        AssertRefused(batch, "a.gif", new GridOptions(), "found the ending '.gif', needed .png, .jpg or .jpeg");
        AssertRefused(new ImageBatch(0, 1, 1, 1), "a.png", new GridOptions(), "found no image");

        static void AssertRefused(ImageBatch batch, string path, GridOptions options, string fault) =>
            StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => batch.SaveGrid(path, options)).Message, fault);
    }

    [TestMethod]
    public void SaveFolder_Twice_HoldsEachImageOfTheSecond()
    {
        using var folder = new TemporaryFolder();
        var batch = new ImageBatch(2, 2, 1, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        new ImageBatch(3, 1, 1, 1).SaveFolder(folder["images"]);

        batch.SaveFolder(folder["images"]);

        CollectionAssert.AreEqual(
            new[] { "00000.png", "00001.png" }, Directory.GetFiles(folder["images"]).Select(Path.GetFileName).Order().ToArray());
        CollectionAssert.AreEqual(batch[1].ToArray(), ImageCodec.Load(Path.Combine(folder["images"], "00001.png")).Pixels.ToArray());
    }

    [TestMethod]
    [Description("RFC 4180: a cell with a comma or a quote stands in quotes, its own are doubled. A class without a name has none.")]
    public void SaveFolder_Labels_AreATableBesideThePictures()
    {
        using var folder = new TemporaryFolder();
        var batch = new ImageBatch(3, 1, 1, 1);

        batch.SaveFolder(folder["images"], [1, 0, 2], ["say \"a\"", "b, c"]);
        batch.SaveFolder(folder["images"], [1, 0, 2], ["say \"a\"", "b, c"]);

        Assert.AreEqual(
            "image,label,name\n00000.png,1,\"b, c\"\n00001.png,0,\"say \"\"a\"\"\"\n00002.png,2,\n", File.ReadAllText(folder["images/labels.csv"]));
        Assert.ThrowsExactly<ArgumentException>(() => batch.SaveFolder(folder["images"], [1]));
        batch.SaveFolder(folder["images"]);
        Assert.IsFalse(File.Exists(folder["images/labels.csv"]));
    }

    [TestMethod]
    public void SaveFolder_FolderWithOtherContent_IsNotReplaced()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["holiday.png"], "");

        Assert.ThrowsExactly<InvalidInputException>(() => new ImageBatch(1, 1, 1, 1).SaveFolder(folder.Path));

        Assert.IsTrue(File.Exists(folder["holiday.png"]));
    }

    [TestMethod]
    public void SaveFolder_FullDisk_SaysSoAndLeavesNothing()
    {
        using var disk = new SmallDisk(kibibytes: 64);
        var noise = TestImages.Noise(64 * 64, 64, 3, seed: 2);
        var batch = new ImageBatch(64, 64, 64, 3, noise.Pixels.ToArray());

        var error = Assert.ThrowsExactly<IOException>(() => batch.SaveFolder(disk["images"]));

        StringAssert.StartsWith(error.Message, $"Writing {disk["images"]}: the disk is full.");
        Assert.AreEqual(0, Directory.GetFileSystemEntries(disk.Path).Length);
    }
}
