using Gans.Models;
using Gans.Training.Losses;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Losses;

[TestClass]
public sealed class AdversarialLossTests
{
    [TestMethod]
    [DataRow(AdversarialLossKind.NonSaturating, 0.0)]
    [DataRow(AdversarialLossKind.Minimax, 0.0)]
    [DataRow(AdversarialLossKind.LeastSquares, 0.5)]
    [DataRow(AdversarialLossKind.Hinge, 0.0)]
    [Description("A blind discriminator says the same of all images: what is neither real nor generated.")]
    public void Blind_IsTheLossOfOutputsThatTellNothing(AdversarialLossKind kind, double output)
    {
        using var scope = NewDisposeScope();
        var (loss, outputs) = (AdversarialLoss.Of(kind), full([4, 1], output, ScalarType.Float32));

        Assert.AreEqual(loss.Threshold, output);
        Assert.AreEqual(loss.Blind!.Discriminator, loss.Discriminator(outputs, ones(4, 1)).Number(), 1e-6);
        Assert.AreEqual(loss.Blind.Discriminator, loss.Discriminator(outputs, zeros(4, 1)).Number(), 1e-6);
        Assert.AreEqual(loss.Blind.Generator ?? loss.Generator(outputs).Number(), loss.Generator(outputs).Number(), 1e-6);
    }

    private static readonly double[] Scores = [0.5, 0.8, 1.0];

    [TestMethod]
    [DataRow(AdversarialLossKind.NonSaturating, 0.0, 0.693147, 0.693147, 0.693147)]
    [DataRow(AdversarialLossKind.RelativisticPairing, 0.0, 0.693147, 0.693147, 0.693147)]
    [DataRow(AdversarialLossKind.Minimax, 0.0, 0.693147, 0.693147, -0.693147)]
    [DataRow(AdversarialLossKind.LeastSquares, 0.5, 0.25, 0.25, 0.25)]
    [DataRow(AdversarialLossKind.Wasserstein, 0.0, 0.0, 0.0, 0.0)]
    [DataRow(AdversarialLossKind.Hinge, 0.0, 1.0, 1.0, 0.0)]
    [Description("ln 2 = 0.693147: what a discriminator that cannot tell gives.")]
    public void Losses_OfBlindDiscriminator(AdversarialLossKind kind, double output, double real, double fake, double generator)
    {
        using var scope = NewDisposeScope();
        var loss = AdversarialLoss.Of(kind);
        var outputs = full([4, 1], output);

        Assert.AreEqual(real, loss.Discriminator(outputs, ones([4, 1])).Number(), 1e-6);
        Assert.AreEqual(fake, loss.Discriminator(outputs, zeros([4, 1])).Number(), 1e-6);
        Assert.AreEqual(generator, loss.Generator(outputs).Number(), 1e-6);
    }

    [TestMethod]
    [Description("By hand for logit 2: p = 1 / (1 + e^-2) = 0.8807971; -ln p = 0.1269280, -ln(1 - p) = 2.1269280.")]
    public void NonSaturating_LogitTwo_IsTheLogarithmOfTheProbability()
    {
        using var scope = NewDisposeScope();
        var loss = new NonSaturatingLoss();
        var outputs = full([1, 1], 2.0, ScalarType.Float32);

        Assert.AreEqual(0.1269280, loss.Discriminator(outputs, ones([1, 1])).Number(), 1e-6);
        Assert.AreEqual(2.1269280, loss.Discriminator(outputs, zeros([1, 1])).Number(), 1e-6);
        Assert.AreEqual(0.1269280, loss.Generator(outputs).Number(), 1e-6);
    }

    [TestMethod]
    [Description("With target y = 0.9 and logit 2: 0.9 * 0.1269280 + 0.1 * 2.1269280 = 0.3269280.")]
    public void NonSaturating_SmoothedTarget_WeighsBothSides()
    {
        using var scope = NewDisposeScope();

        Assert.AreEqual(
            0.3269280, new NonSaturatingLoss().Discriminator(full([1, 1], 2.0, ScalarType.Float32), full([1, 1], 0.9, ScalarType.Float32)).Number(), 1e-6);
    }

    [TestMethod]
    [Description("log(1 - p) for logit 2 is -2.1269280; its slope is -p, which vanishes for a generator that is found out (logit -20).")]
    public void Minimax_OfLostGenerator_HasNoGradientWhereNonSaturatingHas()
    {
        using var scope = NewDisposeScope();
        var outputs = full([1, 1], -20.0, ScalarType.Float32);
        outputs.requires_grad = true;

        Assert.AreEqual(-2.1269280, new MinimaxLoss().Generator(full([1, 1], 2.0, ScalarType.Float32)).Number(), 1e-6);
        Assert.AreEqual(0, Gradients.Of(new MinimaxLoss().Generator(outputs), [outputs])[0].Number(), 1e-8);
        Assert.AreEqual(-1, Gradients.Of(new NonSaturatingLoss().Generator(outputs), [outputs])[0].Number(), 1e-8);
    }

    [TestMethod]
    [Description("Chapter 16 of Brownlee: mean(y s) for y = -1 and scores 0.5, 0.8, 1.0 is -0.76667; for y = +1 and scores 2, 4 it is 3.")]
    public void Wasserstein_SpecsNumbers()
    {
        using var scope = NewDisposeScope();
        var loss = new WassersteinLoss();

        Assert.AreEqual(-0.76667, loss.Discriminator(tensor(Scores, [3, 1]), ones([3, 1], ScalarType.Float64)).Number(), 1e-5);
        Assert.AreEqual(3.0, loss.Discriminator(tensor([2.0, 4.0], [2, 1]), zeros([2, 1], ScalarType.Float64)).Number(), 1e-12);
        Assert.AreEqual(-0.76667, loss.Generator(tensor(Scores, [3, 1])).Number(), 1e-5);
    }

    [TestMethod]
    [Description("By hand, scores 0.5, 0.8, 1.0. Real: (0.25 + 0.04 + 0) / 3; generated: (0.25 + 0.64 + 1) / 3.")]
    public void LeastSquares_ByHand()
    {
        using var scope = NewDisposeScope();
        var loss = new LeastSquaresLoss();

        Assert.AreEqual(0.29 / 3, loss.Discriminator(tensor(Scores, [3, 1]), ones([3, 1], ScalarType.Float64)).Number(), 1e-12);
        Assert.AreEqual(1.89 / 3, loss.Discriminator(tensor(Scores, [3, 1]), zeros([3, 1], ScalarType.Float64)).Number(), 1e-12);
        Assert.AreEqual(0.29 / 3, loss.Generator(tensor(Scores, [3, 1])).Number(), 1e-12);
    }

    [TestMethod]
    [Description("By hand, scores -2, 0.5, 3. Real: (3 + 0.5 + 0) / 3; generated: (0 + 1.5 + 4) / 3; generator: -1.5 / 3.")]
    public void Hinge_ByHand()
    {
        using var scope = NewDisposeScope();
        var loss = new HingeLoss();
        var scores = tensor([-2.0, 0.5, 3.0], [3, 1]);

        Assert.AreEqual(3.5 / 3, loss.Discriminator(scores, ones([3, 1], ScalarType.Float64)).Number(), 1e-12);
        Assert.AreEqual(5.5 / 3, loss.Discriminator(scores, zeros([3, 1], ScalarType.Float64)).Number(), 1e-12);
        Assert.AreEqual(-0.5, loss.Generator(scores).Number(), 1e-12);
    }

    [TestMethod]
    [Description("By hand, real scores 1 and 0 in pairs with generated ones 0 and 2: ln(1 + e^-1) = 0.3132617 and ln(1 + e^2) = 2.1269280, mean 1.2200949; "
        + "the generator's, of -1 and 2: ln(1 + e^1) = 1.3132617 and ln(1 + e^-2) = 0.1269280, mean 0.7200949.")]
    public void RelativisticPairing_ByHand()
    {
        using var scope = NewDisposeScope();
        var loss = new RelativisticPairingLoss();
        var (real, fake) = (tensor([1.0, 0.0], [2, 1]), tensor([0.0, 2.0], [2, 1]));

        Assert.IsTrue(loss.TakesDifferences);
        Assert.AreEqual(1.2200949, loss.Discriminator(real - fake, ones([2, 1], ScalarType.Float64)).Number(), 1e-7);
        Assert.AreEqual(0.7200949, loss.Generator(fake - real).Number(), 1e-7);
    }

    [TestMethod]
    [DataRow(AdversarialLossKind.NonSaturating)]
    [DataRow(AdversarialLossKind.RelativisticPairing)]
    [DataRow(AdversarialLossKind.Minimax)]
    [DataRow(AdversarialLossKind.LeastSquares)]
    [DataRow(AdversarialLossKind.Wasserstein)]
    [DataRow(AdversarialLossKind.Hinge)]
    [Description("Whatever the loss, the discriminator pushes outputs for real images up and for generated ones down; the generator pushes up.")]
    public void Gradients_Push_TheRightWay(AdversarialLossKind kind)
    {
        using var scope = NewDisposeScope();
        var loss = AdversarialLoss.Of(kind);
        var outputs = full([1, 1], 0.3, ScalarType.Float32);
        outputs.requires_grad = true;

        Assert.IsLessThan(0.0, Gradients.Of(loss.Discriminator(outputs, ones([1, 1])), [outputs])[0].Number());
        Assert.IsGreaterThan(0.0, Gradients.Of(loss.Discriminator(outputs, zeros([1, 1])), [outputs])[0].Number());
        Assert.IsLessThan(0.0, Gradients.Of(loss.Generator(outputs), [outputs])[0].Number());
    }
}
