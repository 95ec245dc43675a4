using Gans.Formats;
using Gans.Models;
using Gans.Training.Batches;
using Gans.Training.Native;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Batches;

[TestClass]
public sealed class PackBatchesTests
{
    [TestMethod]
    [Description("10,000 draws of 10 images: 1,000 each with a deviation of 30; five of them bound it.")]
    public void Next_ManyDraws_AreUniform()
    {
        using var folder = new TemporaryFolder();
        using var pack = DatasetPack.Open(TinyData.WriteDots(folder["dots"], 10));
        random.manual_seed(1);

        var counts = Draw(new PackBatches(pack, PixelRange.Symmetric), 10_000).CountBy(label => label).ToDictionary();

        Assert.HasCount(10, counts);
        Assert.IsTrue(counts.Values.All(count => Math.Abs(count - 1000) < 150));
    }

    [TestMethod]
    [Description("Ten draws of ten without a repetition have a chance of 10! / 10^10 = 0.0004.")]
    public void Next_ABatch_IsDrawnWithReplacement()
    {
        using var folder = new TemporaryFolder();
        using var pack = DatasetPack.Open(TinyData.WriteDots(folder["dots"], 10));
        random.manual_seed(1);

        Assert.IsLessThan(10, Draw(new PackBatches(pack, PixelRange.Symmetric), 10).Distinct().Count());
    }

    [TestMethod]
    [Description("Image i has the value 10 i, so (10 i - 127.5) / 127.5 tells which it is.")]
    public void Next_Labels_BelongToTheirImages()
    {
        using var folder = new TemporaryFolder();
        using var pack = DatasetPack.Open(TinyData.WriteDots(folder["dots"], 10));
        using var scope = NewDisposeScope();

        var batch = new PackBatches(pack, PixelRange.Symmetric).Next(50);

        CollectionAssert.AreEqual(new long[] { 50, 1, 1, 1 }, batch.Images.shape);
        var images = batch.Images.ToArray<float>();
        var labels = batch.Labels!.ToArray<long>();
        for (var i = 0; i < 50; i++)
        {
            Assert.AreEqual(((10 * labels[i]) - 127.5) / 127.5, images[i], 1e-6);
        }
    }

    [TestMethod]
    public void Next_WithoutLabels_HasNone()
    {
        using var folder = new TemporaryFolder();
        using var pack = DatasetPack.Open(TinyData.WriteBars(folder["bars"], labelled: false));
        using var scope = NewDisposeScope();

        Assert.IsNull(new PackBatches(pack, PixelRange.Symmetric).Next(4).Labels);
    }

    [TestMethod]
    public void Next_FromARestoredState_DrawsTheSame()
    {
        using var folder = new TemporaryFolder();
        using var pack = DatasetPack.Open(TinyData.WriteDots(folder["dots"], 20));
        var batches = new PackBatches(pack, PixelRange.Symmetric);
        random.manual_seed(5);
        Draw(batches, 7);
        var state = RandomState.Get();

        var first = Draw(batches, 100);
        var other = Draw(batches, 100);
        state.Restore(CPU);
        var again = Draw(batches, 100);

        CollectionAssert.AreEqual(first, again);
        CollectionAssert.AreNotEqual(first, other);
    }

    private static long[] Draw(PackBatches batches, int count)
    {
        using var scope = NewDisposeScope();
        return batches.Next(count).Labels!.ToArray<long>();
    }
}
