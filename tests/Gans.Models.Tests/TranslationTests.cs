using Gans.Models.Layers;
using Gans.Models.Translation;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Models.Tests;

/// <summary>Networks of Pix2Pix and CycleGAN against the numbers that chapters 22 to 25 of Brownlee print, or that follow from their tables.</summary>
[TestClass]
public sealed class TranslationTests
{
    private static readonly DataShape Large = new(3, 256, 256, 2) { HasPairs = true };

    [TestMethod]
    [Description("Chapter 22 prints 61,397,572 in all, 54,419,459 of them trained by the generator's update and 6,978,113 not.")]
    public void Pix2Pix_AsInTheSource_HasThePrintedParametersAndTheTablesLayers()
    {
        var model = Find("pix2pix");
        using var generator = model.CreateGenerator(model.Settings, Large);
        using var discriminator = model.CreateDiscriminator(model.Settings, Large);

        Assert.AreEqual((54_429_315L, 54_419_459L), (generator.ParameterCount(), generator.TrainableParameterCount()));
        Assert.AreEqual((6_968_257L, 6_965_441L), (discriminator.ParameterCount(), discriminator.TrainableParameterCount()));
        Assert.AreEqual(61_397_572, generator.ParameterCount() + discriminator.ParameterCount());
        Assert.AreEqual(6_978_113, discriminator.ParameterCount() + generator.ParameterCount() - generator.TrainableParameterCount());
        var layers = Convolutions(ModelSummary.Of(generator, Large));
        CollectionAssert.AreEqual(
            new[]
            {
                "e1 3136 128x128x64", "e2 131200 64x64x128", "e3 524544 32x32x256", "e4 2097664 16x16x512", "e5 4194816 8x8x512", "e6 4194816 4x4x512",
                "e7 4194816 2x2x512", "b 4194816 1x1x512", "d1 4194816 2x2x512", "d2 8389120 4x4x512", "d3 8389120 8x8x512", "d4 8389120 16x16x512",
                "d5 4194560 32x32x256", "d6 1048704 64x64x128", "d7 262208 128x128x64", "image 6147 256x256x3",
            },
            layers);
    }

    [TestMethod]
    public void Pix2PixDiscriminator_EachLayer_HasTheTablesParametersAndShape()
    {
        var model = Find("pix2pix");
        using var discriminator = model.CreateDiscriminator(model.Settings, Large);
        var summary = ModelSummary.Of(discriminator, Large);

        CollectionAssert.AreEqual(
            new[]
            {
                "c1 6208 128x128x64", "c2 131200 64x64x128", "c3 524544 32x32x256", "c4 2097664 16x16x512", "c5 4194816 16x16x512", "patches 8193 16x16x1",
            },
            Convolutions(summary));
        CollectionAssert.AreEqual(
            new[] { 512L, 1_024, 2_048, 2_048 },
            summary.Layers.Where(static layer => layer.Kind == nameof(BatchNorm)).Select(static layer => layer.ParameterCount).ToArray());
    }

    [TestMethod]
    [DataRow(9, ResidualKind.Concatenation, 35_276_553L, DisplayName = "as in the source, 256 pixels")]
    [DataRow(6, ResidualKind.Concatenation, 18_461_961L, DisplayName = "as in the source, 128 pixels")]
    [DataRow(9, ResidualKind.Addition, 11_388_681L, DisplayName = "as in the paper, 256 pixels")]
    [DataRow(6, ResidualKind.Addition, 7_845_129L, DisplayName = "as in the paper, 128 pixels")]
    public void CycleGanGenerator_Blocks_HaveTheDerivedParametersAllTrained(int blocks, ResidualKind residual, long count)
    {
        var model = Find("cyclegan");
        using var generator = model.CreateGenerator(
            model.Settings with { ResidualBlocks = blocks, Residual = residual, ReflectionPadding = residual == ResidualKind.Addition }, Large);

        Assert.AreEqual((count, count), (generator.ParameterCount(), generator.TrainableParameterCount()));
    }

    [TestMethod]
    [Description("Normalised, an image of one colour is beyond reach, but for a scale of nothing: its deviation is as that of all others.")]
    public void CycleGanGenerator_PlainOutput_LeavesOutTheLastNormalisationAndItsTwoNumbersAChannel()
    {
        using var scope = NewDisposeScope();
        var (model, data) = (Find("cyclegan"), new DataShape(3, 32, 32, 2));
        var settings = model.Settings with { GeneratorWidth = 4, ResidualBlocks = 1 };
        using var normalised = model.CreateGenerator(settings, data);
        using var plain = model.CreateGenerator(settings with { PlainOutput = true }, data);

        Assert.AreEqual(6, normalised.ParameterCount() - plain.ParameterCount());
        var source = new TranslatorInput(zeros(1, 3, 32, 32) + linspace(-1, 1, 32));
        Assert.AreEqual(1, Deviation(normalised), 0.05);
        Assert.IsLessThan(0.5, Deviation(plain));

        double Deviation(ImageTranslator generator) => generator.Run(source, Mode.Inference).atanh().std([0L, 2, 3]).mean().item<float>();
    }

    [TestMethod]
    [Description("The first block takes 256 channels, the ninth 2304; the last doublings take what nine blocks give.")]
    public void CycleGanGenerator_EachLayer_HasTheTablesParameters()
    {
        var model = Find("cyclegan");
        var data = new DataShape(3, 64, 64, 2);
        using var generator = model.CreateGenerator(model.Settings, data);
        var counts = ModelSummary.Of(generator, data).Layers.Select(static layer => layer.ParameterCount).Where(static count => count > 0).ToArray();

        CollectionAssert.AreEqual(new[] { 9_472L, 128, 73_856, 256, 295_168, 512 }, counts[..6]);
        for (var block = 1; block <= 9; block++)
        {
            CollectionAssert.AreEqual(
                new[] { (9L * 256 * block * 256) + 256, 512, 590_080, 512 }, counts[(6 + (4 * (block - 1)))..(6 + (4 * block))], $"block {block}");
        }

        CollectionAssert.AreEqual(new[] { 2_949_248L, 256, 73_792, 128, 9_411, 6 }, counts[^6..]);
    }

    [TestMethod]
    public void CycleGanDiscriminator_EachLayer_HasThePrintedParameters()
    {
        var model = Find("cyclegan");
        using var discriminator = model.CreateDiscriminator(model.Settings, Large);
        var summary = ModelSummary.Of(discriminator, Large);

        Assert.AreEqual((6_962_369L, 6_962_369L), (summary.ParameterCount, summary.TrainableParameterCount));
        CollectionAssert.AreEqual(
            new[]
            {
                "c1 3136 128x128x64", "c2 131200 64x64x128", "c3 524544 32x32x256", "c4 2097664 16x16x512", "c5 4194816 16x16x512", "patches 8193 16x16x1",
            },
            Convolutions(summary));
        CollectionAssert.AreEqual(
            new[] { 256L, 512, 1_024, 1_024 },
            summary.Layers.Where(static layer => layer.Kind == nameof(KerasInstanceNorm)).Select(static layer => layer.ParameterCount).ToArray());
    }

    [TestMethod]
    [Description("Chapter 22's worked example: 4, 7, 16, 34, 70.")]
    public void ReceptiveField_WorkedExample_IsSeventy()
    {
        (long, long)[] layers = [(4, 2), (4, 2), (4, 2), (4, 1), (4, 1)];

        CollectionAssert.AreEqual(
            new[] { 4L, 7, 16, 34, 70 }, Enumerable.Range(1, 5).Select(count => ReceptiveField.Of(layers.TakeLast(count))).ToArray());
        Assert.AreEqual(1, ReceptiveField.Of(Array.Empty<(long, long)>()));
    }

    [TestMethod]
    [DataRow("pix2pix", 1, "64x64")]
    [DataRow("pix2pix", 16, "32x32")]
    [DataRow("pix2pix", 34, "16x16")]
    [DataRow("pix2pix", 70, "8x8")]
    [DataRow("pix2pix", 142, "4x4")]
    [DataRow("pix2pix", 286, "2x2")]
    [DataRow("cyclegan", 142, "4x4")]
    [Description("The network as the source codes it, 142, has four halvings though its text says 70; the change of one pixel reaches as many outputs.")]
    public void Discriminator_PatchSize_IsWhatAnOutputSees(string name, int size, string map)
    {
        using var scope = NewDisposeScope();
        var (model, data) = (Find(name), new DataShape(3, 64, 64, 2) { HasPairs = true });
        using var discriminator = model.CreateDiscriminator(model.Settings with { PatchSize = size, DiscriminatorWidth = 2 }, data);

        var patches = discriminator.Run(zeros(2, 3, 64, 64), zeros(2, 3, 64, 64), Mode.Inference);

        Assert.AreEqual(size, ReceptiveField.Of(discriminator));
        Assert.AreEqual($"[2, 1, {map.Replace("x", ", ", StringComparison.Ordinal)}]", patches.shape.Text());
    }

    [TestMethod]
    [Description("The 16x16 patch of an output, found by its gradient: no pixel beyond it, and the farthest ones within.")]
    public void Discriminator_GradientOfAnOutput_ReachesItsPatchAlone()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var discriminator = new PatchGan(1, 4, 16, isConditional: false, static _ => new Still());
        var image = randn(1, 1, 64, 64).requires_grad_(true);

        discriminator.Run(image, null, Mode.Inference)[0, 0, 16, 16].backward();

        var rows = Enumerable.Range(0, 64).Where(row => image.grad![0, 0, row].abs().max().Number() > 0).ToArray();
        Assert.AreEqual(16, rows[^1] - rows[0] + 1);
    }

    [TestMethod]
    public void PixelGan_PerturbedPixel_ChangesThatOutputAlone()
    {
        using var scope = NewDisposeScope();
        using var discriminator = new PatchGan(1, 4, 1, isConditional: false, static _ => new Still());
        var image = zeros(1, 1, 8, 8);
        var before = discriminator.Run(image, null, Mode.Inference).Floats();
        image[0, 0, 3, 5] = 1;

        var after = discriminator.Run(image, null, Mode.Inference).Floats();

        CollectionAssert.AreEqual(new[] { (3 * 8) + 5 }, Enumerable.Range(0, 64).Where(i => before[i] != after[i]).ToArray());
    }

    [TestMethod]
    [DataRow(256, "mask_d1 mask_d2 mask_d3", "512x2x2 512x4x4 512x8x8")]
    [DataRow(128, "mask_d2 mask_d3", "512x2x2 512x4x4")]
    [DataRow(64, "mask_d3", "512x2x2")]
    [DataRow(32, "", "")]
    public void UNet_Size_LeavesOutTheInnermostPairsWithTheirNoise(int size, string names, string shapes)
    {
        using var network = new UNet(new DataShape(3, size, size), width: 64);

        Assert.AreEqual(names, string.Join(' ', network.Masks.Select(static mask => mask.Name)));
        Assert.AreEqual(shapes, string.Join(' ', network.Masks.Select(static mask => $"{mask.Channels}x{mask.Height}x{mask.Width}")));
    }

    [TestMethod]
    [Description("By the table: without e6, e7, d1 and d2, 512 channels each, and the doubling above them takes 512 channels in place of 1024.")]
    public void UNet_SixtyFourPixels_HasTheParametersThatAreLeft()
    {
        using var network = new UNet(new DataShape(3, 64, 64), width: 64);
        const long left = (2 * (4_194_816 + 2_048)) + (4_194_816 + 2_048) + (8_389_120 + 2_048) + (512L * 512 * 16);

        Assert.AreEqual(54_429_315 - left, network.ParameterCount());
    }

    [TestMethod]
    public void UNet_WithoutBridges_PassesNothingAroundTheBottleneck()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var (first, second) = (randn(1, 3, 16, 16), randn(1, 3, 16, 16));
        using var with = new UNet(new DataShape(3, 16, 16), width: 4);
        using var without = new UNet(new DataShape(3, 16, 16), width: 4, hasBridges: false);
        foreach (var network in (UNet[])[with, without])
        {
            using var plain = no_grad();
            network.named_parameters().Single(static entry => entry.name == "b.conv.weight").parameter.zero_();
        }

        CollectionAssert.AreNotEqual(Translate(with, first), Translate(with, second));
        CollectionAssert.AreEqual(Translate(without, first), Translate(without, second));
    }

    [TestMethod]
    [Description("Training passes differ by their dropout; inference passes, and those of the same masks, do not, and masks of 1 are no dropout.")]
    public void UNet_Noise_IsAliveInTrainingAndByMasksAlone()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var network = new UNet(new DataShape(3, 64, 64), width: 4);
        var source = randn(1, 3, 64, 64);
        var mask = network.Masks.Single();
        var none = ones(1, mask.Channels, mask.Height, mask.Width);
        var half = none.clone();
        half[0, 0] = 0;

        CollectionAssert.AreNotEqual(Translate(network, source, Mode.Train), Translate(network, source, Mode.Train));
        CollectionAssert.AreEqual(Translate(network, source), Translate(network, source));
        CollectionAssert.AreEqual(Translate(network, source), Translate(network, source, masks: none));
        CollectionAssert.AreNotEqual(Translate(network, source), Translate(network, source, masks: half));
    }

    [TestMethod]
    [Description("Of one image the statistics of the batch are its own, so that training without dropout and inference agree.")]
    public void LiveBatchNorm_Inference_IsTrainingOfEachImageAlone()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using var layer = new LiveBatchNorm(2);
        var images = randn(3, 2, 5, 4) * 3;

        var together = layer.Run(images, Mode.Inference);

        for (var i = 0; i < 3; i++)
        {
            using var frozen = layer.Frozen();
            var alone = layer.Run(images[i].unsqueeze(0), Mode.Train);
            Assert.IsTrue(alone.allclose(together[i].unsqueeze(0), 1e-5, 1e-6));
        }
    }

    [TestMethod]
    [Description("By hand: 1, 2, 3 and 6 have mean 3 and biased variance 3.5.")]
    public void LiveBatchNorm_InEitherMode_AddsEpsilonToTheVariance()
    {
        using var scope = NewDisposeScope();
        using var layer = new LiveBatchNorm(1);
        var image = tensor(new[] { 1f, 2, 3, 6 }, [1, 1, 2, 2]);

        Assert.AreEqual(-2 / Math.Sqrt(3.501), layer.Run(image, Mode.Train).Floats()[0], 1e-6);
        Assert.AreEqual(-2 / Math.Sqrt(3.501), layer.Run(image, Mode.Inference).Floats()[0], 1e-6);
        Assert.AreEqual(0.03, layer.NamedState().Single(static entry => entry.Name == "running_mean").Value.Number(), 1e-7);
    }

    [TestMethod]
    [Description("By hand: 1, 2, 3 and 6 have mean 3 and the population's deviation sqrt(3.5); keras-contrib adds epsilon to the deviation.")]
    public void KerasInstanceNorm_Image_AddsEpsilonToTheDeviation()
    {
        using var scope = NewDisposeScope();
        using var layer = new KerasInstanceNorm(1);

        var y = layer.Run(tensor(new[] { 1f, 2, 3, 6, 0, 0, 0.001f, 0.001f }, [2, 1, 2, 2]), Mode.Train).Floats();

        Assert.AreEqual(-2 / (Math.Sqrt(3.5) + 1e-3), y[0], 1e-6);
        Assert.AreEqual(-0.0005 / (0.0005 + 1e-3), y[4], 1e-6);
    }

    [TestMethod]
    public void KerasInstanceNorm_MapOfOneValue_GivesBetaAndFiniteGradients()
    {
        using var scope = NewDisposeScope();
        using var layer = new KerasInstanceNorm(1);
        var image = full([1, 1, 4, 4], 0.5f).requires_grad_(true);

        var y = layer.Run(image, Mode.Train);
        y.square().sum().backward();

        Assert.IsTrue(y.Floats().All(static value => value == 0));
        Assert.IsTrue(image.grad!.isfinite().all().item<bool>());
    }

    [TestMethod]
    [DataRow("pix2pix", false)]
    [DataRow("cyclegan", false)]
    [DataRow("cyclegan", true, DisplayName = "cyclegan, as in the paper")]
    public void Networks_Passes_KeepTheShapeAndRangeAndLeaveNoTensorButTheirResults(string name, bool isOfPaper)
    {
        using var scope = NewDisposeScope();
        var (model, data) = (Find(name), new DataShape(3, 64, 32, 2) { HasPairs = true });
        var settings = model.Settings with
        {
            GeneratorWidth = 4,
            DiscriminatorWidth = 4,
            ResidualBlocks = 2,
            ReflectionPadding = isOfPaper,
            PlainOutput = isOfPaper,
            Residual = isOfPaper ? ResidualKind.Addition : ResidualKind.Concatenation,
        };
        using var generator = model.CreateGenerator(settings, data);
        using var discriminator = model.CreateDiscriminator(settings, data);
        var sources = randn(2, 3, 64, 32) * 20;
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var images = generator.Run(new TranslatorInput(sources), Mode.Train);
        var patches = discriminator.Run(images, sources, Mode.Train);

        Assert.AreEqual(2, DisposeScopeManager.Statistics.ThreadTotalLiveCount - before);
        Assert.AreEqual("[2, 3, 64, 32]", images.shape.Text());
        Assert.AreEqual("[2, 1, 4, 2]", patches.shape.Text());
        Assert.IsTrue(images.Floats().All(static value => Math.Abs(value) <= 1));
    }

    [TestMethod]
    [DataRow("pix2pix", 64, 64, 0, false, "found images without pairs, needed a source and a target each")]
    [DataRow("pix2pix", 60, 64, 0, true, "found images of 60x64, needed a height and a width divisible by 8")]
    [DataRow("pix2pix", 64, 64, 0, true, null)]
    [DataRow("cyclegan", 64, 64, 3, false, "found images of 3 classes, needed two, one a domain, or pairs, whose halves are the domains")]
    [DataRow("cyclegan", 64, 62, 2, false, "found images of 64x62, needed a height and a width divisible by 4")]
    [DataRow("cyclegan", 64, 64, 2, false, null)]
    [DataRow("cyclegan", 64, 64, 0, true, null)]
    public void Reject_Data_SaysWhatIsNeeded(string name, int height, int width, int classes, bool pairs, string? reason) =>
        Assert.AreEqual(reason, Find(name).Reject(new DataShape(3, height, width, classes) { HasPairs = pairs }));

    [TestMethod]
    public void RejectSettings_WrongPatchOrUpdate_NamesTheOption()
    {
        var model = Find("pix2pix");

        Assert.IsNull(model.RejectSettings(model.Settings));
        StringAssert.StartsWith(model.RejectSettings(model.Settings with { PatchSize = 71 }), "Option patch_size: found 71", StringComparison.Ordinal);
        StringAssert.StartsWith(
            model.RejectSettings(model.Settings with { DiscriminatorUpdate = DiscriminatorUpdate.Stacked }),
            "Option discriminator_update: found stacked",
            StringComparison.Ordinal);
    }

    private static float[] Translate(UNet network, Tensor source, Mode mode = Mode.Inference, Tensor? masks = null) =>
        network.Run(new TranslatorInput(source, masks is null ? null : [masks]), mode).Floats();

    /// <summary>Block, parameters and the shape of what each convolution gives, channels innermost as the tables have it.</summary>
    private static string[] Convolutions(ModelSummary summary) =>
    [
        .. from layer in summary.Layers
           where layer.Kind is nameof(SameConv2d) or nameof(SameConvTranspose2d)
           let name = layer.Name.Split('.')
           select $"{(name[0] == "body" ? name[1] : name[0])} {layer.ParameterCount} {layer.Output[2]}x{layer.Output[3]}x{layer.Output[1]}",
    ];

    private static TranslationModel Find(string name) =>
        ModelRegistry.Shipped.TryGet(name, out var model) ? (TranslationModel)model : throw new AssertFailedException($"there is no model '{name}'");

    /// <summary>No normalisation, so that outputs hang on their patch alone.</summary>
    private sealed class Still() : Layer(nameof(Still))
    {
        public override Tensor forward(Tensor input) => input.alias();
    }
}
