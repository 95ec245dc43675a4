namespace Gans.Formats.Tests;

[TestClass]
public sealed class ImageBatchTests
{
    [TestMethod]
    public void Smoke()
    {
        var batch = new ImageBatch(5, 8, 8, 3);
        for (var i = 0; i < batch.Pixels.Length; i++) { batch.Pixels[i] = (byte)(i * 7); }
        batch.SaveGrid("/tmp/w/grid.png", new GridOptions { Scale = 8 });
        batch.SaveGrid("/tmp/w/grid.jpg");
        batch.SaveFolder("/tmp/w/gridfolder");
        batch.SaveFolder("/tmp/w/gridfolder");
        batch.SaveNpy("/tmp/w/grid.npy");
        Assert.AreEqual("8.18.7", ImageCodec.NativeVersion);
    }
}
