using Gans.Torch;
using Gans.Training.Loop;

namespace Gans.Training.Tests.Loop;

[TestClass]
public sealed class LossLogTests
{
    [TestMethod]
    public void Drain_SeveralSteps_GivesMeansInOrderOfMention()
    {
        using var scope = new TensorScope();
        using var log = new LossLog();
        log.BeginStep(1);
        log.Add("b", "critic", Tensor.Full([], 2));
        log.Add("a", "generator", Tensor.Full([], 5));
        log.AddAccuracy("real", Tensor.Full([], 0.25));
        log.BeginStep(2);
        log.Add("b", "critic", Tensor.Full([], 4));

        var (losses, accuracies) = LossLog.MeansOf(log.Drain());

        CollectionAssert.AreEqual(new[] { "b", "a" }, losses.Keys.ToArray());
        Assert.AreEqual((3.0, 5.0, 0.25), (losses["b"], losses["a"], accuracies["real"]));
        Assert.IsEmpty(log.Drain());
    }

    [TestMethod]
    public void Add_LossWithGraph_FreesItAtTheStepsEnd()
    {
        using var log = new LossLog();
        using var weight = Tensor.Ones([2]);
        weight.RequiresGrad = true;
        var before = TorchRuntime.LiveTensorCount;
        using (new TensorScope())
        {
            log.Add("loss", "generator", (weight * 2).Sum());
        }

        Assert.AreEqual(before + 1, TorchRuntime.LiveTensorCount);
        Assert.AreEqual(4.0, log.Drain().Single().Losses["loss"]);
        Assert.AreEqual(before, TorchRuntime.LiveTensorCount);
    }

    [TestMethod]
    public void Drain_NonFinite_TellsTheFirstStep()
    {
        using var scope = new TensorScope();
        using var log = new LossLog();
        foreach (var step in new[] { 11, 12, 13 })
        {
            log.BeginStep(step);
            log.Add("real", "critic", Tensor.Full([], step >= 12 ? double.NaN : 1));
        }

        var failure = Assert.ThrowsExactly<NonFiniteLossException>(() => log.Drain());

        Assert.AreEqual((12L, "critic"), (failure.Step, failure.Network));
    }
}
