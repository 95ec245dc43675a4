using Gans.Models.Fashion;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Models.Tests;

/// <summary>Networks of chapter 17 of Brownlee, against its tables.</summary>
[TestClass]
public sealed class FashionTests
{
    private static readonly DataShape Fashion = new(1, 28, 28, 10);

    [TestMethod]
    public void DcganGenerator_HasTheSpecsCountsAndShapes()
    {
        using var network = new DcganFashion().CreateGenerator(new GanSettings(), Fashion);

        var summary = ModelSummary.Of(network);

        HasCounts(summary, [633_472, 262_272, 262_272, 6273], 1_164_289);
        Assert.AreEqual(
            "[1, 6272] [1, 6272] [1, 128, 7, 7] [1, 128, 14, 14] [1, 128, 14, 14] [1, 128, 28, 28] [1, 128, 28, 28] [1, 1, 28, 28] [1, 1, 28, "
            + "28]", Shapes(summary));
    }

    [TestMethod]
    public void DcganDiscriminator_HasTheSpecsCountsAndShapes()
    {
        using var network = new DcganFashion().CreateDiscriminator(new GanSettings(), Fashion);

        var summary = ModelSummary.Of(network, Fashion);

        HasCounts(summary, [1280, 147_584, 6273], 155_137);
        Assert.AreEqual("[1, 128, 14, 14] [1, 128, 14, 14] [1, 128, 7, 7] [1, 128, 7, 7] [1, 6272] [1, 6272] [1, 1]", Shapes(summary));
    }

    [TestMethod]
    public void CganGenerator_HasTheSpecsCounts()
    {
        using var network = new CganFashion().CreateGenerator(new GanSettings(), Fashion);

        var summary = ModelSummary.Of(network);

        HasCounts(summary, [500, 2499, 633_472, 264_320, 262_272, 6273], 1_169_336);
        Assert.AreEqual("[1, 1, 28, 28]", summary.Layers[^1].Output.Text());
        Assert.AreEqual(10, network.ClassCount);
    }

    [TestMethod]
    public void CganDiscriminator_HasTheSpecsCounts()
    {
        using var network = new CganFashion().CreateDiscriminator(new GanSettings(), Fashion);

        HasCounts(ModelSummary.Of(network, Fashion), [500, 39_984, 2432, 147_584, 6273], 196_773);
    }

    [TestMethod]
    public void Generators_Images_LieWithinOne()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var network = new CganFashion().CreateGenerator(new GanSettings { GeneratorWidth = 8 }, Fashion);

        var images = network.Run(new GeneratorInput(randn(3, 100).mul(50), tensor(new[] { 0L, 5, 9 }, [3])), Mode.Inference);

        Assert.AreEqual("[3, 1, 28, 28]", images.shape.Text());
        Assert.IsTrue(images.Floats().All(value => Math.Abs(value) <= 1));
    }

    [TestMethod]
    [Description("Nothing in S1's generator mixes the images of a batch: an image is the same alone as among others.")]
    public void DcganGenerator_Image_DoesNotDependOnTheBatch()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var network = new DcganFashion().CreateGenerator(new GanSettings { GeneratorWidth = 8 }, Fashion);
        var latents = randn(5, 100);

        var together = network.Run(new GeneratorInput(latents), Mode.Inference).narrow(0, 3, 1).Floats();
        var alone = network.Run(new GeneratorInput(latents.narrow(0, 3, 1)), Mode.Inference).Floats();

        for (var i = 0; i < alone.Length; i++)
        {
            Assert.AreEqual(together[i], alone[i], 1e-5);   // oneDNN may sum in another order for another batch size
        }
    }

    [TestMethod]
    public void CganGenerator_OtherLabel_GivesAnotherImage()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var network = new CganFashion().CreateGenerator(new GanSettings { GeneratorWidth = 8 }, Fashion);
        var latent = randn(1, 100);

        var (first, second) = (Image(2), Image(3));

        CollectionAssert.AreNotEqual(first, second);

        float[] Image(long label) => network.Run(new GeneratorInput(latent, tensor(new[] { label }, [1])), Mode.Inference).Floats();
    }

    [TestMethod]
    [Description("Each player learns its own embedding, so no parameter is shared.")]
    public void Cgan_Embeddings_AreSeparate()
    {
        var model = new CganFashion();
        using var generator = model.CreateGenerator(new GanSettings { GeneratorWidth = 4 }, Fashion);
        using var discriminator = model.CreateDiscriminator(new GanSettings { DiscriminatorWidth = 4 }, Fashion);

        var first = generator.NamedState().Single(entry => entry.Name == "label.embedding.weight").Value;
        var second = discriminator.NamedState().Single(entry => entry.Name == "label.embedding.weight").Value;

        CollectionAssert.AreNotEqual(first.Floats(), second.Floats());
    }

    [TestMethod]
    public void Width_Narrower_GivesASmallerNetwork()
    {
        using var network = new DcganFashion().CreateGenerator(new GanSettings { GeneratorWidth = 64, LatentSize = 10 }, new DataShape(3, 32, 32));

        Assert.AreEqual((10 * 64 * 64) + (64 * 64) + (2 * ((64 * 64 * 16) + 64)) + (64 * 3 * 49) + 3, network.ParameterCount());
    }

    [TestMethod]
    public void Reject_ImagesThatCannotBeHalvedTwice_SaysWhatIsNeeded()
    {
        Assert.AreEqual("found images of 30x28, needed a height and a width divisible by 4", new DcganFashion().Reject(new DataShape(1, 30, 28)));
        Assert.IsNull(new DcganFashion().Reject(Fashion));
    }

    [TestMethod]
    public void Reject_CganWithoutLabels_SaysSo()
    {
        StringAssert.Contains(new CganFashion().Reject(new DataShape(1, 28, 28)), "without labels", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Registry_Names_AreThoseOfTheModels()
    {
        Assert.IsTrue(ModelRegistry.Shipped.Names.Contains("dcgan-fashion"));
        Assert.IsTrue(ModelRegistry.Shipped.TryGet("cgan-fashion", out var model));
        Assert.IsTrue(((GanModel)model).IsConditional);
        Assert.IsFalse(ModelRegistry.Shipped.TryGet("no-such-gan", out _));
    }

    [TestMethod]
    [Description("Chapter 17 of Brownlee: training table.")]
    public void Settings_OfDcgan_AreTheSources()
    {
        var settings = new DcganFashion().Settings;

        Assert.AreEqual((100, 128, 64, 100), (settings.LatentSize, settings.BatchSize, settings.DiscriminatorBatchSize, settings.Epochs));
        Assert.AreEqual((0.0002, 0.0002), (settings.GeneratorLearningRate, settings.DiscriminatorLearningRate));
        Assert.AreEqual((0.5, 0.5, 0.999), (settings.GeneratorBeta1, settings.DiscriminatorBeta1, settings.Beta2));
        Assert.AreEqual((AdversarialLossKind.NonSaturating, DiscriminatorUpdate.Separate), (settings.Loss, settings.DiscriminatorUpdate));
        Assert.AreEqual(Mode.Inference, settings.FakesMode);
    }

    [TestMethod]
    public void Forward_OfAllNetworks_LeavesNoTensorBehind()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            var model = new CganFashion();
            using var generator = model.CreateGenerator(new GanSettings { GeneratorWidth = 4 }, Fashion);
            using var discriminator = model.CreateDiscriminator(new GanSettings { DiscriminatorWidth = 4 }, Fashion);
            var labels = tensor(new[] { 1L, 2 }, [2]);
            var images = generator.Run(new GeneratorInput(zeros(2, 100), labels), Mode.Train);
            discriminator.Run(images, labels, Mode.Train);
        }

        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static void HasCounts(ModelSummary summary, long[] layers, long total)
    {
        CollectionAssert.AreEqual(layers.Order().ToArray(), summary.Layers.Select(layer => layer.ParameterCount).Where(count => count > 0).Order().ToArray());
        Assert.AreEqual(total, summary.ParameterCount);
        Assert.AreEqual(total, summary.TrainableParameterCount);
    }

    private static string Shapes(ModelSummary summary) => string.Join(' ', summary.Layers.Select(layer => layer.Output.Text()));
}
