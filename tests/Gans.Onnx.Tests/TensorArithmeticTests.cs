using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Onnx.Tests;

[TestClass]
public sealed class TensorArithmeticTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Ours, Func<Tensor, Tensor> TorchSharps)> Pairs = new()
    {
        ["tensor + tensor"] = (static x => x.Plus(x.sin()), static x => x + x.sin()),
        ["tensor + real"] = (static x => x.Plus(0.1), static x => x + 0.1),
        ["tensor + whole"] = (static x => x.Plus(3), static x => x + 3),
        ["tensor - real"] = (static x => x.Minus(0.1), static x => x - 0.1),
        ["tensor - whole"] = (static x => x.Minus(3), static x => x - 3),
        ["real - tensor"] = (static x => x.From(0.1), static x => 0.1 - x),
        ["whole - tensor"] = (static x => x.From(3), static x => 3 - x),
        ["tensor * real"] = (static x => x.Times(0.1), static x => x * 0.1),
        ["tensor * whole"] = (static x => x.Times(3), static x => x * 3),
        ["tensor / real"] = (static x => x.Over(0.3), static x => x / 0.3),
        ["tensor / whole"] = (static x => x.Over(3), static x => x / 3),
        ["real / tensor"] = (static x => x.Under(0.3), static x => 0.3 / x),
        ["tensor += tensor"] = (static x => x.clone().AddInPlace(x), static x => x.clone().add_(x)),
        ["tensor += whole"] = (static x => x.clone().AddInPlace(3), static x => x.clone().add_(3)),
        ["squares"] = (static x => x.Squared(), static x => x.square()),
    };

    public static IEnumerable<object[]> Names => Pairs.Keys.Select(static name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Each_OnReals_IsTorchSharpsToTheBit(string name)
    {
        using var scope = NewDisposeScope();
        var x = linspace(-3, 5, 101, ScalarType.Float32);

        AssertSame(Pairs[name].TorchSharps(x), Pairs[name].Ours(x));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Each_OnWholeNumbers_IsTorchSharpsOfTheSameType(string name)
    {
        using var scope = NewDisposeScope();
        var x = tensor([-7L, 0, 1, 9]);

        AssertSame(Pairs[name].TorchSharps(x), Pairs[name].Ours(x));
    }

    private static void AssertSame(Tensor expected, Tensor actual)
    {
        Assert.AreEqual(expected.dtype, actual.dtype);
        Assert.IsTrue(expected.equal(actual).all().ToBoolean(), $"{expected.str()} against {actual.str()}");
    }
}
