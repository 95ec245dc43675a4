using System.Buffers.Binary;
using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class SavingTests
{
    [TestMethod]
    [Description("What Sample returns is what a grid, a folder and an array hold: here 3 images of 5 x 4.")]
    public void Sample_SavedInEachForm_KeepsItsPixels()
    {
        using var folder = new TemporaryFolder();
        using var generator = Generator.Load(new TinyModel().ToBytes(), new() { Device = Device.Cpu });
        var images = generator.Sample(3, seed: 1);

        images.SaveGrid(folder["grid.png"], new GridOptions { Columns = 3, Gap = 0 });
        images.SaveFolder(folder["images"]);
        images.SaveNpy(folder["images.npy"]);

        var header = File.ReadAllBytes(folder["grid.png"]).AsSpan(16, 8);   // IHDR: width, height
        Assert.AreEqual((12, 5), (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..])));
        CollectionAssert.AreEqual(
            new[] { "00000.png", "00001.png", "00002.png" }, Directory.GetFiles(folder["images"]).Select(Path.GetFileName).Order().ToArray());
        CollectionAssert.AreEqual(images.Pixels.ToArray(), File.ReadAllBytes(folder["images.npy"])[^images.Pixels.Length..]);
    }
}
