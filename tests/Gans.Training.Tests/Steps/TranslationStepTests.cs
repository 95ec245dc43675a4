using Gans.Models;
using Gans.Training.Measures;
using Gans.Training.Steps;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Steps;

/// <summary>Chapters 22 and 25 of Brownlee, pass by pass.</summary>
[TestClass]
public sealed class TranslationStepTests
{
    private static readonly GanSettings Three = new() { BatchSize = 3, FullDiscriminatorBatches = true, DiscriminatorLossWeight = 0.5, PoolSize = 2 };

    private readonly List<Pass> passes = [];
    private readonly Dictionary<string, RecordingPatches> judges = [];

    [TestMethod]
    [Description("Section 22.4: a translation for the discriminator, its update on the pair, its update on the translation, then a new one for the generator.")]
    public void Paired_Step_FollowsTheSpecToTheLetter()
    {
        using var step = Paired(Three);

        Run(step);

        CollectionAssert.AreEqual(
            new Pass[]
            {
                new("generator", Mode.Train, 3, "A", Frozen: true),
                new("discriminator", Mode.Train, 3, "B of A", Frozen: false),
                new("discriminator", Mode.Train, 3, "made of A", Frozen: false),
                new("generator", Mode.Train, 3, "A", Frozen: false),
                new("discriminator", Mode.Train, 3, "made of A", Frozen: true),
            },
            passes);
        Assert.AreEqual("generator 1, discriminator 2", UpdatesOf(step));
    }

    [TestMethod]
    [Description("By the definitions of the losses, from what the discriminator said in each pass.")]
    public void Paired_Losses_AreHalfACrossEntropyAndAHundredDifferences()
    {
        using var step = Paired(Three);

        var losses = Run(step);

        var said = judges["discriminator"].Said;
        Assert.AreEqual(0.5 * said[0].Average(logit => Math.Log(1 + Math.Exp(-logit))), losses[Curves.Real], 1e-6);
        Assert.AreEqual(0.5 * said[1].Average(logit => Math.Log(1 + Math.Exp(logit))), losses[Curves.Fake], 1e-6);
        Assert.AreEqual(said[2].Average(logit => Math.Log(1 + Math.Exp(-logit))), losses[Curves.Generator], 1e-6);
        Assert.AreEqual(judges["discriminator"].Images[2].Average(value => Math.Abs(value + 1)), losses[Curves.Reconstruction], 1e-6);
        Assert.AreEqual(losses[Curves.Generator] + (100 * losses[Curves.Reconstruction]), losses[Curves.GeneratorTotal], 1e-4);
    }

    [TestMethod]
    public void Paired_Switches_WeighAndMeasureAsAsked()
    {
        using var step = Paired(Three with { Reconstruction = ReconstructionKind.Squared, AdversarialWeight = 2, ReconstructionWeight = 3 });

        var losses = Run(step);

        Assert.AreEqual(judges["discriminator"].Images[2].Average(value => (value + 1) * (value + 1)), losses[Curves.Reconstruction], 1e-6);
        Assert.AreEqual((2 * losses[Curves.Generator]) + (3 * losses[Curves.Reconstruction]), losses[Curves.GeneratorTotal], 1e-5);
    }

    [TestMethod]
    public void Paired_UnconditionalDiscriminator_SeesNoSource()
    {
        using var step = Paired(Three, isConditional: false);

        Run(step);

        Assert.AreEqual("B, made, made", string.Join(", ", Shown()));
    }

    [TestMethod]
    [Description("One update on the sum of both losses, each from a pass of its own.")]
    public void Paired_Summed_UpdatesTheDiscriminatorOnce()
    {
        using var step = Paired(Three with { DiscriminatorUpdate = DiscriminatorUpdate.Summed });

        Run(step);

        Assert.AreEqual("B of A, made of A, made of A", string.Join(", ", Shown()));
        Assert.AreEqual("generator 1, discriminator 1", UpdatesOf(step));
    }

    [TestMethod]
    [Description("Section 25.6: translations, then B to A, the discriminator of A, A to B, the discriminator of B; of each cycle the trained network alone.")]
    public void Unpaired_Step_FollowsTheSpecToTheLetter()
    {
        using var step = Unpaired(Three);

        Run(step);

        CollectionAssert.AreEqual(
            new Pass[]
            {
                new("b_to_a", Mode.Train, 3, "B", Frozen: true),
                new("a_to_b", Mode.Train, 3, "A", Frozen: true),

                new("b_to_a", Mode.Train, 3, "B", Frozen: false),
                new("judge_a", Mode.Train, 3, "made", Frozen: true),
                new("b_to_a", Mode.Train, 3, "A", Frozen: false),
                new("a_to_b", Mode.Train, 3, "made", Frozen: true),
                new("a_to_b", Mode.Train, 3, "A", Frozen: true),
                new("b_to_a", Mode.Train, 3, "made", Frozen: false),

                new("judge_a", Mode.Train, 3, "A", Frozen: false),
                new("judge_a", Mode.Train, 3, "made", Frozen: false),

                new("a_to_b", Mode.Train, 3, "A", Frozen: false),
                new("judge_b", Mode.Train, 3, "made", Frozen: true),
                new("a_to_b", Mode.Train, 3, "B", Frozen: false),
                new("b_to_a", Mode.Train, 3, "made", Frozen: true),
                new("b_to_a", Mode.Train, 3, "B", Frozen: true),
                new("a_to_b", Mode.Train, 3, "made", Frozen: false),

                new("judge_b", Mode.Train, 3, "B", Frozen: false),
                new("judge_b", Mode.Train, 3, "made", Frozen: false),
            },
            passes);
        Assert.AreEqual("generator_a_to_b 1, generator_b_to_a 1, discriminator_a 2, discriminator_b 2", UpdatesOf(step));
    }

    [TestMethod]
    [Description("Each update leaves all other networks alone: their rates are as good as 0, so what they are is what the one update left.")]
    public void Unpaired_Updates_ChangeTheirOwnNetworkOnly()
    {
        const double still = 1e-300;   // as a float32 it is 0
        using var generators = Unpaired(Three with { DiscriminatorLearningRate = still });
        using var discriminators = Unpaired(Three with { GeneratorLearningRate = still });
        var (before, others) = (WeightsOf(generators), WeightsOf(discriminators));

        Run(generators);
        Run(discriminators);

        Assert.AreEqual("generator_a_to_b generator_b_to_a", Changed(before, WeightsOf(generators)));
        Assert.AreEqual("discriminator_a discriminator_b", Changed(others, WeightsOf(discriminators)));
    }

    [TestMethod]
    [Description("Weights 1, 5, 10 and 10 of section 25.4; both directions have the same two cycles, so their means are those of each.")]
    public void Unpaired_Losses_AreHalfASquareAndTheWeightedParts()
    {
        using var step = Unpaired(Three with { Loss = AdversarialLossKind.LeastSquares });

        var losses = Run(step);

        var said = judges["judge_a"].Said;
        Assert.AreEqual(said[0].Average(score => (score - 1) * (score - 1)), losses[Curves.GeneratorBtoA], 1e-6);
        Assert.AreEqual(0.5 * said[1].Average(score => (score - 1) * (score - 1)), losses[Curves.RealA], 1e-6);
        Assert.AreEqual(0.5 * said[2].Average(score => score * score), losses[Curves.FakeA], 1e-6);
        var parts = losses[Curves.GeneratorAtoB] + losses[Curves.GeneratorBtoA] + (2 * 5 * losses[Curves.Identity]) + (4 * 10 * losses[Curves.Cycle]);
        Assert.AreEqual(parts, losses[Curves.TotalAtoB] + losses[Curves.TotalBtoA], 1e-4);
    }

    [TestMethod]
    public void Unpaired_WithoutIdentity_MakesNoPassForIt()
    {
        using var step = Unpaired(Three with { IdentityWeight = 0 });

        var losses = Run(step);

        Assert.IsFalse(losses.ContainsKey(Curves.Identity));
        Assert.HasCount(16, passes);
    }

    [TestMethod]
    [Description("The updates of the generators see new translations only: pools are for the discriminators.")]
    public void Unpaired_FullPools_ShowOldImagesToDiscriminatorsOnly()
    {
        using var step = Unpaired(Three with { GeneratorLearningRate = 1, PoolSize = 50 });
        random.manual_seed(3);
        for (var i = 0; i < 30; i++)
        {
            Run(step);
        }

        var judge = judges["judge_a"].Images;   // of the generator, of real images, of generated ones
        var (fresh, shown) = (judge.Where((_, pass) => pass % 3 == 0).ToArray(), judge.Where((_, pass) => pass % 3 == 2).ToArray());
        Assert.IsTrue(fresh[..16].Zip(shown).All(static pair => pair.First.SequenceEqual(pair.Second)), "while the pool fills");
        Assert.IsFalse(fresh[17..].Zip(shown[17..]).All(static pair => pair.First.SequenceEqual(pair.Second)), "once it is full");
    }

    [TestMethod]
    public void Step_LeavesNoTensor()
    {
        foreach (var step in (TranslationStep[])[Paired(Three), Unpaired(Three)])
        {
            using (step)
            {
                Run(step);
                var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

                Run(step);

                Assert.AreEqual(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            }
        }
    }

    [TestMethod]
    [Description("Least squares of weight 0.5: 0.125 where nothing is told.")]
    public void Blind_IsThatOfTheWeightedLosses()
    {
        using var step = Unpaired(Three with { Loss = AdversarialLossKind.LeastSquares });

        Assert.AreEqual((0.125, 0.25), (step.Blind!.Discriminator, step.Blind.Generator!.Value));
    }

    [TestMethod]
    public void DrawPictures_RowsOfEachKind_FollowEachOther()
    {
        using var scope = NewDisposeScope();
        using var paired = Paired(Three);
        using var unpaired = Unpaired(Three);
        using var ofPairs = paired.DrawPictures(new TwoDomains(), 2);
        using var ofCycles = unpaired.DrawPictures(new TwoDomains(), 2);

        Assert.AreEqual("A A made made B B", Kinds(ofPairs.Make()));
        Assert.AreEqual("A A made made made made B B made made made made", Kinds(ofCycles.Make()));
        Assert.AreEqual((2, 2), (ofPairs.Columns!.Value, ofCycles.Columns!.Value));
        Assert.IsTrue(passes.TrueForAll(static pass => pass is { Count: 1, Frozen: true, Mode: Mode.Train }), "one by one, with noise, and nothing moves");
    }

    private static string Kinds(Tensor images) => string.Join(' ', images.split(1, 0).Select(RecordingPatches.KindOf));

    private static string UpdatesOf(TranslationStep step) =>
        string.Join(", ", step.Players.Select(static player => $"{player.Name} {player.Optimizer.StepCount}"));

    private static Dictionary<string, float[]> WeightsOf(TranslationStep step) => step.Players.ToDictionary(
        static player => player.Name, static player => player.Network.parameters().SelectMany(static value => value.detach().ToArray<float>()).ToArray());

    private static string Changed(Dictionary<string, float[]> before, Dictionary<string, float[]> after) =>
        string.Join(' ', before.Where(entry => !entry.Value.SequenceEqual(after[entry.Key])).Select(static entry => entry.Key));

    private static IReadOnlyDictionary<string, double> Run(TranslationStep step)
    {
        using var log = new LossLog();
        using var scope = NewDisposeScope();
        step.Run(1, new TwoDomains(), log);
        return LossLog.MeansOf(log.Drain()).Losses;
    }

    private IEnumerable<string> Shown() => passes.Where(static pass => pass.Network == "discriminator").Select(static pass => pass.Kind);

    private TranslationStep Paired(GanSettings settings, bool isConditional = true)
    {
        random.manual_seed(1);
        return StepFactory.Paired(new RecordingTranslator(passes, "generator"), Judge("discriminator", isConditional), settings, CPU);
    }

    private TranslationStep Unpaired(GanSettings settings)
    {
        random.manual_seed(1);
        var (translators, patches) = (new Queue<string>(["a_to_b", "b_to_a"]), new Queue<string>(["judge_a", "judge_b"]));
        return StepFactory.Unpaired(
            (() => new RecordingTranslator(passes, translators.Dequeue()), () => Judge(patches.Dequeue(), isConditional: false)),
            new DataShape(1, 2, 2, 2),
            settings,
            CPU);
    }

    private RecordingPatches Judge(string name, bool isConditional) => judges[name] = new RecordingPatches(passes, name, isConditional);
}
