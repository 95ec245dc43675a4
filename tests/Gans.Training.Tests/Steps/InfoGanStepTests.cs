using Gans.Models;
using Gans.Training.Measures;
using Gans.Training.Steps;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Steps;

/// <summary>Chapter 18 of Brownlee, pass by pass.</summary>
[TestClass]
public sealed class InfoGanStepTests
{
    private static readonly GanSettings Eight = new() { BatchSize = 8, LatentSize = 3, CodeCategories = 2 };

    private readonly List<Pass> passes = [];
    private List<float[]> seen = [];

    [TestMethod]
    [Description("S3 trains the discriminator without the head of the code: that works in the generator's update alone, on generated images.")]
    public void Run_TrunkFrozen_FollowsTheSpecToTheLetter()
    {
        Run(Eight);

        CollectionAssert.AreEqual(
            new Pass[]
            {
                new("trunk", Mode.Train, 4, "real", Frozen: false),
                new("logit", Mode.Train, 4, "", Frozen: false),
                new("generator", Mode.Inference, 4, "", Frozen: true),
                new("trunk", Mode.Train, 4, "", Frozen: false),
                new("logit", Mode.Train, 4, "", Frozen: false),
                new("generator", Mode.Train, 8, "", Frozen: false),
                new("trunk", Mode.Train, 8, "", Frozen: true),
                new("logit", Mode.Train, 8, "", Frozen: true),
                new("code", Mode.Train, 8, "", Frozen: false),
            },
            passes);
    }

    [TestMethod]
    [DataRow(CodeUpdate.Head, "frozen")]
    [DataRow(CodeUpdate.Trunk, "trained")]
    [DataRow(CodeUpdate.TrunkByCode, "frozen trained", DisplayName = "A frozen pass for the generator, a trained one for the code")]
    public void Run_GeneratorUpdate_FreezesTheTrunkAsAsked(CodeUpdate update, string expected)
    {
        Run(Eight with { CodeUpdate = update });

        Assert.AreEqual(
            expected, string.Join(' ', passes.Where(pass => pass.Network == "trunk" && pass.Count == 8).Select(pass => pass.Frozen ? "frozen" : "trained")));
        Assert.IsTrue(passes.Where(pass => pass.Network == "logit" && pass.Count == 8).All(pass => pass.Frozen));
    }

    [TestMethod]
    [Description("The recording generator's images stay within 0.8.")]
    public void Run_InstanceNoise_IsOnAllThatTheTrunkSees()
    {
        Run(Eight with { InstanceNoise = 10 });

        Assert.HasCount(3, seen);
        Assert.IsTrue(seen.All(images => images.Any(value => Math.Abs(value) > 5)));
    }

    [TestMethod]
    public void Run_OrthogonalPenalty_IsNoted() => Assert.IsTrue(Run(Eight with { OrthogonalPenalty = 0.1 }).ContainsKey("orthogonal_penalty"));

    private IReadOnlyDictionary<string, double> Run(GanSettings settings)
    {
        random.manual_seed(1);
        var trunk = new RecordingLayer(passes, "trunk", 4, 6);
        seen = trunk.Inputs;
        var discriminator = new HeadedDiscriminator(trunk, new RecordingLayer(passes, "logit", 6, 1), code: new RecordingLayer(passes, "code", 6, 2));
        using var step = StepFactory.InfoGan(new RecordingGenerator(passes, codeSize: 2), discriminator, settings, CPU);
        using var log = new LossLog();
        using var scope = NewDisposeScope();
        step.Run(1, new Ones(), log);
        return LossLog.MeansOf(log.Drain()).Losses;
    }
}
