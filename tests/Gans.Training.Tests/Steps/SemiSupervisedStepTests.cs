using Gans.Models;
using Gans.Training.Measures;
using Gans.Training.Steps;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Steps;

/// <summary>Chapter 20 of Brownlee, pass by pass.</summary>
[TestClass]
public sealed class SemiSupervisedStepTests
{
    private static readonly GanSettings Eight = new() { BatchSize = 8, LatentSize = 3, LabelledImages = 8 };

    private readonly List<Pass> passes = [];
    private List<float[]> seen = [];

    [TestMethod]
    [Description("The classifier on half a batch of labelled images, the discriminator on two half batches, the generator on a whole one.")]
    public void Run_Stacked_FollowsTheSpecToTheLetter()
    {
        var updates = Run(Eight);

        CollectionAssert.AreEqual(
            new Pass[]
            {
                new("trunk", Mode.Train, 4, "real", Frozen: false),
                new("classes", Mode.Train, 4, "", Frozen: false),
                new("trunk", Mode.Train, 4, "real", Frozen: false),
                new("classes", Mode.Train, 4, "", Frozen: false),
                new("generator", Mode.Inference, 4, "", Frozen: true),
                new("trunk", Mode.Train, 4, "", Frozen: false),
                new("classes", Mode.Train, 4, "", Frozen: false),
                new("generator", Mode.Train, 8, "", Frozen: false),
                new("trunk", Mode.Train, 8, "", Frozen: true),
                new("classes", Mode.Train, 8, "", Frozen: true),
            },
            passes);
        Assert.AreEqual("generator 1, discriminator 2, classifier 1", updates);
    }

    [TestMethod]
    [DataRow(DiscriminatorDesign.Stacked)]
    [DataRow(DiscriminatorDesign.Separate)]
    [DataRow(DiscriminatorDesign.MultiOutput)]
    [Description("The recording generator's images stay within 0.8, real ones are ones.")]
    public void Run_InstanceNoise_IsOnAllThatTheTrunkSees(DiscriminatorDesign design)
    {
        Run(Eight with { InstanceNoise = 10, DiscriminatorDesign = design });

        Assert.HasCount(4, seen);
        Assert.IsTrue(seen.All(images => images.Any(value => Math.Abs(value) > 5)));
    }

    private string Run(GanSettings settings)
    {
        const int classCount = 4;   // of the labels that the source of ones gives to half a batch
        random.manual_seed(1);
        var trunk = new RecordingLayer(passes, "trunk", 4, 6);
        seen = trunk.Inputs;
        Discriminator discriminator = settings.DiscriminatorDesign == DiscriminatorDesign.Stacked
            ? new StackedDiscriminator(trunk, new RecordingLayer(passes, "classes", 6, classCount))
            : new HeadedDiscriminator(trunk, new RecordingLayer(passes, "logit", 6, 1), new RecordingLayer(passes, "classes", 6, classCount + 1));
        using var step = StepFactory.SemiSupervised(new RecordingGenerator(passes), discriminator, classCount, settings, CPU);
        using var log = new LossLog();
        using var scope = NewDisposeScope();
        step.Run(1, new Ones(), log);
        return string.Join(", ", step.Players.Select(player => $"{player.Name} {player.Optimizer.StepCount}"));
    }
}
