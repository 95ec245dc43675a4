using Gans.Models;
using Gans.Training.Steps;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Steps;

[TestClass]
public sealed class LevelImagesTests
{
    [TestMethod]
    [DataRow(LevelScaling.Nearest, 2.0, 6.0)]
    [DataRow(LevelScaling.Box, 1.5, 5.5)]
    [Description("By hand: of 0 to 7, a factor of 4 takes the pixels 2 and 6, or the means of 0 to 3 and of 4 to 7.")]
    public void Of_AFactorOfFour_TakesPixelsOrMeans(LevelScaling scaling, double first, double second)
    {
        using var scope = NewDisposeScope();
        using var level = new LevelImages(8, 2, scaling, CPU);
        var ramp = arange(8, ScalarType.Float32).reshape(1, 1, 1, 8).expand(1, 1, 8, 8);

        CollectionAssert.AreEqual(new[] { (float)first, (float)second, (float)first, (float)second }, level.Of(ramp).contiguous().data<float>().ToArray());
    }

    [TestMethod]
    [Description(
        "By hand: a factor of 2 blurs by a deviation of 0.5, cut at two pixels: bells of 1, e^-2 and e^-8. Of a point at pixel 1 of 4, its own row keeps "
        + "the middle and the tail that the border mirrors from -1; the other one, at 3, gets the tail twice, since the border mirrors 5 to 1.")]
    public void Of_APoint_IsBlurredAndMirrored()
    {
        using var scope = NewDisposeScope();
        using var level = new LevelImages(4, 2, LevelScaling.AntiAliased, CPU);
        var point = zeros(1, 1, 4, 4);
        point[0, 0, 1, 1] = 1;
        var total = 1 + (2 * Math.Exp(-2)) + (2 * Math.Exp(-8));
        var (near, far) = ((1 + Math.Exp(-8)) / total, 2 * Math.Exp(-8) / total);

        var small = level.Of(point).contiguous().data<float>().ToArray();

        Assert.AreEqual(near * near, small[0], 1e-6);
        Assert.AreEqual(near * far, small[1], 1e-6);
        Assert.AreEqual(far * far, small[3], 1e-9);
    }

    [TestMethod]
    [Description("By hand: a quarter of the way from the mean 1.5 of a block to its pixels 0 to 3.")]
    public void Of_FadedImages_LieBetweenTheLevels()
    {
        using var scope = NewDisposeScope();
        using var level = new LevelImages(2, 2, LevelScaling.AntiAliased, CPU) { Shown = 0.25 };

        var faded = level.Of(tensor(new[] { 0f, 1, 2, 3 }, [1, 1, 2, 2])).data<float>().ToArray();

        CollectionAssert.AreEqual(new[] { 1.125f, 1.375f, 1.625f, 1.875f }, faded);
    }
}
