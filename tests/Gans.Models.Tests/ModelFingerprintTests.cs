using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

[TestClass]
public sealed class ModelFingerprintTests
{
    private static readonly DataShape Data = new(1, 4, 4);

    /// <summary>Two layers that differ in one thing.</summary>
    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> One, Func<Module<Tensor, Tensor>> Other)> Pairs = new()
    {
        ["slope"] = (() => LeakyReLU(0.2), () => LeakyReLU(0.1)),
        ["alpha of ELU"] = (() => ELU(1), () => ELU(0.5)),
        ["activation"] = (() => Tanh(), () => Sigmoid()),
        ["axis of softmax"] = (() => Softmax(1), () => Softmax(2)),
        ["first axis of flatten"] = (() => Flatten(1), () => Flatten(2)),
        ["pool's window"] = (() => MaxPool2d(2), () => MaxPool2d(3)),
        ["pool's stride"] = (() => MaxPool2d(2, 1), () => MaxPool2d(2, 2)),
        ["average pool's window"] = (() => AvgPool2d(2), () => AvgPool2d(3)),
        ["own pool's window"] = (() => new SameMaxPool2d(3), () => new SameMaxPool2d(5)),
        ["own average pool's window"] = (() => new SameAveragePool2d(3), () => new SameAveragePool2d(5)),
        ["rate of dropout"] = (() => Dropout(0.2), () => Dropout(0.3)),
        ["momentum"] = (() => new BatchNorm(2), () => new BatchNorm(2, momentum: 0.1)),
        ["epsilon"] = (() => new BatchNorm(2), () => new BatchNorm(2, epsilon: 1e-5)),
        ["scale"] = (() => new BatchNorm(2), () => new BatchNorm(2, scale: false)),
        ["debias"] = (() => new BatchNorm(2), () => new BatchNorm(2, debias: false)),
        ["features"] = (() => new BatchNorm(2), () => new BatchNorm(3)),
        ["shape"] = (() => new Reshape(1, 4), () => new Reshape(4, 1)),
        ["factor"] = (() => new UpSampling2d(2), () => new UpSampling2d(4)),
        ["interpolation"] = (() => new UpSampling2d(2), () => new UpSampling2d(2, UpSampling.BilinearHalfPixel)),
        ["kernel"] = (() => new SameConv2d(1, 2, kernel: 3), () => new SameConv2d(1, 2, kernel: 5)),
        ["kernel's form"] = (() => new SameConv2d(1, 2, (1, 3)), () => new SameConv2d(1, 2, (3, 1))),
        ["stride"] = (() => new SameConv2d(1, 2, 4, 1), () => new SameConv2d(1, 2, 4, 2)),
        ["padding"] = (() => new SameConv2d(1, 2, 4), () => new ValidConv2d(1, 2, 4)),
        ["bias"] = (() => new SameConv2d(1, 2, 4), () => new SameConv2d(1, 2, 4, bias: false)),
        ["transposed stride"] = (() => new SameConvTranspose2d(1, 2, 4, 1), () => new SameConvTranspose2d(1, 2, 4, 2)),
        ["first weights"] = (() => new SameConv2d(1, 2, 3), () => new SameConv2d(1, 2, 3, weights: Initializer.Normal(0.02))),
        ["first weights' deviation"] = (() => Dense(2, 3, Initializer.Normal(0.02)), () => Dense(2, 3, Initializer.Normal(0.01))),
        ["first weights' law"] = (() => Dense(2, 3, Initializer.HeUniform), () => Dense(2, 3, Initializer.HeNormal)),
        ["first weights of classes"] = (() => Embedding(2, 3), () => Embedding(2, 3, Initializer.Uniform(-0.05, 0.06))),
    };

    public static IEnumerable<object[]> PairNames => Pairs.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(PairNames))]
    public void Of_OneThingChanged_IsAnother(string pair)
    {
        var (one, other) = Pairs[pair];

        Assert.AreEqual(Of(new Sketch(one)), Of(new Sketch(one)));
        Assert.AreNotEqual(Of(new Sketch(one)), Of(new Sketch(other)), ModelFingerprint.Describe(new Sketch(one), new GanSettings(), Data));
    }

    [TestMethod]
    public void Of_EachModel_IsTheSameTwiceAndNoOthers()
    {
        var fingerprints = new HashSet<string>();
        foreach (var name in ModelRegistry.Shipped.Names)
        {
            Assert.IsTrue(ModelRegistry.Shipped.TryGet(name, out var model));
            Assert.IsNull(model.Reject(model.TypicalData), name);

            var settings = model.Settings with { GeneratorWidth = 8, DiscriminatorWidth = 8 };   // first weights of whole networks take long to draw

            var first = ModelFingerprint.Of(model, settings, model.TypicalData);

            Assert.AreEqual(first, ModelFingerprint.Of(model, settings, model.TypicalData), name);
            Assert.IsTrue(fingerprints.Add(first), name);
        }
    }

    [TestMethod]
    public void Of_Settings_CountWhereTheyShapeNetworks()
    {
        var (model, usual) = (new Sketch(() => Tanh()), new GanSettings());

        var fingerprint = ModelFingerprint.Of(model, usual, Data);

        Assert.AreEqual(fingerprint, ModelFingerprint.Of(model, usual with { GeneratorLearningRate = 1, Epochs = 3 }, Data));
        Assert.AreNotEqual(fingerprint, ModelFingerprint.Of(model, usual with { InitialDeviation = 0.02 }, Data));
        Assert.AreNotEqual(fingerprint, ModelFingerprint.Of(model, usual with { LatentSize = 3 }, Data));
    }

    [TestMethod]
    public void OfTraining_Settings_CountButForTheEnd()
    {
        var (model, usual) = (new Sketch(() => Tanh()), new GanSettings());

        var fingerprint = ModelFingerprint.OfTraining(model, usual, Data);

        Assert.AreEqual(fingerprint, ModelFingerprint.OfTraining(model, usual with { Epochs = 3, Steps = 7 }, Data));
        Assert.AreNotEqual(fingerprint, ModelFingerprint.OfTraining(model, usual with { GeneratorLearningRate = 1 }, Data));
        Assert.AreNotEqual(fingerprint, ModelFingerprint.OfTraining(model, usual with { Loss = AdversarialLossKind.Hinge }, Data));
    }

    [TestMethod]
    [Description("Its author says that the same layers mean something else now.")]
    public void Of_VersionRaised_IsAnother() =>
        Assert.AreNotEqual(Of(new Sketch(() => Tanh())), Of(new SecondSketch(() => Tanh())));

    private static string Of(GanModel model) => ModelFingerprint.Of(model, new GanSettings(), Data);

    private class Sketch(Func<Module<Tensor, Tensor>> layer) : GanModel
    {
        public override string Name => "sketch";

        public override string Description => "Made up";

        public override GanSettings Settings => new();

        public override string? Reject(DataShape data) => null;

        public override Generator CreateGenerator(GanSettings settings, DataShape data) =>
            new LayeredGenerator(settings.LatentSize, new Sequential { { "part", layer() } });

        public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data) =>
            new LayeredDiscriminator(new Sequential { { "logit", Dense(2, 1) } });
    }

    [NetworkVersion(2)]
    private sealed class SecondSketch(Func<Module<Tensor, Tensor>> layer) : Sketch(layer);
}
