using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Gans.Training.Tests;

[TestClass]
public sealed class GradientsTests
{
    [TestMethod]
    [Description("d/dx of x^3 at 2 is 12, and d/dx of that is 12 as well: 3x^2, then 6x.")]
    public void InGraph_OfCube_HasFirstAndSecondOrder()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(2);

        var first = Gradients.InGraph(x.pow(3).sum(), [x])[0];
        var second = Gradients.Of(first.sum(), [x])[0];

        Assert.AreEqual(12.0, first.item<double>(), 1e-12);
        Assert.AreEqual(12.0, second.item<double>(), 1e-12);
    }

    [TestMethod]
    [Description("By hand: the gradient norm of w.x is |w| = 5, the penalty (5 - 1)^2 = 16, its gradient 2 (5 - 1) w / 5 = (4.8, 6.4).")]
    public void InGraph_GradientPenalty_ReachesTheWeights()
    {
        using var scope = NewDisposeScope();
        var (weight, x) = (Leaf(3, 4), Leaf(1, 1));

        var gradient = Gradients.InGraph((weight * x).sum(), [x])[0];
        var penalty = (gradient.square().sum().sqrt() - 1).square();
        var reached = Gradients.Of(penalty, [weight])[0].data<double>().ToArray();

        Assert.AreEqual(16.0, penalty.item<double>(), 1e-12);
        Assert.AreEqual(4.8, reached[0], 1e-12);
        Assert.AreEqual(6.4, reached[1], 1e-12);
    }

    [TestMethod]
    public void Of_SeveralInputs_LeavesNoGradientBehindAndOthersAlone()
    {
        using var scope = NewDisposeScope();
        var (x, y, other) = (Leaf(2), Leaf(5), Leaf(7));

        var gradients = Gradients.Of((x * y * other).sum(), [x, y]);

        Assert.AreEqual((35.0, 14.0), (gradients[0].item<double>(), gradients[1].item<double>()));
        Assert.IsTrue(x.grad is null && y.grad is null && other.grad is null);
    }

    [TestMethod]
    public void Of_SeveralNumbers_SaysThatItNeedsOne()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(2, 3);

        var failure = Assert.ThrowsExactly<ArgumentException>(() => Gradients.Of(x * 2, [x]));

        StringAssert.Contains(failure.Message, "found an output of [2], needed a single number", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Of_NumberThatDependsOnNothing_SaysSo()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(2);

        var failure = Assert.ThrowsExactly<InvalidOperationException>(() => Gradients.Of(ones(1), [x]));

        StringAssert.Contains(failure.Message, "depends on nothing that asks for gradients", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Of_InputOutsideTheGraph_NamesItsPlace()
    {
        using var scope = NewDisposeScope();
        var (x, other) = (Leaf(2), Leaf(3));

        var failure = Assert.ThrowsExactly<InvalidOperationException>(() => Gradients.Of(x.square().sum(), [x, other]));

        StringAssert.Contains(failure.Message, "does not depend on input 1", StringComparison.Ordinal);
        Assert.IsNull(x.grad);
    }

    [TestMethod]
    [Description("The gradient of the exponential needs its output, which is changed.")]
    public void Of_GraphBrokenByAChangeInPlace_Throws()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(2);
        var y = x.exp();
        y.add_(1);

        var failure = Assert.ThrowsExactly<ExternalException>(() => Gradients.Of(y.sum(), [x]));

        StringAssert.Contains(failure.Message, "modified by an inplace operation", StringComparison.Ordinal);
        Assert.IsNull(x.grad);
    }

    private static Tensor Leaf(params double[] values) => tensor(values).requires_grad_();
}
