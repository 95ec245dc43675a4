using Gans.Models;
using Gans.Torch;
using Gans.Training.Losses;

namespace Gans.Training.Tests.Losses;

[TestClass]
public sealed class AdversarialLossTests
{
    private static readonly double[] Scores = [0.5, 0.8, 1.0];

    [TestMethod]
    [DataRow(AdversarialLossKind.NonSaturating, 0.0, 0.693147, 0.693147, 0.693147)]
    [DataRow(AdversarialLossKind.Minimax, 0.0, 0.693147, 0.693147, -0.693147)]
    [DataRow(AdversarialLossKind.LeastSquares, 0.5, 0.25, 0.25, 0.25)]
    [DataRow(AdversarialLossKind.Wasserstein, 0.0, 0.0, 0.0, 0.0)]
    [DataRow(AdversarialLossKind.Hinge, 0.0, 1.0, 1.0, 0.0)]
    [Description("ln 2 = 0.693147: what a discriminator that cannot tell gives.")]
    public void Losses_OfBlindDiscriminator(AdversarialLossKind kind, double output, double real, double fake, double generator)
    {
        using var scope = new TensorScope();
        var loss = AdversarialLoss.Of(kind);
        var outputs = Tensor.Full([4, 1], output);

        Assert.AreEqual(real, loss.Discriminator(outputs, Tensor.Ones([4, 1])).Item(), 1e-6);
        Assert.AreEqual(fake, loss.Discriminator(outputs, Tensor.Zeros([4, 1])).Item(), 1e-6);
        Assert.AreEqual(generator, loss.Generator(outputs).Item(), 1e-6);
    }

    [TestMethod]
    [Description("By hand for logit 2: p = 1 / (1 + e^-2) = 0.8807971; -ln p = 0.1269280, -ln(1 - p) = 2.1269280.")]
    public void NonSaturating_LogitTwo_IsTheLogarithmOfTheProbability()
    {
        using var scope = new TensorScope();
        var loss = new NonSaturatingLoss();
        var outputs = Tensor.Full([1, 1], 2);

        Assert.AreEqual(0.1269280, loss.Discriminator(outputs, Tensor.Ones([1, 1])).Item(), 1e-6);
        Assert.AreEqual(2.1269280, loss.Discriminator(outputs, Tensor.Zeros([1, 1])).Item(), 1e-6);
        Assert.AreEqual(0.1269280, loss.Generator(outputs).Item(), 1e-6);
    }

    [TestMethod]
    [Description("With target y = 0.9 and logit 2: 0.9 * 0.1269280 + 0.1 * 2.1269280 = 0.3269280.")]
    public void NonSaturating_SmoothedTarget_WeighsBothSides()
    {
        using var scope = new TensorScope();

        Assert.AreEqual(0.3269280, new NonSaturatingLoss().Discriminator(Tensor.Full([1, 1], 2), Tensor.Full([1, 1], 0.9)).Item(), 1e-6);
    }

    [TestMethod]
    [Description("log(1 - p) for logit 2 is -2.1269280; its slope is -p, which vanishes for a generator that is found out (logit -20).")]
    public void Minimax_OfLostGenerator_HasNoGradientWhereNonSaturatingHas()
    {
        using var scope = new TensorScope();
        var outputs = Tensor.Full([1, 1], -20);
        outputs.RequiresGrad = true;

        Assert.AreEqual(-2.1269280, new MinimaxLoss().Generator(Tensor.Full([1, 1], 2)).Item(), 1e-6);
        Assert.AreEqual(0, Autograd.Gradients([new MinimaxLoss().Generator(outputs)], [outputs])[0].Item(), 1e-8);
        Assert.AreEqual(-1, Autograd.Gradients([new NonSaturatingLoss().Generator(outputs)], [outputs])[0].Item(), 1e-8);
    }

    [TestMethod]
    [Description("Spec 03, section 9: mean(y s) for y = -1 and scores 0.5, 0.8, 1.0 is -0.76667; for y = +1 and scores 2, 4 it is 3.")]
    public void Wasserstein_SpecsNumbers()
    {
        using var scope = new TensorScope();
        var loss = new WassersteinLoss();

        Assert.AreEqual(-0.76667, loss.Discriminator(Tensor.From(Scores, 3, 1), Tensor.Ones([3, 1], DType.Float64)).Item(), 1e-5);
        Assert.AreEqual(3.0, loss.Discriminator(Tensor.From([2.0, 4.0], 2, 1), Tensor.Zeros([2, 1], DType.Float64)).Item(), 1e-12);
        Assert.AreEqual(-0.76667, loss.Generator(Tensor.From(Scores, 3, 1)).Item(), 1e-5);
    }

    [TestMethod]
    [Description("By hand, scores 0.5, 0.8, 1.0. Real: (0.25 + 0.04 + 0) / 3; generated: (0.25 + 0.64 + 1) / 3.")]
    public void LeastSquares_ByHand()
    {
        using var scope = new TensorScope();
        var loss = new LeastSquaresLoss();

        Assert.AreEqual(0.29 / 3, loss.Discriminator(Tensor.From(Scores, 3, 1), Tensor.Ones([3, 1], DType.Float64)).Item(), 1e-12);
        Assert.AreEqual(1.89 / 3, loss.Discriminator(Tensor.From(Scores, 3, 1), Tensor.Zeros([3, 1], DType.Float64)).Item(), 1e-12);
        Assert.AreEqual(0.29 / 3, loss.Generator(Tensor.From(Scores, 3, 1)).Item(), 1e-12);
    }

    [TestMethod]
    [Description("By hand, scores -2, 0.5, 3. Real: (3 + 0.5 + 0) / 3; generated: (0 + 1.5 + 4) / 3; generator: -1.5 / 3.")]
    public void Hinge_ByHand()
    {
        using var scope = new TensorScope();
        var loss = new HingeLoss();
        var scores = Tensor.From([-2.0, 0.5, 3.0], 3, 1);

        Assert.AreEqual(3.5 / 3, loss.Discriminator(scores, Tensor.Ones([3, 1], DType.Float64)).Item(), 1e-12);
        Assert.AreEqual(5.5 / 3, loss.Discriminator(scores, Tensor.Zeros([3, 1], DType.Float64)).Item(), 1e-12);
        Assert.AreEqual(-0.5, loss.Generator(scores).Item(), 1e-12);
    }

    [TestMethod]
    [DataRow(AdversarialLossKind.NonSaturating)]
    [DataRow(AdversarialLossKind.Minimax)]
    [DataRow(AdversarialLossKind.LeastSquares)]
    [DataRow(AdversarialLossKind.Wasserstein)]
    [DataRow(AdversarialLossKind.Hinge)]
    [Description("Whatever the loss, the discriminator pushes outputs for real images up and for generated ones down; the generator pushes up.")]
    public void Gradients_Push_TheRightWay(AdversarialLossKind kind)
    {
        using var scope = new TensorScope();
        var loss = AdversarialLoss.Of(kind);
        var outputs = Tensor.Full([1, 1], 0.3);
        outputs.RequiresGrad = true;

        Assert.IsLessThan(0.0, Autograd.Gradients([loss.Discriminator(outputs, Tensor.Ones([1, 1]))], [outputs])[0].Item());
        Assert.IsGreaterThan(0.0, Autograd.Gradients([loss.Discriminator(outputs, Tensor.Zeros([1, 1]))], [outputs])[0].Item());
        Assert.IsLessThan(0.0, Autograd.Gradients([loss.Generator(outputs)], [outputs])[0].Item());
    }
}
