using Gans.Models;
using Gans.Training.Measures;
using Gans.Training.Steps;
using Gans.Training.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Tests.Steps;

/// <summary>Chapters 17 to 20 of Brownlee, pass by pass.</summary>
[TestClass]
public sealed class TwoPlayerStepTests
{
    private static readonly GanSettings Eight = new() { BatchSize = 8, LatentSize = 3 };

    private readonly List<Pass> passes = [];

    [TestMethod]
    public void Run_Separate_FollowsTheSpecToTheLetter()
    {
        using var scene = new Scene(passes, Eight);

        scene.Run();

        CollectionAssert.AreEqual(
            new Pass[]
            {
                new("discriminator", Mode.Train, 4, "real", Frozen: false),
                new("generator", Mode.Inference, 4, "", Frozen: true),
                new("discriminator", Mode.Train, 4, "fake", Frozen: false),
                new("generator", Mode.Train, 8, "", Frozen: false),
                new("discriminator", Mode.Train, 8, "fake", Frozen: true),
            },
            passes);
        Assert.AreEqual((1L, 2L), scene.OptimizerSteps);
    }

    [TestMethod]
    [Description("One stacked batch, one step of the discriminator: chapter 10 of Brownlee, experiment 3.")]
    public void Run_Stacked_ShowsBothKindsInOneBatch()
    {
        using var scene = new Scene(passes, Eight with { DiscriminatorUpdate = DiscriminatorUpdate.Stacked });

        scene.Run();

        CollectionAssert.AreEqual(new[] { "8 mixed", "8 fake" }, DiscriminatorPasses());
        Assert.AreEqual((1L, 1L), scene.OptimizerSteps);
    }

    [TestMethod]
    [Description("Chapter 4 of Foster: two passes, one step on the sum.")]
    public void Run_Summed_StepsOnceAfterTwoPasses()
    {
        using var scene = new Scene(passes, Eight with { DiscriminatorUpdate = DiscriminatorUpdate.Summed, FullDiscriminatorBatches = true });

        scene.Run();

        CollectionAssert.AreEqual(new[] { "8 real", "8 fake", "8 fake" }, DiscriminatorPasses());
        Assert.AreEqual((1L, 1L), scene.OptimizerSteps);
    }

    [TestMethod]
    [Description("Chapter 16 of Brownlee: five critic rounds of two steps, then one generator step.")]
    public void Run_FiveCriticRounds_StepsTenTimesThenOnce()
    {
        using var scene = new Scene(passes, Eight with { DiscriminatorSteps = 5, Loss = AdversarialLossKind.Wasserstein });

        scene.Run();

        Assert.AreEqual((1L, 10L), scene.OptimizerSteps);
    }

    [TestMethod]
    public void Run_Latents_AreFreshForEachPlayer()
    {
        using var scene = new Scene(passes, Eight);

        scene.Run();

        Assert.AreEqual(36, scene.Generator.Latents.SelectMany(latents => latents).Distinct().Count());
    }

    [TestMethod]
    [Description("Real images keep their labels; generated ones are judged with the labels that they were made from.")]
    public void Run_Conditional_GivesBothPlayersTheSameLabels()
    {
        using var scene = new Scene(passes, Eight, classCount: 10);

        scene.Run();

        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3 }, scene.Discriminator.Labels[0]);
        CollectionAssert.AreEqual(scene.Generator.Labels[0], scene.Discriminator.Labels[1]);
        CollectionAssert.AreEqual(scene.Generator.Labels[1], scene.Discriminator.Labels[2]);
        Assert.HasCount(8, scene.Generator.Labels[1]);
        Assert.IsTrue(scene.Generator.Labels[1].All(label => label is >= 0 and < 10));
    }

    [TestMethod]
    public void Run_UnconditionalOnLabelledData_PassesNoLabels()
    {
        using var scene = new Scene(passes, Eight);

        scene.Run();

        Assert.IsTrue(scene.Discriminator.Labels.All(labels => labels.Length == 0));
    }

    [TestMethod]
    [Description("The discriminator's rate is as good as 0, so what it is after the step is what the generator's update left: the same bits. "
        + "Likewise the other way.")]
    public void Run_EachPlayersUpdate_LeavesTheOtherBitIdentical()
    {
        const double still = 1e-300;   // as a float32 it is 0
        using var first = new Scene(passes, Eight with { DiscriminatorLearningRate = still });
        using var second = new Scene(passes, Eight with { GeneratorLearningRate = still });
        var (discriminatorBefore, generatorBefore) = (Scene.Weights(first.Discriminator), Scene.Weights(second.Generator));
        var (generatorFirst, discriminatorSecond) = (Scene.Weights(first.Generator), Scene.Weights(second.Discriminator));

        first.Run();
        second.Run();

        CollectionAssert.AreEqual(discriminatorBefore, Scene.Weights(first.Discriminator));
        CollectionAssert.AreNotEqual(generatorFirst, Scene.Weights(first.Generator));
        CollectionAssert.AreEqual(generatorBefore, Scene.Weights(second.Generator));
        CollectionAssert.AreNotEqual(discriminatorSecond, Scene.Weights(second.Discriminator));
    }

    [TestMethod]
    public void Run_InstanceNoise_FallsToNothing()
    {
        using var scene = new Scene(passes, Eight with { InstanceNoise = 0.5, InstanceNoiseSteps = 10 });

        scene.Run(1);
        scene.Run(11);

        Assert.IsGreaterThan(0.2f, scene.Discriminator.Images[0].Max(value => Math.Abs(value - 1)));
        Assert.AreEqual(0f, scene.Discriminator.Images[3].Max(value => Math.Abs(value - 1)));
    }

    [TestMethod]
    [Description("Of 2x2 pixels cutout takes one: every image that the discriminator sees has lost just that, in its own update and in the generator's.")]
    public void Run_AugmentCutout_ChangesRealAndGeneratedImagesOfBothUpdates()
    {
        using var scene = new Scene(passes, Eight with { AugmentCutout = true });
        var before = Scene.Weights(scene.Generator);

        scene.Run();

        CollectionAssert.AreEqual(new[] { 16, 16, 32 }, scene.Discriminator.Images.Select(values => values.Length).ToArray());
        Assert.IsTrue(scene.Discriminator.Images.SelectMany(values => values.Chunk(4)).All(image => image.Count(value => value == 0) == 1));
        CollectionAssert.AreNotEqual(before, Scene.Weights(scene.Generator));
    }

    [TestMethod]
    [DataRow(DiscriminatorUpdate.Separate, AdversarialLossKind.Hinge)]
    [DataRow(DiscriminatorUpdate.Stacked, AdversarialLossKind.NonSaturating)]
    [DataRow(DiscriminatorUpdate.Summed, AdversarialLossKind.RelativisticPairing)]
    [Description("These networks look at each image alone, and plain gradient descent is linear in the gradient: four batches of 2 are one of 8.")]
    public void Run_Accumulation_MakesTheUpdateOfTheWholeBatch(DiscriminatorUpdate update, AdversarialLossKind loss)
    {
        var settings = Eight with
        {
            DiscriminatorUpdate = update,
            FullDiscriminatorBatches = true,
            Loss = loss,
            R1Penalty = 1,
            R2Penalty = 1,
            Optimizer = OptimizerKind.Sgd,
            GeneratorLearningRate = 0.5,
            DiscriminatorLearningRate = 0.5,
        };
        using var whole = new Scene([], settings);
        using var inParts = new Scene(passes, settings with { Accumulation = 4 });
        var before = Scene.Weights(whole.Generator);

        RunFrom(2, whole);
        RunFrom(2, inParts);

        Assert.IsTrue(passes.All(pass => pass.Network == "generator" && pass.Mode == Mode.Inference ? pass.Count == 8 : pass.Count is 2 or 4));
        Assert.AreEqual(whole.OptimizerSteps, inParts.OptimizerSteps);
        CollectionAssert.AreNotEqual(before, Scene.Weights(whole.Generator));
        AreNear(Scene.Weights(whole.Generator), Scene.Weights(inParts.Generator));
        AreNear(Scene.Weights(whole.Discriminator), Scene.Weights(inParts.Discriminator));

        static void AreNear(float[] expected, float[] found)
        {
            Assert.HasCount(expected.Length, found);
            Assert.IsLessThan(1e-6f, expected.Zip(found, (one, other) => Math.Abs(one - other)).Max());
        }
    }

    [TestMethod]
    [Description("Huang et al., R3GAN, equation 2: each update judges real and generated images, the generator's with the discriminator frozen; "
        + "the loss is that of the scores' differences, pair by pair.")]
    public void Run_RelativisticPairing_ComparesRealAndGeneratedImagesInBothUpdates()
    {
        using var scene = new Scene(
            passes, Eight with { Loss = AdversarialLossKind.RelativisticPairing, DiscriminatorUpdate = DiscriminatorUpdate.Summed });
        var weights = Scene.Weights(scene.Discriminator);

        var losses = scene.Run();

        CollectionAssert.AreEqual(
            new Pass[]
            {
                new("generator", Mode.Inference, 4, "", Frozen: true),
                new("discriminator", Mode.Train, 4, "real", Frozen: false),
                new("discriminator", Mode.Train, 4, "fake", Frozen: false),
                new("generator", Mode.Train, 8, "", Frozen: false),
                new("discriminator", Mode.Train, 8, "fake", Frozen: true),
                new("discriminator", Mode.Train, 8, "real", Frozen: true),
            },
            passes);
        var pairs = Scores(scene.Discriminator.Images[0]).Zip(Scores(scene.Discriminator.Images[1]), (real, fake) => real - fake);
        Assert.AreEqual(pairs.Average(difference => Math.Log(1 + Math.Exp(-difference))), losses["discriminator"], 1e-6);

        IEnumerable<double> Scores(float[] images) => images.Chunk(4).Select(image => image.Zip(weights, (pixel, weight) => (double)pixel * weight).Sum());
    }

    [TestMethod]
    [Description("A linear discriminator's slope is its weights wherever one looks: R1 and R2 are half of the sum of their squares.")]
    [DataRow(DiscriminatorUpdate.Summed, AdversarialLossKind.NonSaturating)]
    [DataRow(DiscriminatorUpdate.Summed, AdversarialLossKind.RelativisticPairing)]
    [DataRow(DiscriminatorUpdate.Stacked, AdversarialLossKind.RelativisticPairing)]
    public void Run_R1AndR2_AreHalfOfTheSquaredSlopes(DiscriminatorUpdate update, AdversarialLossKind loss)
    {
        using var scene = new Scene(passes, Eight with { R1Penalty = 1, R2Penalty = 1, DiscriminatorUpdate = update, Loss = loss });
        var half = Scene.Weights(scene.Discriminator)[..4].Sum(weight => (double)weight * weight) / 2;

        var losses = scene.Run();

        Assert.AreEqual(half, losses["r1_penalty"], 1e-6);
        Assert.AreEqual(half, losses["r2_penalty"], 1e-6);
    }

    [TestMethod]
    [Description("Every third update has the penalties, times 3: the first is that of three times their weights, the second and third have none.")]
    public void Run_LazyRegularization_HasThePenaltiesNowAndThenAndTimesAsMuch()
    {
        var settings = Eight with { R1Penalty = 1, R2Penalty = 2, GradientPenalty = 4 };
        using var lazy = new Scene(passes, settings with { LazyRegularization = 3 });
        var penalised = Enumerable.Range(1, 7)
            .Where(step => lazy.Run(step).Keys.Count(key => key.EndsWith("penalty", StringComparison.Ordinal)) == 3).ToArray();
        using var first = new Scene(passes, settings with { LazyRegularization = 3 });
        using var always = new Scene(passes, Eight with { R1Penalty = 3, R2Penalty = 6, GradientPenalty = 12 });

        RunFrom(2, first);
        RunFrom(2, always);

        CollectionAssert.AreEqual(new[] { 1, 4, 7 }, penalised);
        CollectionAssert.AreEqual(Scene.Weights(always.Discriminator), Scene.Weights(first.Discriminator));
    }

    [TestMethod]
    public void Run_WeightClip_HoldsTheCriticOnly()
    {
        using var scene = new Scene(passes, Eight with { Loss = AdversarialLossKind.Wasserstein, WeightClip = 0.01 });

        scene.Run();

        Assert.AreEqual(0.01f, Scene.Weights(scene.Discriminator).Max(Math.Abs));
        Assert.IsGreaterThan(0.01f, Scene.Weights(scene.Generator).Max(Math.Abs));
    }

    [TestMethod]
    [DataRow(DiscriminatorUpdate.Separate, PenaltyPlace.Between)]
    [DataRow(DiscriminatorUpdate.Stacked, PenaltyPlace.AroundReal)]
    [DataRow(DiscriminatorUpdate.Summed, PenaltyPlace.Between)]
    public void Run_AllPenalties_AreNotedAndFinite(DiscriminatorUpdate update, PenaltyPlace place)
    {
        using var scene = new Scene(passes, Eight with
        {
            DiscriminatorUpdate = update,
            GradientPenalty = 10,
            PenaltyPlace = place,
            R1Penalty = 10,
            R2Penalty = 10,
            DriftPenalty = 0.001,
            OrthogonalPenalty = 0.0001,
            LabelFlipRate = 0.3,
            RealTargetMin = 0.7,
            RealTargetMax = 1.2,
        }, classCount: 10);

        var losses = scene.Run();

        foreach (var name in new[] { "gradient_penalty", "r1_penalty", "r2_penalty", "orthogonal_penalty", "generator" })
        {
            Assert.IsTrue(losses.ContainsKey(name), name);
        }
    }

    [TestMethod]
    [Description("The generator's loss has no graph to its own weights through the discriminator's: tensors that live after a step are those before it.")]
    public void Run_ManySteps_LeavesNoTensorBehind()
    {
        using var scene = new Scene(passes, Eight with { GradientPenalty = 10 });
        scene.Run();
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        for (var step = 2; step < 12; step++)
        {
            scene.Run(step);
        }

        Assert.AreEqual(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    public void Dispose_AfterSteps_FreesAll()
    {
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (var scene = new Scene(passes, Eight))
        {
            scene.Run();
        }

        Assert.AreEqual(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    public void Losses_OfFreshFashionGan_AreNearLnTwo()
    {
        using var folder = new TemporaryFolder();
        using var pack = Formats.DatasetPack.Open(TinyData.WriteBars(folder["bars"]));
        random.manual_seed(1);
        Assert.IsTrue(ModelRegistry.Shipped.TryGet("cgan-fashion", out var model));
        var settings = model.Settings with { BatchSize = 32, GeneratorWidth = 8, DiscriminatorWidth = 8 };
        using var step = StepFactory.Create(model, settings, new DataShape(1, TinyData.Size, TinyData.Size, 2), CPU);
        using var log = new LossLog();
        using var scope = NewDisposeScope();

        step.Run(1, new Training.Batches.PackBatches(pack, model.Range), log);

        var losses = LossLog.MeansOf(log.Drain()).Losses;
        CollectionAssert.AreEqual(new[] { "discriminator_real", "discriminator_fake", "generator" }, losses.Keys.ToArray());
        Assert.IsTrue(losses.Values.All(loss => Math.Abs(loss - Math.Log(2)) < 0.2));   // first logits are a few tenths at most
    }

    [TestMethod]
    [Description("Chapter 17 of Brownlee: in a grid as wide as there are classes, column j is class j.")]
    public void PrepareSamples_Conditional_HasAColumnAClass()
    {
        using var scene = new Scene(passes, Eight, classCount: 3);
        using var scope = NewDisposeScope();
        using var samples = scene.Step.DrawSamples(7);

        var first = samples.Make().ToArray<float>();
        scene.Run();
        var (labels, latents) = (scene.Generator.Labels[0], scene.Generator.Latents[0]);
        samples.Make();

        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 0, 1, 2, 0 }, labels);
        Assert.AreEqual(3, samples.Columns);
        CollectionAssert.AreEqual(latents, scene.Generator.Latents[^1]);
        Assert.HasCount(28, first);
    }

    /// <summary>A step with the draws of a seed.</summary>
    private static void RunFrom(long seed, Scene scene)
    {
        random.manual_seed(seed);
        scene.Run();
    }

    private string[] DiscriminatorPasses() => [.. passes.Where(pass => pass.Network == "discriminator").Select(pass => $"{pass.Count} {pass.Kind}")];

    /// <summary>A step of recording networks on images of ones.</summary>
    private sealed class Scene : IDisposable
    {
        private readonly LossLog log = new();

        internal Scene(List<Pass> passes, GanSettings settings, int classCount = 0)
        {
            random.manual_seed(1);
            Generator = new RecordingGenerator(passes, classCount);
            Discriminator = new RecordingDiscriminator(passes);
            Step = StepFactory.TwoPlayers(Generator, Discriminator, settings, CPU);
        }

        internal RecordingGenerator Generator { get; }

        internal RecordingDiscriminator Discriminator { get; }

        internal GanStep Step { get; }

        internal (long Generator, long Discriminator) OptimizerSteps => (Step.Players[0].Optimizer.StepCount, Step.Players[1].Optimizer.StepCount);

        public void Dispose()
        {
            log.Dispose();
            Step.Dispose();
        }

        internal IReadOnlyDictionary<string, double> Run(long number = 1)
        {
            using var scope = NewDisposeScope();
            log.BeginStep(number);
            Step.Run(number, new Ones(), log);
            return LossLog.MeansOf(log.Drain()).Losses;
        }

        internal static float[] Weights(Module network) => [.. network.parameters().SelectMany(parameter => parameter.ToArray<float>())];
    }
}
