namespace Gans.Torch.Tests;

[TestClass]
public sealed class AutogradTests
{
    [TestMethod]
    [Description("d/dx of x^3 at 2 is 12, and d/dx of that is 12 as well: 3x^2, then 6x.")]
    public void Gradients_OfCube_FirstAndSecondOrder()
    {
        using var scope = new TensorScope();
        var x = Tensor.From([2.0], 1);
        x.RequiresGrad = true;

        var first = Autograd.Gradients([x.Pow(3).Sum()], [x], createGraph: true)[0];
        var second = Autograd.Gradients([first.Sum()], [x])[0];

        Assert.AreEqual(12.0, first.Item(), 1e-12);
        Assert.AreEqual(12.0, second.Item(), 1e-12);
    }

    [TestMethod]
    [Description("By hand: the gradient norm of w.x is |w| = 5, the penalty (5 - 1)^2 = 16, its gradient 2 (5 - 1) w / 5 = (4.8, 6.4).")]
    public void Gradients_OfGradientPenalty_ReachTheWeights()
    {
        using var scope = new TensorScope();
        var weight = Tensor.From([3.0, 4.0], 2);
        weight.RequiresGrad = true;
        var x = Tensor.From([1.0, 1.0], 2);
        x.RequiresGrad = true;

        var gradient = Autograd.Gradients([(weight * x).Sum()], [x], createGraph: true)[0];
        var penalty = (gradient.Norm([0]) - 1).Square();
        Autograd.Backward(penalty);

        Assert.AreEqual(16.0, penalty.Item(), 1e-12);
        var reached = weight.Gradient!.ToArray<double>();
        Assert.AreEqual(4.8, reached[0], 1e-12);
        Assert.AreEqual(6.4, reached[1], 1e-12);
    }

    [TestMethod]
    public void NoGrad_RecordsNothingAndRestoresTheMode()
    {
        using var scope = new TensorScope();
        var x = Tensor.From([2.0], 1);
        x.RequiresGrad = true;

        using (Autograd.NoGrad())
        {
            Assert.IsFalse((x * 2).RequiresGrad);
        }

        Assert.IsTrue((x * 2).RequiresGrad);
    }

    [TestMethod]
    [Description("x^2 with a backward pass of 2x g written by us; its own derivative is 2 g.")]
    public void Function_WithOwnBackward_HasFirstAndSecondOrder()
    {
        using var scope = new TensorScope();
        var x = Tensor.From([3.0], 1);
        x.RequiresGrad = true;

        var y = Autograd.Function("square", [x], inputs => inputs[0] * inputs[0], (gradient, inputs, _) => [gradient * inputs[0] * 2]);
        var first = Autograd.Gradients([y.Sum()], [x], createGraph: true)[0];
        var second = Autograd.Gradients([first.Sum()], [x])[0];

        Assert.AreEqual(9.0, y.Item());
        Assert.AreEqual(6.0, first.Item());
        Assert.AreEqual(2.0, second.Item());
    }

    [TestMethod]
    public void Function_WhoseBackwardFails_TellsItsMessage()
    {
        using var scope = new TensorScope();
        var x = Tensor.From([3.0], 1);
        x.RequiresGrad = true;

        var y = Autograd.Function("broken", [x], inputs => inputs[0] * 2, (_, _, _) => throw new InvalidOperationException("no way back"));

        var failure = Assert.ThrowsExactly<TorchException>(() => Autograd.Backward(y.Sum()));
        StringAssert.Contains(failure.Message, "no way back", StringComparison.Ordinal);
    }
}
