using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

[TestClass]
public sealed class SequentialTests
{
    [TestMethod]
    public void Add_BlocksOfSeveralLayers_NamesTheFirstAfterTheBlockAndTheOthersAfterTheirKind()
    {
        using var network = new Sequential { { "first", Dense(2, 3) }, { "second", Dense(3, 3), new BatchNorm(3), LeakyReLU(0.2), Dropout(0.5) } };

        CollectionAssert.AreEqual(
            new[] { "first", "second", "second_batchnorm", "second_leakyrelu", "second_dropout" },
            network.named_children().Select(child => child.name).ToArray());
    }

    [TestMethod]
    [Description("What a kernel gives may be changed; what comes from outside, or out of a layer that needs its output for the gradient, may not.")]
    public void Add_Rectifiers_ChangeInPlaceOnlyAfterKernelsAndNormalisations()
    {
        using var network = new Sequential
        {
            { "alone", ReLU() },
            { "conv", new SameConv2d(1, 1, 3), ReLU() },
            { "norm", new BatchNorm(1), LeakyReLU(0.2) },
            { "tanh", Tanh(), ReLU() },
        };

        CollectionAssert.AreEqual(new[] { false, true, true, false }, network.Select(IsInPlace).OfType<bool>().ToArray());

        static bool? IsInPlace(Module layer) => layer switch
        {
            TorchSharp.Modules.ReLU relu => relu.inplace,
            LeakyRelu leaky => leaky.InPlace,
            _ => null,
        };
    }

    [TestMethod]
    public void Run_RectifierFirst_LeavesTheInputAlone()
    {
        using var scope = NewDisposeScope();
        using var network = new Sequential { { "a", LeakyReLU(0.5) }, { "b", Dense(3, 3), ReLU() } };
        var x = tensor(new[] { -2f, 4, 6 }, [1, 3]);

        network.Run(x, Mode.Inference);

        CollectionAssert.AreEqual(new[] { -2f, 4, 6 }, x.Floats());
    }
}
