using Gans.Training.Measures;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Loop;

[TestClass]
public sealed class LossLogTests
{
    [TestMethod]
    public void Drain_SeveralSteps_GivesMeansInOrderOfMention()
    {
        using var scope = NewDisposeScope();
        using var log = new LossLog();
        log.BeginStep(1);
        log.Add("b", "critic", full([], 2));
        log.Add("a", "generator", full([], 5));
        log.AddAccuracy("real", full([], 0.25));
        log.BeginStep(2);
        log.Add("b", "critic", full([], 4));

        var (losses, accuracies) = LossLog.MeansOf(log.Drain());

        CollectionAssert.AreEqual(new[] { "b", "a" }, losses.Keys.ToArray());
        Assert.AreEqual((3.0, 5.0, 0.25), (losses["b"], losses["a"], accuracies["real"]));
        Assert.IsEmpty(log.Drain());
    }

    [TestMethod]
    public void Add_LossWithGraph_FreesItAtTheStepsEnd()
    {
        using var log = new LossLog();
        using var weight = ones([2]);
        weight.requires_grad = true;
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            log.Add("loss", "generator", (weight * 2).sum());
        }

        Assert.AreEqual(before + 1, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        Assert.AreEqual(4.0, log.Drain().Single().Losses["loss"]);
        Assert.AreEqual(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    public void Drain_NonFinite_TellsTheFirstStep()
    {
        using var scope = NewDisposeScope();
        using var log = new LossLog();
        foreach (var step in new[] { 11, 12, 13 })
        {
            log.BeginStep(step);
            log.Add("real", "critic", full([], step >= 12 ? double.NaN : 1));
        }

        var failure = Assert.ThrowsExactly<NonFiniteLossException>(() => log.Drain());

        Assert.AreEqual((12L, "critic"), (failure.Step, failure.Network));
    }
}
