using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;

namespace Gans.Models.Tests;

[TestClass]
public sealed class InitializerTests
{
    [TestMethod]
    [Description("Fans of a [4, 3, 5, 5] kernel: 75 in, 100 out. Glorot's limit is sqrt(6 / 175) = 0.18516; He's deviation sqrt(2 / 75) = 0.1633.")]
    public void Create_EachLaw_HasItsRangeAndDeviation()
    {
        using var scope = NewDisposeScope();
        manual_seed(8);

        var glorot = Initializer.GlorotUniform.Create(75, 100, 100, 100).Floats();
        var he = Initializer.HeNormal.Create(75, 100, 100, 100).Floats();
        var heBox = Initializer.HeUniform.Create(75, 100, 100, 100).Floats();
        var normal = Initializer.Normal(0.02).Create(1, 1, 100, 100).Floats();
        var box = Initializer.Uniform(-0.05, 0.05).Create(1, 1, 100, 100).Floats();

        Assert.IsTrue(glorot.All(value => Math.Abs(value) <= 0.18517) && glorot.Max() > 0.185);
        Assert.AreEqual(0.1633, Deviation(he), 0.005);
        Assert.IsTrue(heBox.All(value => Math.Abs(value) <= 0.28285) && heBox.Max() > 0.2825);
        Assert.AreEqual(0.02, Deviation(normal), 0.0006);
        Assert.IsTrue(box.All(value => Math.Abs(value) <= 0.05f) && box.Max() > 0.0499);

        static double Deviation(float[] values) => Math.Sqrt(values.Average(value => (double)value * value));
    }

    [TestMethod]
    [Description("Glorot's limit for 3 inputs and 21 outputs: sqrt(6 / 24) = 0.5.")]
    public void Dense_ByDefault_FillsGlorotsRangeAndHasABiasOfZero()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        using var layer = Dense(3, 21);

        Assert.AreEqual("[21, 3]", layer.weight!.shape.Text());
        Assert.IsTrue(layer.weight.Floats().All(value => Math.Abs(value) <= 0.5) && layer.weight.Floats().Max() > 0.45);
        CollectionAssert.AreEqual(new float[21], layer.bias!.Floats());
    }
}
