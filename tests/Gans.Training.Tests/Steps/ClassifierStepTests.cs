using Gans.Formats;
using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Models.Layers;
using Gans.Training.Batches;
using Gans.Training.Measures;
using Gans.Training.Native;
using Gans.Training.Steps;
using Gans.Training.Tests.Support;
using TorchSharp.Modules;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Steps;

[TestClass]
public sealed class ClassifierStepTests
{
    private static readonly GanSettings Settings = new()
    {
        BatchSize = 4,
        FullDiscriminatorBatches = true,
        Optimizer = OptimizerKind.Sgd,
        DiscriminatorLearningRate = 0.5,
    };

    [TestMethod]
    [Description("""
        Two classes and one weight each, both 0: logits are equal, so the loss is ln 2, and the first class is told of all. For an image of ones with
        label 0 or 1 in turn, softmax minus target averages to 0: nothing moves.
        """)]
    public void Run_BlindClassifier_HasTheLossOfAGuessAndHalfRight()
    {
        using var network = new OneWeight();
        using var losses = new LossLog();
        using var step = new ClassifierStep(network, Settings, CPU);

        step.Run(1, new Alternating(), losses);
        var (means, accuracies) = LossLog.MeansOf(losses.Drain());

        Assert.AreEqual(Math.Log(2), means["cross_entropy"], 1e-6);
        Assert.AreEqual(0.5, accuracies["train"], 1e-6);
        CollectionAssert.AreEqual(new float[] { 0, 0 }, network.Weights);
        Assert.AreSame(step.Players.Single(), step.Product);
        Assert.IsNull(step.DrawSamples(4));
    }

    [TestMethod]
    [Description("All labels 1, image 1: the gradient of the logits is softmax - target = (0.5, -0.5), the step size 0.5; passes are in training mode.")]
    public void Run_OneClassOnly_MovesByHandsGradient()
    {
        using var network = new OneWeight();
        using var losses = new LossLog();
        using var step = new ClassifierStep(network, Settings, CPU);

        step.Run(1, new Alternating(only: 1), losses);

        var weights = network.Weights;
        Assert.AreEqual(-0.25f, weights[0], 1e-6f);
        Assert.AreEqual(0.25f, weights[1], 1e-6f);
        CollectionAssert.AreEqual(new[] { Mode.Train }, network.Modes);
    }

    [TestMethod]
    [Description("Dots: image i is of value 10 i and class i. A classifier that says class 0 of all tells one of 300 rightly, in two batches, "
        + "and draws nothing.")]
    public void Examination_CountsEveryHeldOutImage()
    {
        using var folder = new TemporaryFolder();
        using var pack = DatasetPack.Open(TinyData.WriteDots(folder["test"], 300));
        using var network = new OneWeight();
        using var losses = new LossLog();
        using var step = new ClassifierStep(network, Settings, CPU);
        var random = RandomState.Get().Cpu;

        step.ExamOn(new PackBatches(pack, PixelRange.Symmetric)).Run(losses);

        Assert.AreEqual(1.0 / 300, losses.Drain().Single().Accuracies["test"], 1e-7);
        CollectionAssert.AreEqual(new[] { Mode.Inference, Mode.Inference }, network.Modes);
        CollectionAssert.AreEqual(random, RandomState.Get().Cpu);
    }

    /// <summary>Logits are the first pixel times one weight a class; weights begin at 0.</summary>
    private sealed class OneWeight : Classifier
    {
        private readonly Linear linear = Dense(1, 2, Initializer.Constant(0));

        internal OneWeight()
            : base(nameof(OneWeight), 2, 1) => register_module("linear", linear);

        internal float[] Weights => linear.weight!.ToArray<float>();

        internal List<Mode> Modes { get; } = [];

        public override ClassifierOutput forward(Tensor images)
        {
            Modes.Add(training ? Mode.Train : Mode.Inference);
            var pixels = images.flatten(1).slice(1, 0, 1, 1);
            return new ClassifierOutput(pixels, linear.call(pixels));
        }
    }

    /// <summary>Images of ones with labels 0 and 1 in turn, or with one label only.</summary>
    private sealed class Alternating(long? only = null) : IBatchSource
    {
        public long Count => 2;

        public Batch Next(int count) =>
            new(ones([count, 1, 1, 1]), tensor([.. Enumerable.Range(0, count).Select(i => only ?? i % 2)], [count]));

        public IBatchSource PickLabelled(int perClass) => this;
    }
}
