using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

/// <summary>Layers of StyleGAN, by hand.</summary>
[TestClass]
public sealed class StyleLayerTests
{
    [TestMethod]
    [Description("By hand: 1, 3, 5, 7 have mean 4 and variance 5; a scale of 1 + 2 and a shift of 10 make 10 + 3 (x - 4) / sqrt(5).")]
    public void AdaptiveInstanceNorm_AStyle_ScalesByOneMoreAndShifts()
    {
        using var scope = NewDisposeScope();
        using var layer = new AdaptiveInstanceNorm(1, 2);
        Set(layer, "style.weight", 0, (float)Math.Sqrt(2), 5 * (float)Math.Sqrt(2), 0);   // a gain of 1 over sqrt(2)

        var y = layer.Run(tensor(new[] { 1f, 3, 5, 7 }, [1, 1, 2, 2]), tensor(new[] { 2f, 2 }, [1, 2]), Mode.Train).Floats();

        var expected = new[] { 1f, 3, 5, 7 }.Select(x => 10 + (3 * (x - 4) / Math.Sqrt(5)));
        Assert.IsTrue(expected.Zip(y).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5), string.Join(' ', y));
    }

    [TestMethod]
    [Description("By hand: the kernel sums to 1, so an even image stays inside; at a corner 9 of 16 parts are inside.")]
    public void Blur2d_APixel_BecomesTheKernel()
    {
        using var layer = new Blur2d();

        LayerValues.AreEqual([[0.25f, 0.5f, 0.25f], [0.5f, 1, 0.5f], [0.25f, 0.5f, 0.25f]], layer.Run([[0, 0, 0], [0, 4, 0], [0, 0, 0]]));
        LayerValues.AreEqual([[9, 12, 9], [12, 16, 12], [9, 12, 9]], layer.Run([[16, 16, 16], [16, 16, 16], [16, 16, 16]]));
    }

    [TestMethod]
    [Description("In inference the noise is a buffer: twice as strong is twice as far from the image, and a scale of 0 adds none.")]
    public void NoiseInput_Inference_AddsTheSameNoiseByItsScaleAndStrength()
    {
        using var scope = NewDisposeScope();
        using var layer = new NoiseInput(2, 2);
        Set(layer, "scale", 0, 3);
        var x = ones(1, 2, 2, 2);
        var noise = layer.get_buffer("noise")!.Floats();

        var (once, again) = (layer.Run(x, null, Mode.Inference).Floats(), layer.Run(x, tensor(2f), Mode.Inference).Floats());

        CollectionAssert.AreEqual(new[] { 1f, 1, 1, 1 }.Concat(noise.Select(each => 1 + (3 * each))).ToArray(), once);
        CollectionAssert.AreEqual(new[] { 1f, 1, 1, 1 }.Concat(noise.Select(each => 1 + (3 * each * 2))).ToArray(), again);
    }

    [TestMethod]
    [Description("One image of noise for all features of an example, another for each example and pass.")]
    public void NoiseInput_Training_DrawsAnewForEachImage()
    {
        using var scope = NewDisposeScope();
        using var layer = new NoiseInput(2, 2);
        Set(layer, "scale", 1, -1);

        var (y, again) = (layer.Run(zeros(2, 2, 2, 2), null, Mode.Train).Floats(), layer.Run(zeros(2, 2, 2, 2), null, Mode.Train).Floats());

        CollectionAssert.AreEqual(y[..4], y[4..8].Select(each => -each).ToArray());
        CollectionAssert.AreNotEqual(y[..4], y[8..12]);
        CollectionAssert.AreNotEqual(y, again);
    }

    [TestMethod]
    public void LearnedConstant_AnyInput_IsTheSameForEach()
    {
        using var scope = NewDisposeScope();
        using var layer = new LearnedConstant(1, 2);
        Set(layer, "value", 1, 2, 3, 4);

        CollectionAssert.AreEqual(new[] { 1f, 2, 3, 4, 1, 2, 3, 4 }, layer.Run(randn(2, 5), Mode.Train).Floats());
    }

    [TestMethod]
    [Description("The definition: each pixel four times, then the kernel with zeros around.")]
    public void EqualizedUpConv2d_Images_AreEnlargedThenConvolved()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var layer = new EqualizedUpConv2d(3, 2);
        var x = randn(2, 3, 4, 5);

        var kernel = layer.get_parameter("weight")! * Math.Sqrt(2.0 / 27);
        var expected = functional.conv2d(functional.interpolate(x, [8, 10]), kernel, padding: [1, 1]);

        AreClose(expected, layer.Run(x, Mode.Train));
    }

    [TestMethod]
    [Description("The definition: the kernel with zeros around, then means of 2x2.")]
    public void EqualizedDownConv2d_Images_AreConvolvedThenMadeSmaller()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var layer = new EqualizedDownConv2d(3, 2);
        Set(layer, "bias", 5, -7);
        var x = randn(2, 3, 4, 6);

        var kernel = layer.get_parameter("weight")! * Math.Sqrt(2.0 / 27);
        var expected = functional.avg_pool2d(functional.conv2d(x, kernel, layer.get_parameter("bias"), padding: [1, 1]), 2);

        AreClose(expected, layer.Run(x, Mode.Train));
    }

    [TestMethod]
    [Description("By hand: kept weights of 300 at a hundredth of the rate, over sqrt(4), on 4 inputs of 1 are 6; a kept bias of 50 is 0.5.")]
    public void EqualizedLinear_AShareOfTheRate_ScalesWeightsAndBias()
    {
        using var scope = NewDisposeScope();
        using var layer = new EqualizedLinear(4, 1, gain: 1, rate: 0.01);
        Set(layer, "weight", 300, 300, 300, 300);
        Set(layer, "bias", 50);

        Assert.AreEqual(6.5, layer.Run(ones(1, 4), Mode.Train).Floats()[0], 1e-5);
    }

    private static void Set(Module layer, string name, params float[] values)
    {
        using var plain = no_grad();
        var parameter = layer.named_parameters().Single(entry => entry.name == name).parameter;
        parameter.copy_(tensor(values, parameter.shape));
    }

    private static void AreClose(Tensor expected, Tensor actual)
    {
        CollectionAssert.AreEqual(expected.shape, actual.shape);
        Assert.AreEqual(0, (expected - actual).abs().max().Number(), 1e-5);   // float32 sums in another order
    }
}
