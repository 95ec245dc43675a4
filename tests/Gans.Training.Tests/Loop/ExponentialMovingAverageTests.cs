using Gans.Models.Layers;
using Gans.Torch;
using Gans.Training.Loop;

namespace Gans.Training.Tests.Loop;

[TestClass]
public sealed class ExponentialMovingAverageTests
{
    [TestMethod]
    [Description("Start 0. Step 1, weight 1: the share kept is 2/11, so 9/11. Step 2, weight 2: it is 3/12, so 9/11 * 1/4 + 2 * 3/4 = 75/44.")]
    public void Update_FirstSteps_WarmUp()
    {
        using var network = Weight(0);
        using var average = new ExponentialMovingAverage(network, 0.999);

        Set(network, 1);
        average.Update(1);
        Assert.AreEqual(9.0 / 11, average.State[0].Value.Item(), 1e-6);
        Set(network, 2);
        average.Update(2);
        Assert.AreEqual(75.0 / 44, average.State[0].Value.Item(), 1e-6);
    }

    [TestMethod]
    [Description("Late steps: 0.9 * 1 + 0.1 * 11 = 2.")]
    public void Update_LateSteps_KeepTheDecay()
    {
        using var network = Weight(1);
        using var average = new ExponentialMovingAverage(network, 0.9);

        Set(network, 11);
        average.Update(100_000);

        Assert.AreEqual(2.0, average.State[0].Value.Item(), 1e-6);
    }

    [TestMethod]
    public void Apply_PutsTheMeansInAndTheWeightsBackBitForBit()
    {
        using var network = Weight(0.1);
        using var average = new ExponentialMovingAverage(network, 0.9);
        Set(network, 1.0 / 3);
        var weight = network.Parameters()[0].ToArray<float>()[0];

        using (average.Apply())
        {
            Assert.AreEqual(0.1f, network.Parameters()[0].ToArray<float>()[0]);
        }

        Assert.AreEqual(weight, network.Parameters()[0].ToArray<float>()[0]);
        Assert.AreEqual(0.1f, average.State[0].Value.ToArray<float>()[0]);
    }

    [TestMethod]
    [Description("A mean of running statistics would lag behind the statistics of the weights in use.")]
    public void Update_RunningStatistics_AreCopied()
    {
        using var network = new BatchNorm(1);
        using var average = new ExponentialMovingAverage(network, 0.9);
        using (new TensorScope())
        {
            network.Forward(Tensor.From([1f, 3], 2, 1), Mode.Train);
        }

        average.Update(100_000);

        Assert.AreEqual(2, average.State.Single(entry => entry.Name == "running_mean").Value.Item(), 1e-7);
    }

    private static Linear Weight(double value)
    {
        var network = new Linear(1, 1, bias: false);
        Set(network, value);
        return network;
    }

    private static void Set(Linear network, double value)
    {
        using var plain = Autograd.NoGrad();
        network.Parameters()[0].FillInPlace(value);
    }
}
