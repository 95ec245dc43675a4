using Gans.Formats;
using Gans.Training.Losses;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Losses;

/// <summary>Chapter 18 of Brownlee, on hand-worked numbers.</summary>
[TestClass]
public sealed class CodeLossTests
{
    [TestMethod]
    [Description("Equal logits of ten categories: ln 10.")]
    public void Of_CategoryNotKnown_IsTheLogarithmOfTheirNumber() =>
        Assert.AreEqual(Math.Log(10), Loss(new float[10], [0, 0, 0, 1, 0, 0, 0, 0, 0, 0], new CodeLayout(10, 0)), 1e-6);

    [TestMethod]
    [Description("Two numbers found 0.5 and 0.1 off: the mean of 0.25 and 0.01.")]
    public void Of_NumbersAsPoints_IsTheMeanSquaredError() =>
        Assert.AreEqual(0.13, Loss([0.5f, -0.9f], [0, -1], new CodeLayout(0, 2)), 1e-6);

    [TestMethod]
    [Description("A mean 1 off with a deviation of 2: 1 / (2 * 4) + ln 2.")]
    public void Of_NumberAsAGaussian_IsTheNegativeLogLikelihood() =>
        Assert.AreEqual(0.125 + Math.Log(2), Loss([1, (float)Math.Log(2)], [0], new CodeLayout(0, 1), isGaussian: true), 1e-6);

    [TestMethod]
    public void Of_CategoryAndNumber_IsTheirSum() =>
        Assert.AreEqual(Math.Log(2) + 0.25, Loss([0, 0, 0.5f], [1, 0, 0], new CodeLayout(2, 1)), 1e-6);

    private static double Loss(float[] outputs, float[] codes, CodeLayout layout, bool isGaussian = false)
    {
        using var scope = NewDisposeScope();
        return CodeLoss.Of(tensor(outputs, [1, outputs.Length]), tensor(codes, [1, codes.Length]), layout, isGaussian).Number();
    }
}
