using Gans.Formats;
using Gans.Models;
using Gans.Training.Batches;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Batches;

[TestClass]
public sealed class TranslationBatchesTests
{
    [TestMethod]
    [Description("The target of each of these pairs is its negative, so that their sum is 0.")]
    [DataRow(0, false)]
    [DataRow(3, true, DisplayName = "Jitter and flip treat both halves alike")]
    public void Next_Pairs_KeepTheirTargets(int jitter, bool flips)
    {
        using var folder = new TemporaryFolder();
        using var pack = DatasetPack.Open(TinyData.WritePairs(folder["pairs"]));
        using var scope = NewDisposeScope();
        random.manual_seed(1);

        var batch = new PackBatches(pack, PixelRange.Symmetric, augmentation: new Augmentation(jitter, flips)).Next(40);

        Assert.IsTrue((batch.Images + batch.Targets!).abs().max().item<float>() < 1e-6f);
        Assert.IsGreaterThan(1, batch.Images.split(1, 0).Select(static image => string.Join(' ', image.ToArray<float>())).Distinct().Count());
    }

    [TestMethod]
    [Description("Enlarged from 2 to 4 pixels by nearest neighbours, a row reads 0 0 1 1; parts of 2 begin at 0, 1 or 2.")]
    public void Draw_Jitter_ShowsPartsOfTheEnlargedImage()
    {
        random.manual_seed(2);
        var augmentation = new Augmentation(jitter: 2, flips: false);

        var seen = Enumerable.Range(0, 60).Select(_ => string.Join(' ', augmentation.Draw(2, 2)!.Columns)).Distinct().Order(StringComparer.Ordinal);

        Assert.AreEqual("0 0, 0 1, 1 1", string.Join(", ", seen));
    }

    [TestMethod]
    [Description("By hand: from 3 pixels to 5, place i shows pixel floor((i + 1/2) 3 / 5): 0 0 1 2 2.")]
    public void Draw_Jitter_TakesTheNearestPixel()
    {
        random.manual_seed(3);
        var augmentation = new Augmentation(jitter: 2, flips: false);

        var seen = Enumerable.Range(0, 60).Select(_ => string.Join(' ', augmentation.Draw(3, 3)!.Rows)).Distinct().Order(StringComparer.Ordinal);

        Assert.AreEqual("0 0 1, 0 1 2, 1 2 2", string.Join(", ", seen));
    }

    [TestMethod]
    public void Draw_Flip_MirrorsHalfOfTheTime()
    {
        random.manual_seed(4);
        var augmentation = new Augmentation(jitter: 0, flips: true);

        var mirrored = Enumerable.Range(0, 400).Count(_ => augmentation.Draw(2, 2)!.Columns[0] == 1);

        Assert.AreEqual(200, mirrored, 50);   // five deviations of 10
    }

    [TestMethod]
    public void Draw_Nothing_LeavesTheGeneratorAlone()
    {
        random.manual_seed(5);
        var next = rand(1).item<float>();
        random.manual_seed(5);

        Assert.IsNull(new Augmentation(jitter: 0, flips: false).Draw(4, 4));
        Assert.AreEqual(next, rand(1).item<float>());
    }

    [TestMethod]
    [Description("Upright bars are domain A: one column is bright, and no row.")]
    public void Next_TwoClasses_AreDrawnEachByItself()
    {
        using var folder = new TemporaryFolder();
        using var pack = DatasetPack.Open(TinyData.WriteBars(folder["bars"]));
        using var scope = NewDisposeScope();
        random.manual_seed(6);
        var batches = TrainingData.Batches(TrainingSettings.FindModel("cyclegan"), pack, CPU);

        var batch = batches.Next(30);

        Assert.AreEqual(32, batches.Count);
        Assert.IsTrue(batch.Images.split(1, 0).All(static image => IsUpright(image)));
        Assert.IsTrue(batch.Targets!.split(1, 0).All(static image => !IsUpright(image)));
        Assert.IsNull(batch.Labels);
    }

    [TestMethod]
    [Description("Of 40 draws of 16 images for each half, some pair would be the same by chance only.")]
    public void Next_HalvesOfPairs_AreDrawnEachByItself()
    {
        using var folder = new TemporaryFolder();
        using var pack = DatasetPack.Open(TinyData.WritePairs(folder["pairs"]));
        using var scope = NewDisposeScope();
        random.manual_seed(7);

        var batch = TrainingData.Batches(TrainingSettings.FindModel("cyclegan"), pack, CPU).Next(40);

        var together = (batch.Images + batch.Targets!).abs().amax([1, 2, 3]).ToArray<float>().Count(static difference => difference < 1e-6f);
        Assert.IsLessThan(10, together);
        Assert.IsTrue(batch.Targets!.mean().item<float>() > 0.5f, "targets are bright");
    }

    private static bool IsUpright(Tensor image) => image.reshape(8, 8).max(0).values.gt(-1).sum().item<long>() == 1;
}
