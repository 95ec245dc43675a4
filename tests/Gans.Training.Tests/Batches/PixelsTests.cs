using Gans.Models;
using Gans.Training.Batches;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Batches;

[TestClass]
public sealed class PixelsTests
{
    [TestMethod]
    [Description("Chapter 5 of Brownlee, hack 7: 0 becomes -1, 255 becomes 1.")]
    public void ToImages_Ends_AreMinusOneAndOne()
    {
        using var scope = NewDisposeScope();

        CollectionAssert.AreEqual(new[] { -1f, 1f }, Pixels.ToImages(tensor([(byte)0, (byte)255], [1, 1, 2, 1]), PixelRange.Symmetric).ToArray<float>());
    }

    [TestMethod]
    public void ToImages_RangeOfASigmoid_GoesFromZeroToOneAndBack()
    {
        using var scope = NewDisposeScope();
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

        var images = Pixels.ToImages(tensor(all, [1, 16, 16, 1]), PixelRange.ZeroToOne);

        Assert.AreEqual((0f, 1f), (images.ToArray<float>()[0], images.ToArray<float>()[255]));
        CollectionAssert.AreEqual(all, Pixels.FromImages(images, PixelRange.ZeroToOne).ToArray<byte>());
    }

    [TestMethod]
    public void FromImages_OfEveryByte_ComesBackEqual()
    {
        using var scope = NewDisposeScope();
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

        CollectionAssert.AreEqual(
            all, Pixels.FromImages(Pixels.ToImages(tensor(all, [2, 8, 16, 1]), PixelRange.Symmetric), PixelRange.Symmetric).ToArray<byte>());
    }

    [TestMethod]
    [Description("Two pixels of RGB: the red values come first in [N, C, H, W].")]
    public void ToImages_Colours_ArePlanes()
    {
        using var scope = NewDisposeScope();

        var images = Pixels.ToImages(tensor([(byte)255, (byte)0, (byte)0, (byte)255, (byte)255, (byte)0], [1, 1, 2, 3]), PixelRange.Symmetric);

        CollectionAssert.AreEqual(new long[] { 1, 3, 1, 2 }, images.shape);
        CollectionAssert.AreEqual(new[] { 1f, 1, -1, 1, -1, -1 }, images.ToArray<float>());
    }

    [TestMethod]
    public void FromImages_OutsideTheRange_GoesToItsEnd()
    {
        using var scope = NewDisposeScope();

        CollectionAssert.AreEqual(
            new byte[] { 0, 255, 128 }, Pixels.FromImages(tensor([-3f, 1.5f, 0.002f], [1, 1, 1, 3]), PixelRange.Symmetric).ToArray<byte>());
    }
}
