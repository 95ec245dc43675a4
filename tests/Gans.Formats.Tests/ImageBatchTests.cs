namespace Gans.Formats.Tests;

[TestClass]
public sealed class ImageBatchTests
{
    [TestMethod]
    public void SaveNpy_Batch_IsAnArrayOfItsShape()
    {
        using var folder = new TemporaryFolder();
        var batch = new ImageBatch(2, 1, 1, 3, [1, 2, 3, 4, 5, 6]);

        batch.SaveNpy(folder["batch.npy"]);

        var array = NpyFile.Read(folder["batch.npy"]);
        CollectionAssert.AreEqual(new long[] { 2, 1, 1, 3 }, array.Shape.ToArray());
        CollectionAssert.AreEqual(batch.Pixels.ToArray(), array.Elements<byte>().ToArray());
    }

    [TestMethod]
    public void Constructor_WrongSizes_Throw()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ImageBatch(-1, 1, 1, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ImageBatch(1, 0, 1, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ImageBatch(1, 1, 1, 2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ImageBatch(1 << 20, 1 << 10, 1 << 10, 3));
        Assert.ThrowsExactly<ArgumentException>(() => new ImageBatch(1, 1, 1, 3, new byte[2]));
    }

    [TestMethod]
    public void Indexer_OneImage_IsAView()
    {
        var batch = new ImageBatch(2, 1, 2, 1);

        batch[1].Fill(7);

        CollectionAssert.AreEqual(new byte[] { 0, 0, 7, 7 }, batch.Pixels.ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => batch[2].Length);
    }
}
