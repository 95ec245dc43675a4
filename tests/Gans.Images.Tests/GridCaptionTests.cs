namespace Gans.Formats.Tests;

[TestClass]
public sealed class GridCaptionTests
{
    [TestMethod]
    [Description("A gap of 2, a line of 7, a gap of 2, then images of 8 x 8: an I stands over each, 5 wide with a bar at its top, black on white.")]
    public void Compose_Captions_StandOverTheirColumns()
    {
        var batch = new ImageBatch(2, 8, 8, 1);
        batch.Pixels.Fill(100);

        var grid = ImageGrid.Compose(batch, new GridOptions { Columns = 2, Captions = ["i", "I"] });

        Assert.AreEqual((2 + 7 + 2 + 8 + 2, 2 + 8 + 2 + 8 + 2), (grid.Height, grid.Width));
        foreach (var left in new[] { 2, 12 })
        {
            CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 0, 0, 255 }, grid.Row(2).Slice(left, 6).ToArray());
            CollectionAssert.AreEqual(new byte[] { 255, 255, 0, 255, 255, 255 }, grid.Row(5).Slice(left, 6).ToArray());
            Assert.AreEqual((255, 100), (grid.Row(10)[left], grid.Row(11)[left]));
        }
    }

    [TestMethod]
    [Description("A gap of 2, a digit of 5 and its gap of 1, a gap of 2, then images of 9 x 9: the digit stands in their middle. A 2 ends in a bar.")]
    public void Compose_NumbersRows_StandLeftOfTheirRows()
    {
        var batch = new ImageBatch(2, 9, 9, 1);

        var grid = ImageGrid.Compose(batch, new GridOptions { Columns = 1, NumbersRows = true });

        Assert.AreEqual((2 + 9 + 2 + 9 + 2, 2 + 6 + 2 + 9 + 2), (grid.Height, grid.Width));
        CollectionAssert.AreEqual(new byte[] { 255, 255, 0, 255, 255, 255, 255, 255, 0 }, grid.Row(2 + 1)[2..11].ToArray());
        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 0, 0, 255 }, grid.Row(2 + 9 + 2 + 1 + 6)[2..8].ToArray());
    }

    [TestMethod]
    [Description("Longer than the picture is wide, on black, and with what is no letter.")]
    public void Compose_LongCaption_IsCutOff()
    {
        var grid = ImageGrid.Compose(new ImageBatch(1, 2, 2, 3), new GridOptions { Background = 0, Captions = ["a-b, c"] });

        Assert.AreEqual((15, 6), (grid.Height, grid.Width));
        Assert.IsTrue(grid.Row(3).Contains((byte)255));
    }

    [TestMethod]
    public void Compose_NoCaptions_LeavesNoRoom() => Assert.AreEqual(2 + 8 + 2, ImageGrid.Compose(new ImageBatch(1, 8, 8, 1), new GridOptions()).Height);
}
