using Gans.Models;
using Gans.Models.Layers;
using Gans.Training.Losses;
using Gans.Training.Measures;
using Gans.Training.Steps;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Steps;

/// <summary>Berthelot et al., BEGAN, 2017 (arXiv:1703.10717), pass by pass.</summary>
[TestClass]
public sealed class EquilibriumTurnTests
{
    private static readonly GanSettings Eight = new()
    {
        BatchSize = 8,
        LatentSize = 3,
        Loss = AdversarialLossKind.BoundaryEquilibrium,
        DiversityRatio = 0.5,
        BalanceRate = 0.1,
        DiscriminatorLearningRate = 1e-300,   // as a float32 it is 0: errors stay what they are
        GeneratorLearningRate = 1e-300,
    };

    private readonly List<Pass> passes = [];

    [TestMethod]
    [Description("The autoencoder on real, then on generated images, one step on both; then the generator through the frozen autoencoder.")]
    public void Run_FollowsThePaper()
    {
        using var step = Create(Eight, out _);

        Run(step);

        CollectionAssert.AreEqual(
            new Pass[]
            {
                new("generator", Mode.Inference, 4, "", Frozen: true),
                new("autoencoder", Mode.Train, 4, "real", Frozen: false),
                new("autoencoder", Mode.Train, 4, "", Frozen: false),
                new("generator", Mode.Train, 8, "", Frozen: false),
                new("autoencoder", Mode.Train, 8, "", Frozen: true),
            },
            passes);
        Assert.AreEqual((1L, 1L), (step.Players[0].Optimizer.StepCount, step.Players[1].Optimizer.StepCount));
    }

    [TestMethod]
    [Description("L(v) = mean |v - AE(v)|: of an autoencoder that draws nothing the mean magnitude, 1 for ones. "
        + "k is 0.25 at first, then 0.25 + 0.1 (0.5 L(x) - L(G(z))) for the images of the generator's own update; M = L(x) + |0.5 L(x) - L(G(z))|.")]
    public void Run_Balance_MovesByTheLeadOfRealImages()
    {
        using var step = Create(Eight, out var discriminator);
        discriminator.Balance.fill_(0.25);

        var losses = Run(step);

        var (real, fake) = (losses[Curves.Real], losses[Curves.Generator]);
        Assert.AreEqual(1, real, 1e-6);
        Assert.IsTrue(fake is > 0 and < 0.8, "the recording generator's images stay within 0.8");
        Assert.AreNotEqual(losses[Curves.Fake], fake, "the autoencoder's generated images are others");
        Assert.AreEqual(0.25 + (0.1 * (0.5 - fake)), discriminator.Balance.ToArray<float>()[0], 1e-6);
        Assert.AreEqual(discriminator.Balance.ToArray<float>()[0], losses[Curves.Balance], 1e-6);
        Assert.AreEqual(1 + Math.Abs(0.5 - fake), losses[Curves.Convergence], 1e-6);
    }

    [TestMethod]
    [Description("With a ratio of 1 and a rate of 10, one step moves it by 10 (1 - L(G(z))) and more than 2: it is held at 1.")]
    public void Run_Balance_StaysWithinOne()
    {
        using var step = Create(Eight with { DiversityRatio = 1, BalanceRate = 10 }, out var discriminator);

        Run(step);

        Assert.AreEqual(1f, discriminator.Balance.ToArray<float>()[0]);
    }

    [TestMethod]
    [Description("By hand, k = 0.5: errors 1 and 3 of real images, 2 and 6 of generated ones: 2 and -2; the generator's is 4.")]
    public void Loss_OfErrors_IsTheirDifference()
    {
        using var scope = NewDisposeScope();
        var loss = AdversarialLoss.Of(AdversarialLossKind.BoundaryEquilibrium, tensor([0.5f]));

        Assert.AreEqual(2, loss.Discriminator(tensor([1f, 3], [2, 1]), ones(2, 1)).Number(), 1e-6);
        Assert.AreEqual(-2, loss.Discriminator(tensor([2f, 6], [2, 1]), zeros(2, 1)).Number(), 1e-6);
        Assert.AreEqual(4, loss.Generator(tensor([2f, 6], [2, 1])).Number(), 1e-6);
        Assert.IsNull(loss.Threshold);
    }

    private GanStep Create(GanSettings settings, out AutoencoderDiscriminator discriminator)
    {
        random.manual_seed(1);
        var nothing = new RecordingLayer(passes, "autoencoder", 4, 4);
        using (no_grad())
        {
            foreach (var parameter in nothing.parameters())
            {
                parameter.zero_();
            }
        }

        discriminator = new AutoencoderDiscriminator(new Sequential { { "layer", nothing, new Reshape(1, 2, 2) } });
        return StepFactory.Equilibrium(new RecordingGenerator(passes), discriminator, settings, CPU);
    }

    private static IReadOnlyDictionary<string, double> Run(GanStep step)
    {
        using var scope = NewDisposeScope();
        using var log = new LossLog();
        step.Run(1, new Ones(), log);
        return LossLog.MeansOf(log.Drain()).Losses;
    }
}
