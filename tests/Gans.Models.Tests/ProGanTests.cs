using Gans.Models.ProGan;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

/// <summary>Networks that grow: counts of the parts that a level uses, as the sources' models of that level have them, and what comes out.</summary>
[TestClass]
public sealed class ProGanTests
{
    [TestMethod]
    [DataRow("progan-faces128", 128, 0, false, 502_403, 413_569)]
    [DataRow("progan-faces128", 128, 1, false, 797_571, 708_737)]
    [DataRow("progan-faces128", 128, 1, true, 797_958, 709_249)]
    [DataRow("progan-faces128", 128, 2, false, 1_092_739, 1_003_905)]
    [DataRow("progan-faces128", 128, 2, true, 1_093_126, 1_004_417)]
    [DataRow("progan-faces128", 128, 3, false, 1_387_907, 1_299_073)]
    [DataRow("progan-faces128", 128, 3, true, 1_388_294, 1_299_585)]
    [DataRow("progan-faces128", 128, 4, false, 1_683_075, 1_594_241)]
    [DataRow("progan-faces128", 128, 4, true, 1_683_462, 1_594_753)]
    [DataRow("progan-faces128", 128, 5, false, 1_978_243, 1_889_409)]
    [DataRow("progan-faces128", 128, 5, true, 1_978_630, 1_889_921)]
    [DataRow("progan-b-faces", 16, 0, false, 503_427, 339_457)]
    [DataRow("progan-b-faces", 16, 1, false, 614_467, 413_825)]
    [DataRow("progan-b-faces", 16, 1, true, 614_854, 414_081)]
    [DataRow("progan-b-faces", 16, 2, false, 688_835, 488_193)]
    [DataRow("progan-b-faces", 16, 2, true, 689_030, 488_449)]
    public void Level_UsesAsManyParametersAsItsSourcesModel(string name, int size, int level, bool fades, int generator, int discriminator)
    {
        var (made, judge) = Create(name, size);
        using (made)
        using (judge)
        {
            var growth = new Growth(level, 0, fades ? 10 : 0);

            Assert.AreEqual((generator, discriminator), (CountOf(made.Used(growth)), CountOf(judge.Used(growth))), "generator, discriminator");
        }
    }

    [TestMethod]
    [DataRow(64, 22_490_383, 22_498_049)]
    [DataRow(128, 22_933_394, 22_941_313)]
    [DataRow(256, 23_044_309, 23_052_353)]
    [DataRow(1024, 23_079_115, 23_087_249)]
    [Description("The paper's code, with the layers to and from images of all levels.")]
    public void Paper_AllLevels_HaveThePapersCounts(int size, int generator, int discriminator)
    {
        var (made, judge) = Create("progan-paper", size);
        using (made)
        using (judge)
        {
            Assert.AreEqual((generator, discriminator), (made.ParameterCount(), judge.ParameterCount()), "generator, discriminator");
        }
    }

    [TestMethod]
    [DataRow("progan-faces128")]
    [DataRow("progan-b-faces")]
    [DataRow("progan-paper")]
    [Description("Alpha 0 is the level below, its pixels repeated; alpha 1 is the level straight through.")]
    public void Fade_AtItsEnds_IsOneOfTheTwoLevels(string name)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        manual_seed(3);
        var (made, judge) = Create(name, 8, width: 8);
        using var generator = made;
        using var discriminator = judge;
        var input = new GeneratorInput(randn(4, generator.LatentSize));

        var (low, start, end, high) = (ImagesOf(0, 0), ImagesOf(1, 0, 3), ImagesOf(1, 2, 3), ImagesOf(1, 0));

        CollectionAssert.AreEqual(new long[] { 4, 3, 4, 4 }, low.shape);
        AreClose(functional.interpolate(low, [8, 8]), start);
        AreClose(high, end);
        AreClose(Scores(high, 1, 0), Scores(high, 1, 2, 3));
        AreClose(Scores(functional.avg_pool2d(high, 2), 0, 0), Scores(high, 1, 0, 3));

        Tensor ImagesOf(int level, long step, long steps = 0)
        {
            generator.Growth = new Growth(level, step, steps);
            return generator.Run(input, Mode.Inference);
        }

        Tensor Scores(Tensor images, int level, long step, long steps = 0)
        {
            discriminator.Growth = new Growth(level, step, steps);
            return discriminator.Run(images, null, Mode.Inference).Logits;
        }
    }

    [TestMethod]
    public void Growth_OfALevel_AsksForGradientsOfThePartsInUseAlone()
    {
        var (made, judge) = Create("progan-faces128", 16, width: 4);
        using (made)
        using (judge)
        {
            made.Growth = new Growth(1, 0, 5);

            var asking = made.named_parameters().Where(entry => entry.parameter.requires_grad).Select(entry => entry.name.Split('.')[0]).Distinct();

            Assert.AreEqual("level4 image4 level8 image8", string.Join(' ', asking));
            Assert.AreEqual(new Growth(1, 0, 5), made.Growth);
        }
    }

    [TestMethod]
    [Description("The first step of a fade has 0, the last 1; a fade of one step has no way to go.")]
    public void Alpha_OverAFade_GoesEvenlyFrom0To1()
    {
        Assert.AreEqual(
            (0.0, 0.25, 1.0, 1.0, 1.0), (Alpha(0, 5), Alpha(1, 5), Alpha(4, 5), Alpha(0, 1), new Growth(2).Alpha));

        static double Alpha(long step, long steps) => new Growth(1, step, steps).Alpha;
    }

    [TestMethod]
    [Description("Of 50,000 images, by the source's table.")]
    public void Phases_OfTheSourcesSettings_AreItsTable()
    {
        var model = Find("progan-faces128");

        var phases = model.Phases(model.Settings, model.TypicalData, 50_000);

        CollectionAssert.AreEqual(
            new long[] { 15_625, 25_000, 25_000, 25_000, 25_000, 62_500, 62_500, 125_000, 125_000, 125_000, 125_000 },
            phases.Select(phase => phase.Steps).ToArray());
        Assert.AreEqual(740_625, phases.Sum(phase => phase.Steps));
        CollectionAssert.AreEqual(new[] { 16, 16, 16, 16, 16, 8, 8, 4, 4, 4, 4 }, phases.Select(phase => phase.BatchSize).ToArray());
        Assert.AreEqual("0 1f 1 2f 2 3f 3 4f 4 5f 5", string.Join(' ', phases.Select(phase => $"{phase.Level}{(phase.Fades ? "f" : "")}")));
    }

    [TestMethod]
    public void Phases_OfANumberOfSteps_HaveThemAll()
    {
        var model = Find("progan-faces128");

        var phases = model.Phases(model.Settings with { Steps = 17 }, new DataShape(3, 16, 16), 100);

        Assert.AreEqual("3 3 4 3 4", string.Join(' ', phases.Select(phase => phase.Steps)));
    }

    [TestMethod]
    [DataRow(16, 8)]
    [DataRow(48, 48)]
    [DataRow(2, 2)]
    public void Reject_ImagesThatNoLevelHas_SaysWhatIsNeeded(int height, int width) =>
        StringAssert.Contains(Find("progan-faces128").Reject(new DataShape(3, height, width)), "needed as many rows as columns");

    private static (GrowingGenerator Generator, GrowingDiscriminator Discriminator) Create(string name, int size, int? width = null)
    {
        var model = Find(name);
        var settings = width is { } given ? model.Settings with { GeneratorWidth = given, DiscriminatorWidth = given } : model.Settings;
        var data = new DataShape(3, size, size);
        return ((GrowingGenerator)model.CreateGenerator(settings, data), (GrowingDiscriminator)model.CreateDiscriminator(settings, data));
    }

    private static GanModel Find(string name) => ModelRegistry.Shipped.TryGet(name, out var model) ? (GanModel)model : throw new AssertFailedException(name);

    private static long CountOf(IEnumerable<Module> parts) => parts.Sum(part => part.ParameterCount());

    private static void AreClose(Tensor expected, Tensor actual)
    {
        CollectionAssert.AreEqual(expected.shape, actual.shape);
        Assert.AreEqual(0, (expected - actual).abs().max().Number(), 1e-5);   // float32 sums in another order
    }
}
