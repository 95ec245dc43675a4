using Gans.Models;
using Gans.Training.Batches;
using Gans.Training.Measures;
using Gans.Training.Native;
using Gans.Training.Steps;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Steps;

/// <summary>Chapter 7 of Brownlee: accuracy in inference mode.</summary>
[TestClass]
public sealed class AccuracyExamTests
{
    private static readonly GanSettings Settings = new() { BatchSize = 8, LatentSize = 3 };

    [TestMethod]
    [DataRow(0.1, 1, 1, DisplayName = "above 0 for images of ones, below for all others")]
    [DataRow(5.0, 1, 0, DisplayName = "calls everything real")]
    [DataRow(-5.0, 0, 1, DisplayName = "calls everything generated")]
    [Description("The logit is the mean of the pixels, less 1, plus a number: ones have that number, the recording generator's images 0.2 less at least.")]
    public void Run_CountsWhatIsTold(double bias, double real, double fake)
    {
        List<Pass> passes = [];
        using var step = StepFactory.TwoPlayers(new RecordingGenerator(passes), new MeanDiscriminator(passes, bias), Settings, CPU);
        using var losses = new LossLog();
        var exam = step.AccuracyOn(new Batch(ones(6, 1, 2, 2)), every: 1)!;
        var random = RandomState.Get().Cpu;

        exam.Run(losses);
        ((IDisposable)exam).Dispose();

        var shares = losses.Drain().Single().Accuracies;
        Assert.AreEqual(real, shares["real_examined"], 1e-6);
        Assert.AreEqual(fake, shares["fake_examined"], 1e-6);
        Assert.IsTrue(passes.All(pass => pass.Mode == Mode.Inference && pass.Count == 6));
        CollectionAssert.AreEqual(random, RandomState.Get().Cpu, "it draws nothing while the training goes on");
    }

    [TestMethod]
    public void AccuracyOn_Critic_IsNone()
    {
        using var step = StepFactory.TwoPlayers(
            new RecordingGenerator([]), new RecordingDiscriminator([]), Settings with { Loss = AdversarialLossKind.Wasserstein }, CPU);

        Assert.IsNull(step.AccuracyOn(new Batch(ones(6, 1, 2, 2)), every: 1));
    }

    /// <summary>Tells images by the mean of their pixels.</summary>
    private sealed class MeanDiscriminator : Discriminator
    {
        private readonly List<Pass> passes;
        private readonly double bias;
        private readonly TorchSharp.Modules.Linear unused = Models.Layers.KerasLayers.Dense(1, 1);

        internal MeanDiscriminator(List<Pass> passes, double bias)
            : base(nameof(MeanDiscriminator))
        {
            (this.passes, this.bias) = (passes, bias);
            register_module("unused", unused);
        }

        public override DiscriminatorOutput forward(Tensor images, Tensor? labels)
        {
            passes.Add(Pass.Of(this, "discriminator", images.shape[0], ""));
            return new DiscriminatorOutput(images.flatten(1).mean([1], keepdim: true) + (bias - 1));
        }
    }
}
