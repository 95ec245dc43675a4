using Gans.Training.State;
using static TorchSharp.torch;

namespace Gans.Training.Tests.State;

[TestClass]
public sealed class DiversityTests
{
    [TestMethod]
    [Description("By hand: of the points 0, 3 and 10 on a line, the nearest others are 3, 3 and 7 away.")]
    public void Of_Points_IsTheMeanDistanceToTheNearestOther()
    {
        using var scope = NewDisposeScope();

        Assert.AreEqual(13.0 / 3, Diversity.Of(tensor([0f, 3, 10], [3, 1, 1, 1])), 1e-6);
    }

    [TestMethod]
    public void Of_TwoKindsOfImages_IsNothing()
    {
        using var scope = NewDisposeScope();

        Assert.AreEqual(0, Diversity.Of(tensor([0f, 0, 5, 5], [4, 1, 1, 1])), 1e-6);
    }
}
