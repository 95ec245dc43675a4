using Gans.Models;
using Gans.Training.Steps;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Steps;

/// <summary>Chapter 5 of Brownlee, hacks 10 and 11.</summary>
[TestClass]
public sealed class DiscriminatorTargetsTests
{
    [TestMethod]
    public void Draw_Plain_IsOneForRealAndZeroForFake()
    {
        CollectionAssert.AreEqual(new[] { 1f, 1, 1 }, Draw(new GanSettings(), 3, real: true));
        CollectionAssert.AreEqual(new[] { 0f, 0, 0 }, Draw(new GanSettings(), 3, real: false));
    }

    [TestMethod]
    [Description("Real in [0.7, 1.2), generated in [0, 0.3), each drawn on its own: of 1,000, the extremes lie within a hundredth of the ends.")]
    public void Draw_Smoothed_FillsTheRanges()
    {
        var settings = new GanSettings { RealTargetMin = 0.7, RealTargetMax = 1.2, FakeTargetMax = 0.3 };
        random.manual_seed(1);

        var real = Draw(settings, 1000, real: true);
        var fake = Draw(settings, 1000, real: false);

        Assert.IsTrue(real.Min() is >= 0.7f and < 0.71f && real.Max() is > 1.19f and <= 1.2f);
        Assert.IsTrue(fake.Min() is >= 0f and < 0.01f && fake.Max() is > 0.29f and <= 0.3f);
    }

    [TestMethod]
    [Description("5% of 1,000: 50 draws with replacement hit 48.8 indices on average, with a deviation of 1.1.")]
    public void Draw_Flipped_FlipsAboutFiftyOfAThousand()
    {
        random.manual_seed(1);

        var real = Draw(new GanSettings { LabelFlipRate = 0.05 }, 1000, real: true);

        var flipped = real.Count(target => target == 0);
        Assert.IsTrue(flipped is >= 43 and <= 50, $"{flipped}");
        Assert.AreEqual(1000 - flipped, real.Count(target => target == 1));
    }

    [TestMethod]
    [Description("A real image that is called generated has a generated image's target.")]
    public void Draw_FlippedAndSmoothed_TakesTheOtherRange()
    {
        random.manual_seed(1);

        var real = Draw(new GanSettings { LabelFlipRate = 0.5, RealTargetMin = 0.7, RealTargetMax = 1.2 }, 100, real: true);

        Assert.IsTrue(real.All(target => target is 0 or (>= 0.7f and <= 1.2f)));
        Assert.IsTrue(real.Contains(0f));
    }

    private static float[] Draw(GanSettings settings, int count, bool real)
    {
        using var scope = NewDisposeScope();
        return new DiscriminatorTargets(settings, CPU).Draw(count, real).ToArray<float>();
    }
}
