using Gans.Models.Layers;
using static TorchSharp.torch;

namespace Gans.Models.Tests;

/// <summary>StyleGAN: the counts of its paper's code, the steps of its ablation, its styles.</summary>
[TestClass]
public sealed class StyleGanTests
{
    [TestMethod]
    [DataRow(64, 25_137_935, 22_498_049)]
    [DataRow(128, 25_843_858, 22_941_313)]
    [DataRow(256, 26_086_229, 23_052_353)]
    [DataRow(1024, 26_219_627, 23_087_249)]
    [Description("The paper's code, with the mapping network and the layers to and from images of all levels.")]
    public void Networks_OfAllLevels_HaveThePapersCounts(int size, int generator, int discriminator)
    {
        using var made = Create(size, settings => settings);
        using var judge = Model.CreateDiscriminator(Model.Settings, new DataShape(3, size, size));

        Assert.AreEqual((generator, discriminator), (made.TrainableParameterCount(), judge.TrainableParameterCount()), "generator, discriminator");
        Assert.AreEqual(2_101_248, made.named_children().Single(part => part.name == "mapping").module.TrainableParameterCount());
    }

    [TestMethod]
    [DataRow(StyleStep.Baseline, "", DisplayName = "the progressive GAN")]
    [DataRow(StyleStep.Bilinear, "Blur2d")]
    [DataRow(StyleStep.Styles, "Blur2d AdaptiveInstanceNorm")]
    [DataRow(StyleStep.Constant, "Blur2d AdaptiveInstanceNorm LearnedConstant")]
    [DataRow(StyleStep.Noise, "Blur2d AdaptiveInstanceNorm LearnedConstant NoiseInput")]
    [DataRow(StyleStep.Mixing, "Blur2d AdaptiveInstanceNorm LearnedConstant NoiseInput")]
    public void Generator_OfAStep_HasItsPartsAndThoseBefore(StyleStep step, string parts)
    {
        using var scope = NewDisposeScope();
        using var generator = Create(16, settings => Small(settings) with { StyleStep = step });
        using var discriminator = Model.CreateDiscriminator(Small(Model.Settings) with { StyleStep = step }, new DataShape(3, 16, 16));
        var kinds = generator.modules().Select(module => module.GetType()).ToHashSet();

        var images = generator.Run(new GeneratorInput(randn(2, 4)), Mode.Train);

        var found = new[] { typeof(Blur2d), typeof(AdaptiveInstanceNorm), typeof(LearnedConstant), typeof(NoiseInput) }.Where(kinds.Contains);
        Assert.AreEqual(parts, string.Join(' ', found.Select(kind => kind.Name)));
        Assert.AreEqual("[2, 3, 16, 16]", images.shape.Text());
        Assert.AreEqual(step >= StyleStep.Bilinear, discriminator.modules().OfType<Blur2d>().Any());
        Assert.AreEqual("[2, 1]", discriminator.Run(images, null, Mode.Train).Logits.shape.Text());
    }

    [TestMethod]
    [Description("Alpha 0 is the level below, its pixels repeated; alpha 1 is the level straight through.")]
    public void Fade_AtItsEnds_IsOneOfTheTwoLevels()
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        using var generator = CreateSmall(8);
        var input = new GeneratorInput(randn(2, 4));

        var (low, start, end, high) = (Images(new(0)), Images(new(1, 0, 3)), Images(new(1, 2, 3)), Images(new(1)));

        Assert.AreEqual("[2, 3, 4, 4]", low.shape.Text());
        AreClose(nn.functional.interpolate(low, [8, 8]), start);
        AreClose(high, end);

        Tensor Images(Growth growth)
        {
            ((IGrowing)generator).Growth = growth;
            return generator.Run(input, Mode.Inference);
        }
    }

    [TestMethod]
    [Description("16x16 pixels have 6 layers. From layer 2 on the styles are the other's: 4x4 is of the first latent.")]
    public void Map_Mixing_TakesTheOthersStylesFromALayerOn()
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        using var generator = CreateSmall(16);
        var styled = (IStyled)generator;
        var (one, other) = (randn(2, 4), randn(2, 4));

        var mixed = styled.Map(new GeneratorInput(one) { Mixing = new(other, tensor(new[] { 2L, 6 })) });

        var (first, second) = (styled.Map(new GeneratorInput(one)), styled.Map(new GeneratorInput(other)));
        Assert.AreEqual("[2, 6, 4]", mixed.shape.Text());
        AreClose(cat([first[..1, ..2], second[..1, 2..]], 1), mixed[..1]);
        AreClose(first[1..], mixed[1..]);
    }

    [TestMethod]
    [Description("By hand: at half the distance the styles of the first 8 of 10 layers are the mean of style and average; the last two stay.")]
    public void Map_Psi_MovesTheStylesOfTheFirstEightLayersTowardsTheirAverage()
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        using var generator = CreateSmall(64);
        var average = generator.get_buffer("mean_style")!;
        average.copy_(tensor(new[] { 1f, 2, 3, 4 }));
        var latent = randn(2, 4);

        var near = ((IStyled)generator).Map(new GeneratorInput(latent) { Psi = tensor(0.5f) });

        var far = ((IStyled)generator).Map(new GeneratorInput(latent));
        AreClose((far[.., ..8] + average) / 2, near[.., ..8]);
        AreClose(far[.., 8..], near[.., 8..]);
    }

    [TestMethod]
    [Description("By hand: the average starts at 0 and takes 0.005 of a batch's mean. Passes for the discriminator, samples, and frozen passes leave it.")]
    public void Average_OfStyles_MovesInPassesThatTrain()
    {
        using var scope = NewDisposeScope();
        using var generator = CreateSmall(8);
        var average = generator.get_buffer("mean_style")!;
        var input = new GeneratorInput(randn(3, 4));

        generator.Run(input, Mode.Inference);
        using (generator.Frozen())
        {
            generator.Run(input, Mode.Train);
        }

        CollectionAssert.AreEqual(new float[4], average.Floats());
        generator.Run(input, Mode.Train);
        generator.eval();
        AreClose(((IStyled)generator).Map(input)[.., 0].mean([0]) * 0.005, average);
    }

    [TestMethod]
    [Description("Strengths of 0 are an image without noise; a latent has one image in inference and several in training.")]
    public void Noise_OfLayers_ChangesTrainingAlone()
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        using var generator = CreateSmall(8);
        foreach (var (name, parameter) in generator.named_parameters().Where(entry => entry.name.EndsWith("noise.scale", StringComparison.Ordinal)))
        {
            parameter.fill_(0.5);
        }

        var input = new GeneratorInput(randn(2, 4));
        var (once, again) = (generator.Run(input, Mode.Inference), generator.Run(input, Mode.Inference));
        var all = generator.Run(input with { Noise = ones(4) }, Mode.Inference);
        var none = generator.Run(input with { Noise = zeros(4) }, Mode.Inference);

        CollectionAssert.AreEqual(once.Floats(), again.Floats());
        AreClose(once, all);
        Assert.IsGreaterThan(1e-3, (once - none).abs().max().Number());
        CollectionAssert.AreNotEqual(generator.Run(input, Mode.Train).Floats(), generator.Run(input, Mode.Train).Floats());
    }

    [TestMethod]
    [Description("The code's plan for one GPU: 600,000 images a phase from 8x8 on, the rest of 25 million in the last one; batch and rate by level.")]
    public void Phases_OfThePapersSettings_AreItsPlan()
    {
        var phases = Model.Phases(Model.Settings, new DataShape(3, 256, 256), 50_000);

        Assert.AreEqual("1 2f 2 3f 3 4f 4 5f 5 6f 6", string.Join(' ', phases.Select(phase => $"{phase.Level}{(phase.Fades ? "f" : "")}")));
        Assert.AreEqual("128 128 128 64 64 32 32 16 16 8 8", string.Join(' ', phases.Select(phase => phase.BatchSize)));
        Assert.AreEqual("1 1 1 1 1 1 1 1.5 1.5 2 2", string.Join(' ', phases.Select(phase => phase.RateShare)));
        Assert.AreEqual(600_000, phases[7].Steps * phases[7].BatchSize);
        Assert.AreEqual(25_000_000.0, phases.Sum(phase => phase.Steps * phase.BatchSize), 5_000);   // a batch that is not full is left out
    }

    [TestMethod]
    public void Phases_FromTheFirstLevel_BeginThere()
    {
        var settings = Model.Settings with { FirstSize = 4, Steps = 10 };

        Assert.AreEqual("0 1 1", string.Join(' ', Model.Phases(settings, new DataShape(3, 8, 8), 100).Select(phase => phase.Level)));
    }

    [TestMethod]
    [Description("By hand: phases of 8, 16, 16, 32 and 32 pixels, half the batch in the last two, so of seven parts they have two each.")]
    public void Phases_OfANumberOfSteps_HaveAsManyImages()
    {
        var phases = Model.Phases(Model.Settings with { Steps = 2800 }, new DataShape(3, 32, 32), 100);

        Assert.AreEqual("400 400 400 800 800", string.Join(' ', phases.Select(phase => phase.Steps)));
    }

    [TestMethod]
    public void Phases_DataBelowTheFirstLevel_SaysWhatIsNeeded()
    {
        var error = Assert.ThrowsExactly<Gans.Formats.InvalidInputException>(
            () => Model.Phases(Model.Settings with { FirstSize = 32 }, new DataShape(3, 16, 16), 100));

        StringAssert.Contains(error.Message, "Option first_size: found 32, needed 16 or less");
    }

    [TestMethod]
    [DataRow(24, 8, "batch_size: found 24, of which a level has 6")]
    [DataRow(16, 12, "first_size: found 12, needed 4, 8, 16")]
    public void RejectSettings_OfNoUse_SaysWhy(int batch, int first, string reason) =>
        StringAssert.Contains(Model.RejectSettings(Model.Settings with { BatchSize = batch, FirstSize = first }), reason);

    private static GanModel Model { get; } =
        ModelRegistry.Shipped.TryGet("stylegan-faces64", out var model) ? (GanModel)model : throw new InvalidOperationException();

    private static GanSettings Small(GanSettings settings) => settings with { LatentSize = 4, MappingWidth = 4, GeneratorWidth = 8, DiscriminatorWidth = 8 };

    private static Generator CreateSmall(int size)
    {
        manual_seed(3);
        return Create(size, Small);
    }

    private static Generator Create(int size, Func<GanSettings, GanSettings> change) =>
        Model.CreateGenerator(change(Model.Settings), new DataShape(3, size, size));

    private static void AreClose(Tensor expected, Tensor actual)
    {
        CollectionAssert.AreEqual(expected.shape, actual.shape);
        Assert.AreEqual(0, (expected - actual).abs().max().Number(), 1e-5);   // float32 sums in another order
    }
}
