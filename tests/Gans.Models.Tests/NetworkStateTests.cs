using Gans.Models.Layers;
using TorchSharp;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

[TestClass]
public sealed class NetworkStateTests
{
    [TestMethod]
    public void NamedState_OfNestedBlocks_AreDottedPathsParametersFirst()
    {
        using var network = Network();

        var names = network.NamedState().Select(entry => entry.Name).ToArray();

        CollectionAssert.AreEquivalent(
            new[] { "first.weight", "first.bias", "second.gamma", "second.beta", "second_batchnorm.gamma", "second_batchnorm.beta" }, names[..6]);
        CollectionAssert.AreEquivalent(
            new[]
            {
                "second.running_mean", "second.running_variance", "second.updates",
                "second_batchnorm.running_mean", "second_batchnorm.running_variance", "second_batchnorm.updates",
            },
            names[6..]);
    }

    [TestMethod]
    [Description("By hand: 2 * 3 + 3, and twice gamma and beta of 3; running statistics add as many again, counters nothing.")]
    public void Counts_OfNestedBlocks_LeaveCountersOut()
    {
        using var network = Network();

        Assert.AreEqual(9 + 12, network.TrainableParameterCount());
        Assert.AreEqual(9 + 12 + 12, network.ParameterCount());
    }

    [TestMethod]
    public void Frozen_UntilDisposed_StopsGradientsAtTheParametersOnly()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        var x = ones(4, 2).requires_grad_();

        using (network.Frozen())
        {
            Assert.IsTrue(network.Run(x, Mode.Train).requires_grad);
            Assert.IsTrue(network.parameters().All(parameter => !parameter.requires_grad));
        }

        Assert.IsTrue(network.parameters().All(parameter => parameter.requires_grad));
    }

    [TestMethod]
    public void Frozen_InsideAnother_GivesGradientsBackAtTheOuterEnd()
    {
        using var network = Network();

        using (network.Frozen())
        {
            network.Frozen().Dispose();
            Assert.IsTrue(network.parameters().All(parameter => !parameter.requires_grad));
        }

        Assert.IsTrue(network.parameters().All(parameter => parameter.requires_grad));
    }

    [TestMethod]
    [Description("Dropout at 0.5 of a thousand ones leaves all of them only in inference.")]
    public void Run_EitherMode_SetsItForThisPassWhateverTheLastOneWas()
    {
        using var scope = NewDisposeScope();
        using var network = new Sequential { { "flatten", Flatten(), Dropout(0.5) } };
        var x = ones(1, 1000);

        var train = network.Run(x, Mode.Train);
        var inference = network.Run(x, Mode.Inference);
        var again = network.Run(x, Mode.Train);

        CollectionAssert.AreEqual(x.Floats(), inference.Floats());
        Assert.IsTrue(train.Floats().Contains(0) && again.Floats().Contains(0));
    }

    [TestMethod]
    public void Dispose_OfANetwork_FreesItsState()
    {
        using var first = Network();   // What libtorch makes once a process is there by then.
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Network().Dispose();

        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    public void Creation_InsideAScope_OutlivesIt()
    {
        Sequential network;
        using (NewDisposeScope())
        {
            network = new Sequential { { "first", Embedding(2, 2), Dense(2, 3), new BatchNorm(3) }, { "there", new SameConv2d(3, 3, 1), new PRelu(3) } };
        }

        using (network)
        {
            Assert.AreEqual(1 + 2 + 2 + 2 + 1, network.parameters().Count());
            Assert.IsTrue(network.NamedState().All(entry => !entry.Value.IsInvalid));
        }
    }

    private static Sequential Network() => new() { { "first", Dense(2, 3) }, { "second", new BatchNorm(3), new BatchNorm(3) } };
}
