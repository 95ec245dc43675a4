namespace Gans.Torch.Tests;

/// <summary>Two steps of each rule, worked by hand on one parameter that starts at 1 with gradients 0.5, then -1.</summary>
[TestClass]
public sealed class OptimizerTests
{
    [TestMethod]
    [Description("Keras 2.3: m = 0.25, v = 0.00025; step 0.1 sqrt(0.001)/0.5 * 0.25/(sqrt(0.00025) + 1e-7). Then m = -0.375, v = 0.00124975.")]
    public void Adam_BeforeCorrection_IsKeras()
    {
        var options = new AdamOptions { LearningRate = 0.1, Beta1 = 0.5 };

        var first = 1 - (0.1 * Math.Sqrt(0.001) / 0.5 * 0.25 / (Math.Sqrt(0.00025) + 1e-7));
        var second = first - (0.1 * Math.Sqrt(1 - (0.999 * 0.999)) / 0.75 * -0.375 / (Math.Sqrt(0.00124975) + 1e-7));

        AssertTwoSteps(parameters => new Adam(parameters, options), first, second);
    }

    [TestMethod]
    [Description("The paper: m^ = 0.5, v^ = 0.25, so the first step is lr 0.5 / (0.5 + eps); then m^ = -0.5, v^ = 0.00124975 / (1 - 0.999^2).")]
    public void Adam_AfterCorrection_IsThePaper()
    {
        var options = new AdamOptions { LearningRate = 0.1, Beta1 = 0.5, Epsilon = 0.01, Placement = EpsilonPlacement.AfterCorrection };

        var first = 1 - (0.1 * 0.5 / (0.5 + 0.01));
        var second = first - (0.1 * -0.5 / (Math.Sqrt(0.00124975 / (1 - (0.999 * 0.999))) + 0.01));

        AssertTwoSteps(parameters => new Adam(parameters, options), first, second);
    }

    [TestMethod]
    [Description("s = 0.025, then 0.1225.")]
    public void RmsProp_TwoSteps()
    {
        var first = 1 - (0.1 * 0.5 / (Math.Sqrt(0.025) + 1e-7));
        var second = first + (0.1 / (Math.Sqrt(0.1225) + 1e-7));

        AssertTwoSteps(parameters => new RmsProp(parameters, new RmsPropOptions { LearningRate = 0.1 }), first, second);
    }

    [TestMethod]
    [Description("Plain: 1 - 0.05, then + 0.1.")]
    public void Sgd_WithoutMomentum_TwoSteps() =>
        AssertTwoSteps(parameters => new Sgd(parameters, new SgdOptions { LearningRate = 0.1 }), 0.95, 1.05);

    [TestMethod]
    [Description("v = -0.05, then 0.9 * -0.05 + 0.1 = 0.055.")]
    public void Sgd_WithMomentum_TwoSteps() =>
        AssertTwoSteps(parameters => new Sgd(parameters, new SgdOptions { LearningRate = 0.1, Momentum = 0.9 }), 0.95, 1.005);

    [TestMethod]
    [Description("The rate is 0.1, then 0.1 / 2: 1 - 0.05, then + 0.05.")]
    public void LearningRateDecay_TwoSteps() =>
        AssertTwoSteps(parameters => new Sgd(parameters, new SgdOptions { LearningRate = 0.1 }) { LearningRateDecay = 1 }, 0.95, 1);

    [TestMethod]
    [Description("Gradients of 0.5 and -1 are cut to 0.4 and -0.4.")]
    public void GradientClip_TwoSteps() =>
        AssertTwoSteps(parameters => new Sgd(parameters, new SgdOptions { LearningRate = 0.1 }) { GradientClip = 0.4 }, 0.96, 1);

    [TestMethod]
    [Description("x^2 + 3y at 2 and 5: gradients 4 and 3, each stepped by its own rate.")]
    public void MinimizeTogether_TwoOptimizers_StepTheirOwnParameters()
    {
        using var scope = new TensorScope();
        var (x, y) = (Tensor.From([2.0], 1), Tensor.From([5.0], 1));
        (x.RequiresGrad, y.RequiresGrad) = (true, true);
        using var first = new Sgd([x], new SgdOptions { LearningRate = 0.1 });
        using var second = new Sgd([y], new SgdOptions { LearningRate = 1 });

        Optimizer.MinimizeTogether((x.Square() + (y * 3)).Sum(), first, second);

        Assert.AreEqual((1.6, 2.0), (x.Item(), y.Item()));
    }

    [TestMethod]
    public void Minimize_Quadratic_FindsTheMinimum()
    {
        using var scope = new TensorScope();
        var x = Tensor.From([5.0, -3.0], 2);
        x.RequiresGrad = true;
        using var adam = new Adam([x], new AdamOptions { LearningRate = 0.1 });

        for (var i = 0; i < 500; i++)
        {
            adam.Minimize((x - 1).Square().Sum());
        }

        Assert.AreEqual(500, adam.StepCount);
        Assert.IsNull(x.Gradient);
        Assert.IsTrue(x.ToArray<double>().All(value => Math.Abs(value - 1) < 1e-3));
    }

    private static void AssertTwoSteps(Func<Tensor[], Optimizer> create, double afterFirst, double afterSecond)
    {
        using var scope = new TensorScope();
        var parameter = Tensor.From([1.0], 1);
        using var optimizer = create([parameter]);

        optimizer.Step([Tensor.From([0.5], 1)]);
        Assert.AreEqual(afterFirst, parameter.Item(), 1e-12);
        optimizer.Step([Tensor.From([-1.0], 1)]);
        Assert.AreEqual(afterSecond, parameter.Item(), 1e-12);
    }
}
