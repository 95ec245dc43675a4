using Gans.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Optimizers;

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
    [Description("Half of the rate of 0.1: 1 - 0.025, then + 0.05.")]
    public void RateShare_TwoSteps() =>
        AssertTwoSteps(parameters => new Sgd(parameters, new SgdOptions { LearningRate = 0.1 }) { RateShare = 0.5 }, 0.975, 1.025);

    [TestMethod]
    [Description("Gradients of 0.5 and -1 are cut to 0.4 and -0.4.")]
    public void GradientClip_TwoSteps() =>
        AssertTwoSteps(parameters => new Sgd(parameters, new SgdOptions { LearningRate = 0.1 }) { GradientClip = 0.4 }, 0.96, 1);

    [TestMethod]
    [Description("x^2 + 3y at 2 and 5: gradients 4 and 3, each stepped by its own rate.")]
    public void MinimizeTogether_TwoOptimizers_StepTheirOwnParameters()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (Leaf(2), Leaf(5));
        using var first = new Sgd([x], new SgdOptions { LearningRate = 0.1 });
        using var second = new Sgd([y], new SgdOptions { LearningRate = 1 });

        Optimizer.MinimizeTogether((x.square() + (y * 3)).sum(), first, second);

        Assert.AreEqual((1.6, 2.0), (x.item<double>(), y.item<double>()));
    }

    [TestMethod]
    public void Minimize_Quadratic_FindsTheMinimum()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(5, -3);
        using var adam = new Adam([x], new AdamOptions { LearningRate = 0.1 });

        for (var i = 0; i < 500; i++)
        {
            adam.Minimize((x - 1).square().sum());
        }

        Assert.AreEqual(500, adam.StepCount);
        Assert.IsNull(x.grad);
        Assert.IsTrue(x.data<double>().ToArray().All(value => Math.Abs(value - 1) < 1e-3));
    }

    [TestMethod]
    [Description("Convolutions keep kernels with the channels innermost in memory, which is not to matter. Each element of a sum is rounded to 2^-24 of it.")]
    [DataRow("adam")]
    [DataRow("rmsprop")]
    [DataRow("sgd")]
    public void Minimize_ParametersWithChannelsInnermost_GivesTheSameUpdate(string rule)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (values, images) = (randn(4, 3, 3, 3), randn(2, 3, 8, 8));
        var plain = values.clone().requires_grad_();
        var innermost = values.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).detach().requires_grad_();
        Assert.IsFalse(innermost.is_contiguous());

        Train(plain);
        Train(innermost);

        var (expected, actual) = (plain.detach().data<float>().ToArray(), innermost.detach().contiguous().data<float>().ToArray());
        Assert.IsTrue(expected.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5));
        Assert.IsFalse(expected.SequenceEqual(values.data<float>().ToArray()));

        void Train(Tensor weight)
        {
            using Optimizer optimizer = rule switch
            {
                "adam" => new Adam([weight], new AdamOptions { LearningRate = 0.01 }),
                "rmsprop" => new RmsProp([weight], new RmsPropOptions { LearningRate = 0.01 }),
                _ => new Sgd([weight], new SgdOptions { LearningRate = 0.01, Momentum = 0.9 }),
            };
            for (var i = 0; i < 3; i++)
            {
                optimizer.Minimize((nn.functional.conv2d(images, weight) - 1).square().mean());
            }
        }
    }

    [TestMethod]
    [Description("Adam's mean of gradients after one step is (1 - 0.9) * 0.5; a checkpoint holds it by that name.")]
    public void State_AfterAStep_HoldsTheMomentsByName()
    {
        using var scope = NewDisposeScope();
        using var adam = new Adam([Leaf(1)], new AdamOptions());

        adam.Step([Numbers(0.5)]);

        var state = adam.State.ToDictionary(slot => slot.Name, slot => slot.Values.Single().item<double>(), StringComparer.Ordinal);
        Assert.AreEqual(0.05, state["mean"], 1e-12);
        Assert.AreEqual(0.00025, state["square"], 1e-12);
    }

    [TestMethod]
    [DataRow("adam")]
    [DataRow("rmsprop")]
    [DataRow("sgd")]
    [Description("The first step of each rule by gradients of 1 to 4 that lie in memory the other way about: each goes to its own weight.")]
    public void Step_GradientsInAnotherOrder_GoToTheirWeights(string rule)
    {
        using var scope = NewDisposeScope();
        var straight = zeros(2, 2).requires_grad_();
        var turned = zeros(2, 2).requires_grad_();
        var gradient = tensor(new float[] { 1, 2, 3, 4 }, [2, 2]);
        Update(straight, gradient);
        Update(turned, gradient.t().contiguous().t());

        CollectionAssert.AreEqual(straight.detach().data<float>().ToArray(), turned.detach().data<float>().ToArray());

        void Update(Tensor weight, Tensor by)
        {
            using Optimizer optimizer = rule switch
            {
                "adam" => new Adam([weight], new AdamOptions { Epsilon = 1 }),
                "rmsprop" => new RmsProp([weight], new RmsPropOptions { Epsilon = 1 }),
                _ => new Sgd([weight], new SgdOptions()),
            };
            optimizer.Step([by]);
        }
    }

    [TestMethod]
    public void Step_GradientOfAnotherShape_Throws()
    {
        using var scope = NewDisposeScope();
        using var adam = new Adam([zeros(2, 2).requires_grad_()], new AdamOptions());

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => adam.Step([zeros(4)])).Message, "found a gradient of [4], needed [2, 2]");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => adam.Step([])).Message, "found 0 gradients, needed 1");
        Assert.AreEqual(0, adam.StepCount);
    }

    [TestMethod]
    public void TrainingSteps_ByTheHundred_LeaveTheCountOfTensorsWhereItWas()
    {
        using var outer = NewDisposeScope();
        var weight = randn(16, 1, 3, 3).requires_grad_();
        using var adam = new Adam([weight], new AdamOptions());
        Step();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var i = 0; i < 100; i++)
        {
            Step();
        }

        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Step()
        {
            using var scope = NewDisposeScope();
            adam.Minimize(nn.functional.leaky_relu(nn.functional.conv2d(randn(4, 1, 8, 8), weight), 0.2).square().mean());
        }
    }

    private static void AssertTwoSteps(Func<Tensor[], Optimizer> create, double afterFirst, double afterSecond)
    {
        using var scope = NewDisposeScope();
        var parameter = Numbers(1);
        using var optimizer = create([parameter]);

        optimizer.Step([Numbers(0.5)]);
        Assert.AreEqual(afterFirst, parameter.item<double>(), 1e-12);
        optimizer.Step([Numbers(-1)]);
        Assert.AreEqual(afterSecond, parameter.item<double>(), 1e-12);
    }

    private static Tensor Leaf(params double[] values) => Numbers(values).requires_grad_();

    private static Tensor Numbers(params double[] values) => tensor(values);
}
