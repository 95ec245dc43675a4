using Gans.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

/// <summary>Every model against the parameter counts that its source prints or that follow from its tables, and against its data's shape.</summary>
[TestClass]
public sealed class ZooTests
{
    private static readonly DataShape Digits = new(1, 28, 28, 10);

    [TestMethod]
    [DataRow("dcgan-mnist", 1, 28, 1_164_289, 1_164_289, 40_705, 40_705, DisplayName = "dcgan-mnist, chapter 7 of Brownlee")]
    [DataRow("dcgan-mnist-atienza", 1, 28, 2_394_241, 2_368_705, 4_311_553, 4_311_553, DisplayName = "dcgan-mnist-atienza, Atienza's article")]
    [DataRow("dcgan-cifar10", 3, 32, 1_466_115, 1_466_115, 522_497, 522_497, DisplayName = "dcgan-cifar10, chapter 8 of Brownlee")]
    [DataRow("dcgan-faces80", 3, 80, 1_381_891, 1_381_891, 1_651_841, 1_651_841, DisplayName = "dcgan-faces80, chapter 9 of Brownlee")]
    [DataRow("lsgan-mnist", 1, 28, 1_976_577, 1_951_105, 139_329, 138_945, DisplayName = "lsgan-mnist, chapter 15 of Brownlee")]
    [DataRow("wgan-mnist7", 1, 28, 851_713, 851_201, 70_337, 70_081, DisplayName = "wgan-mnist7, chapter 16 of Brownlee")]
    [DataRow("infogan-mnist", 1, 28, 3_113_409, 3_062_849, 670_913 + 1_607_562, 670_145 + 1_607_306, DisplayName = "infogan-mnist, chapter 18 of Brownlee")]
    [DataRow("acgan-fashion", 1, 28, 3_757_176, 3_756_792, 527_627, 526_731, DisplayName = "acgan-fashion, chapter 19 of Brownlee")]
    [DataRow("began-fashion", 1, 28, 938_497, 938_497, 1_488_834, 1_488_833, DisplayName = "began-fashion, by its table")]
    [DataRow("projection-fashion", 1, 28, 195_605, 195_461, 65_833, 65_641, DisplayName = "projection-fashion, by its table")]
    [DataRow("sgan-mnist", 1, 28, 1_164_289, 1_164_289, 316_938, 316_938, DisplayName = "sgan-mnist, chapter 20 of Brownlee")]
    [DataRow("gan-camels", 1, 28, 844_161, 837_377, 720_833, 720_833, DisplayName = "gan-camels, chapter 4 of Foster")]
    [DataRow("wgan-horses", 3, 32, 884_163, 879_619, 670_401, 670_401, DisplayName = "wgan-horses, chapter 4 of Foster")]
    [DataRow("wgan-gp-faces64", 3, 64, 5_168_003, 5_150_723, 4_314_753, 4_314_753, DisplayName = "wgan-gp-faces64, chapter 4 of Foster")]
    [DataRow("failure-stable", 1, 28, 851_713, 851_201, 70_337, 70_081, DisplayName = "failure-stable, chapter 10 of Brownlee")]
    [DataRow("failure-mode-collapse", 1, 28, 544_385, 543_873, 70_337, 70_081, DisplayName = "failure-mode-collapse, chapter 10 of Brownlee")]
    [DataRow("failure-combined", 1, 28, 851_713, 851_201, 70_337, 70_081, DisplayName = "failure-combined, chapter 10 of Brownlee")]
    [DataRow("failure-adam", 1, 28, 851_713, 851_201, 70_337, 70_081, DisplayName = "failure-adam, chapter 10 of Brownlee")]
    public void Model_HasTheSpecsParameterCounts(
        string name, int channels, int size, int generator, int trainableGenerator, int discriminator, int trainableDiscriminator)
    {
        var (model, data) = (Find(name), new DataShape(channels, size, size, 10));
        using var made = model.CreateGenerator(model.Settings, data);
        using var judge = model.CreateDiscriminator(model.Settings, data);

        Assert.AreEqual((generator, trainableGenerator), (made.ParameterCount(), made.TrainableParameterCount()), "generator: all, trainable");
        Assert.AreEqual((discriminator, trainableDiscriminator), (judge.ParameterCount(), judge.TrainableParameterCount()), "discriminator: all, trainable");
    }

    [TestMethod]
    [DataRow(DiscriminatorDesign.Stacked, 316_938)]
    [DataRow(DiscriminatorDesign.Separate, 318_987)]
    [DataRow(DiscriminatorDesign.MultiOutput, 321_036)]
    public void SemiSupervisedDesigns_HaveTheSpecsParameterCounts(DiscriminatorDesign design, int count)
    {
        var model = Find("sgan-mnist");
        using var network = model.CreateDiscriminator(model.Settings with { DiscriminatorDesign = design }, Digits);

        Assert.AreEqual(count, network.ParameterCount());
    }

    [TestMethod]
    [Description("Chapter 20 of Brownlee: Z / (Z + 1) of three equal logits.")]
    [DataRow(-10, 0.00013618124143106674)]
    [DataRow(-1, 0.5246331135813284)]
    [DataRow(0, 0.75)]
    [DataRow(1, 0.890768227426964)]
    [DataRow(10, 0.9999848669190928)]
    [DataRow(200, 1, DisplayName = "where exponentials overflow")]
    public void StackedDiscriminator_EqualLogits_GiveTheSpecsProbability(double logit, double probability)
    {
        using var scope = NewDisposeScope();
        using var network = new StackedDiscriminator(new Sequential { { "flatten", Flatten() } }, new Sequential { { "nothing", Flatten() } });

        var output = network.Run(full([1, 3, 1, 1], logit), null, Mode.Inference);

        Assert.AreEqual(probability, output.Logits.sigmoid().Number(), 1e-6);
    }

    [TestMethod]
    [Description("Miyato and Koyama, 2018, equation 4: features 1, 2 with a logit of 3 and a class's vector of 10, 100.")]
    public void ProjectionDiscriminator_Logit_IsTheImagesAndTheProductWithTheClass()
    {
        using var scope = NewDisposeScope();
        var logit = Linear(2, 1);
        logit.weight = new TorchSharp.Modules.Parameter(zeros(1, 2));
        logit.bias = new TorchSharp.Modules.Parameter(tensor(new[] { 3f }));
        var label = Embedding(2, 2);
        label.weight = new TorchSharp.Modules.Parameter(tensor(new[] { 0f, 0, 10, 100 }, [2, 2]));
        using var network = new ProjectionDiscriminator(new Sequential { { "flatten", Flatten() } }, logit, label);
        var images = tensor(new[] { 1f, 2, 1, 2 }, [2, 2, 1, 1]);

        var output = network.Run(images, tensor(new[] { 0L, 1 }), Mode.Inference);

        CollectionAssert.AreEqual(new[] { 3f, 3 + 10 + 200 }, output.Logits.Floats());
        Assert.AreEqual("[2, 1]", output.Logits.shape.Text());
    }

    [TestMethod]
    public void Generators_OfEveryModel_MakeImagesOfTheDatasShapeWithinItsRange()
    {
        foreach (var model in Models())
        {
            using var scope = NewDisposeScope();
            manual_seed(1);
            var data = model.Reject(Digits) is null ? Digits : model.TypicalData with { ClassCount = 10 };
            var settings = model.Settings with { GeneratorWidth = 16, DiscriminatorWidth = 8 };
            using var generator = model.CreateGenerator(settings, data);
            using var discriminator = model.CreateDiscriminator(settings, data);
            var input = new GeneratorInput(
                randn(3, generator.LatentSize).mul(20),
                generator.ClassCount > 0 ? tensor(new[] { 0L, 5, 9 }, [3]) : null,
                generator.CodeSize > 0 ? zeros(3, generator.CodeSize) : null);

            // Networks whose statistics are taken anew before they are used have none yet.
            var images = generator.Run(input, settings.StandingBatches > 0 ? Mode.Train : Mode.Inference);
            var output = discriminator.Run(images, input.Labels, Mode.Inference);

            Assert.AreEqual($"[3, {data.Channels}, {data.Height}, {data.Width}]", images.shape.Text(), model.Name);
            var isLinear = generator is IGrowing;   // nothing holds what it draws in the range
            Assert.IsTrue(isLinear || images.Floats().All(value => value >= model.Range.Min && value <= model.Range.Max), model.Name);
            Assert.AreEqual("[3, 1]", output.Logits.shape.Text(), model.Name);
        }
    }

    [TestMethod]
    [Description("Inside them are dozens of tensors; what is left is the images and what is said of them, 1 to 2 tensors.")]
    public void Networks_OfEveryModel_LeaveNoTensorButTheirResults()
    {
        foreach (var model in Models())
        {
            using var scope = NewDisposeScope();
            var data = model.Reject(Digits) is null ? Digits : model.TypicalData with { ClassCount = 10 };
            var settings = model.Settings with { GeneratorWidth = 16, DiscriminatorWidth = 8 };
            using var generator = model.CreateGenerator(settings, data);
            using var discriminator = model.CreateDiscriminator(settings, data);
            var input = new GeneratorInput(
                zeros(3, generator.LatentSize),
                generator.ClassCount > 0 ? zeros([3], ScalarType.Int64) : null,
                generator.CodeSize > 0 ? zeros(3, generator.CodeSize) : null);
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

            var images = generator.Run(input, Mode.Train);
            var made = DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
            var output = discriminator.Run(images, input.Labels, Mode.Train);
            var said = DisposeScopeManager.Statistics.ThreadTotalLiveCount - before - made;

            Assert.AreEqual(1, made, model.Name);
            Assert.AreEqual(new[] { output.Logits, output.ClassLogits, output.CodeLogits }.Count(part => part is not null), said, model.Name);
        }
    }

    [TestMethod]
    public void Models_ImagesThatTheyCannotHalve_AreRejectedWithWhatTheyNeed()
    {
        foreach (var model in Models())
        {
            var reason = model.Reject(new DataShape(1, 30, 30, 10));

            StringAssert.Contains(reason, "found images of 30x30, needed", StringComparison.Ordinal);
        }
    }

    /// <summary>All GANs of images.</summary>
    private static IEnumerable<GanModel> Models() =>
        ModelRegistry.Shipped.Names.Select(Lookup).OfType<GanModel>().Where(model => model.DataOf(model.Settings) is null);

    private static GanModel Find(string name) => (GanModel)Lookup(name);

    private static TrainableModel Lookup(string name) =>
        ModelRegistry.Shipped.TryGet(name, out var model) ? model : throw new AssertFailedException($"there is no model '{name}'");
}
