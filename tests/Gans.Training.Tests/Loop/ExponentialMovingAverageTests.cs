using Gans.Models;
using Gans.Training.Steps;
using Gans.Training.Tests.Support;
using TorchSharp.Modules;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;

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
        Assert.AreEqual(9.0 / 11, average.State[0].Value.Number(), 1e-6);
        Set(network, 2);
        average.Update(2);
        Assert.AreEqual(75.0 / 44, average.State[0].Value.Number(), 1e-6);
    }

    [TestMethod]
    [Description("Late steps: 0.9 * 1 + 0.1 * 11 = 2.")]
    public void Update_LateSteps_KeepTheDecay()
    {
        using var network = Weight(1);
        using var average = new ExponentialMovingAverage(network, 0.9);

        Set(network, 11);
        average.Update(100_000);

        Assert.AreEqual(2.0, average.State[0].Value.Number(), 1e-6);
    }

    [TestMethod]
    [Description("A step that counts for half of one keeps the root of 0.81: 0.9 * 1 + 0.1 * 11 = 2.")]
    public void Update_HalfAStep_KeepsTheRootOfTheDecay()
    {
        using var network = Weight(1);
        using var average = new ExponentialMovingAverage(network, 0.81);

        Set(network, 11);
        average.Update(100_000, share: 0.5);

        Assert.AreEqual(2.0, average.State[0].Value.Number(), 1e-6);
    }

    [TestMethod]
    public void Apply_PutsTheMeansInAndTheWeightsBackBitForBit()
    {
        using var network = Weight(0.1);
        using var average = new ExponentialMovingAverage(network, 0.9);
        Set(network, 1.0 / 3);
        var weight = network.weight!.ToArray<float>()[0];

        using (average.Apply())
        {
            Assert.AreEqual(0.1f, network.weight!.ToArray<float>()[0]);
        }

        Assert.AreEqual(weight, network.weight!.ToArray<float>()[0]);
        Assert.AreEqual(0.1f, average.State[0].Value.ToArray<float>()[0]);
    }

    [TestMethod]
    [Description("A mean of running statistics would lag behind the statistics of the weights in use.")]
    public void Update_RunningStatistics_AreCopied()
    {
        using var network = new Gans.Models.Layers.BatchNorm(1);
        using var average = new ExponentialMovingAverage(network, 0.9);
        using (NewDisposeScope())
        {
            network.Run(tensor([1f, 3], [2, 1]), Mode.Train);
        }

        average.Update(100_000);

        Assert.AreEqual(2, average.State.Single(entry => entry.Name == "running_mean").Value.Number(), 1e-7);
    }

    private static Linear Weight(double value)
    {
        var network = Dense(1, 1, bias: false);
        Set(network, value);
        return network;
    }

    private static void Set(Linear network, double value)
    {
        using var plain = no_grad();
        network.weight!.fill_(value);
    }
}
