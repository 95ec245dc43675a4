using Gans.Training.Checkpoints;
using Gans.Training.Loop;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Loop;

[TestClass]
public sealed class TrainerTests
{
    private static readonly TrainingPlan Ten = new() { Parts = [new(10, StepsPerEpoch: 4, ImagesPerStep: 64)], LogEvery = 3 };

    [TestMethod]
    [Description("Reports at 3, 6, 9 and before each checkpoint; epochs end at 4, at 8 and with the last step.")]
    public void Run_TellsObserversInOrder()
    {
        using var folder = new TemporaryFolder();
        using var step = new ScriptedStep(_ => 1);
        var observer = new RecordingObserver();

        new Trainer(step, new Ones(), Ten, [observer], null, new CheckpointStore(folder["checkpoint"], step, null, CPU)).Run(CancellationToken.None);

        Assert.AreEqual(
            "start 0, report 3, report 4, epoch 1, checkpoint, report 6, report 8, epoch 2, checkpoint, report 9, report 10, epoch 3, checkpoint",
            string.Join(", ", observer.Events));
    }

    [TestMethod]
    [Description("Losses 1, 2, 3 before the first report, 4 alone before the second.")]
    public void Run_Reports_HoldMeansSinceTheLast()
    {
        using var step = new ScriptedStep(number => number);
        var observer = new RecordingObserver();

        var trainer = new Trainer(step, new Ones(), Ten, [observer]);
        trainer.Run(CancellationToken.None);

        CollectionAssert.AreEqual(new[] { 2.0, 4, 5.5, 7.5, 9, 10 }, observer.Reports.Select(report => report.Losses["loss"]).ToArray());
        Assert.AreEqual((10L, 640L, 3L), (trainer.Step, observer.Reports[^1].Moment.Images, observer.Reports[^1].Moment.Epoch));
    }

    [TestMethod]
    [Description(
        "TorchSharp's calls do not always survive a collection: 32 steps that allocate 1 MiB each have 5 or more between them, and none within, but for one "
        + "that others bring about.")]
    public void Run_CollectsGarbageBetweenSteps()
    {
        var within = 0;
        using var step = new ScriptedStep(_ =>
        {
            var before = GC.CollectionCount(0);
            _ = Enumerable.Range(0, 1024).Select(_ => new byte[1024]).Count(array => array.Length > 0);
            within += GC.CollectionCount(0) - before;
            return 1;
        });
        GC.Collect();   // what tests before this one left is no part of it
        var before = GC.CollectionCount(0);

        new Trainer(step, new Ones(), Ten with { Parts = [new(32, StepsPerEpoch: 32, ImagesPerStep: 64)] }, []).Run(CancellationToken.None);

        Assert.IsLessThanOrEqualTo(1, within);
        Assert.IsGreaterThanOrEqualTo(5, GC.CollectionCount(0) - before);
    }

    [TestMethod]
    public void Run_CheckpointEverySteps_SavesBetweenEpochs()
    {
        using var folder = new TemporaryFolder();
        using var step = new ScriptedStep(_ => 1);
        var observer = new RecordingObserver();

        new Trainer(step, new Ones(), Ten with { CheckpointEverySteps = 3 }, [observer], null, new CheckpointStore(folder["checkpoint"], step, null, CPU))
            .Run(CancellationToken.None);

        Assert.AreEqual(6, observer.Events.Count(entry => entry == "checkpoint"));   // 3, 4, 6, 8, 9, 10
    }

    [TestMethod]
    [Description("Any step takes longer than a tick of 100 ns.")]
    public void Run_CheckpointEveryTick_SavesAfterEachStep()
    {
        using var folder = new TemporaryFolder();
        using var step = new ScriptedStep(_ => 1);
        var observer = new RecordingObserver();

        new Trainer(
            step,
            new Ones(),
            Ten with { CheckpointEvery = TimeSpan.FromTicks(1) },
            [observer],
            null,
            new CheckpointStore(folder["checkpoint"], step, null, CPU))
            .Run(CancellationToken.None);

        Assert.AreEqual(10, observer.Events.Count(entry => entry == "checkpoint"));
    }

    [TestMethod]
    [DataRow(double.NaN, "NaN")]
    [DataRow(double.PositiveInfinity, "Infinity")]
    public void Run_NonFiniteLoss_NamesStepNetworkAndLastCheckpoint(double value, string text)
    {
        using var folder = new TemporaryFolder();
        using var step = new ScriptedStep(number => number == 7 ? value : 1);
        var store = new CheckpointStore(folder["checkpoint"], step, null, CPU);

        var failure = Assert.ThrowsExactly<TrainingFailedException>(() => new Trainer(step, new Ones(), Ten, [], null, store).Run(CancellationToken.None));

        StringAssert.Contains(failure.Message, $"step 7, network generator: the loss loss is {text}", StringComparison.Ordinal);
        StringAssert.Contains(failure.Message, $"of step 4, is in {folder["checkpoint"]}", StringComparison.Ordinal);
        Assert.AreEqual(4L, CheckpointStore.ReadState(folder["checkpoint"]).Step);
    }

    [TestMethod]
    public void Run_NonFiniteWeight_IsNotSaved()
    {
        using var folder = new TemporaryFolder();
        using var step = new ScriptedStep(_ => 1);
        using (no_grad())
        {
            step.Weight.fill_(double.NaN);
        }

        var trainer = new Trainer(step, new Ones(), Ten, [], null, new CheckpointStore(folder["checkpoint"], step, null, CPU));

        var failure = Assert.ThrowsExactly<TrainingFailedException>(() => trainer.Run(CancellationToken.None));
        StringAssert.Contains(failure.Message, "step 4, network generator: a weight", StringComparison.Ordinal);
        StringAssert.Contains(failure.Message, "There is no checkpoint", StringComparison.Ordinal);
        Assert.IsFalse(CheckpointStore.Exists(folder["checkpoint"]));
    }

    [TestMethod]
    public void Run_Cancelled_SavesAndSaysWhere()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        using var step = new ScriptedStep(number =>
        {
            if (number == 5)
            {
                source.Cancel();
            }

            return 1;
        });
        var trainer = new Trainer(step, new Ones(), Ten, [], null, new CheckpointStore(folder["checkpoint"], step, null, CPU));

        var stopped = Assert.ThrowsExactly<TrainingStoppedException>(() => trainer.Run(source.Token));

        Assert.AreEqual($"Training stopped after step 5 of 10. The checkpoint is in {folder["checkpoint"]}; go on from it with --resume.", stopped.Message);
        Assert.AreEqual(5L, CheckpointStore.ReadState(folder["checkpoint"]).Step);
    }

    [TestMethod]
    public void Run_AfterResume_GoesOnWithStepsNumbersAndTime()
    {
        using var folder = new TemporaryFolder();
        var expected = RunScripted(folder["straight"], [10]);

        var actual = RunScripted(folder["broken"], [4, 10]);

        Assert.AreEqual(expected, actual);
    }

    [TestMethod]
    [Description("floor(60000 / 128) = 468 steps an epoch: step 468 ends the first, 469 begins the second.")]
    public void Plan_Epochs_OfFashionMnist()
    {
        var plan = new TrainingPlan { Parts = [new(46_800, StepsPerEpoch: 60_000 / 128, ImagesPerStep: 64)] };

        Assert.AreEqual((1L, 1L, 2L, 100L), (plan.EpochOf(1), plan.EpochOf(468), plan.EpochOf(469), plan.EpochOf(46_800)));
        Assert.IsTrue(plan.EndsEpoch(468));
        Assert.IsFalse(plan.EndsEpoch(469));
    }

    [TestMethod]
    [Description("By hand: two epochs of 4 and one of 2 steps of 64 images; then one epoch of 6 steps of 8 images.")]
    public void Plan_UnlikeParts_CountOneAfterTheOther()
    {
        var plan = new TrainingPlan { Parts = [new(10, StepsPerEpoch: 4, ImagesPerStep: 64), new(6, StepsPerEpoch: 6, ImagesPerStep: 8)] };

        Assert.AreEqual(16L, plan.TotalSteps);
        Assert.AreEqual("1 1 1 1 2 2 2 2 3 3 4 4 4 4 4 4", string.Join(' ', Enumerable.Range(1, 16).Select(step => plan.EpochOf(step))));
        Assert.AreEqual("4 8 10 16", string.Join(' ', Enumerable.Range(1, 16).Where(step => plan.EndsEpoch(step))));
        Assert.AreEqual((0L, 64L, 640L, 648L, 688L), (plan.ImagesOf(0), plan.ImagesOf(1), plan.ImagesOf(10), plan.ImagesOf(11), plan.ImagesOf(16)));
    }

    /// <summary>Runs to each of the totals in turn, each time with new objects; the weight at the end.</summary>
    private static double RunScripted(string folder, long[] totals)
    {
        random.manual_seed(1);
        var weight = 0.0;
        foreach (var total in totals)
        {
            using var step = new ScriptedStep(_ => 1);
            using (no_grad())
            {
                step.Weight.zero_();
            }

            random.manual_seed(total == totals[0] ? 7 : 8);   // a resume must not depend on what was drawn before it
            var plan = Ten with { Parts = [Ten.Parts[0] with { Steps = total }] };
            var trainer = new Trainer(step, new Ones(), plan, [], null, new CheckpointStore(folder, step, null, CPU));
            Assert.AreEqual(total != totals[0], trainer.Resume());
            var before = trainer.ElapsedSeconds;
            trainer.Run(CancellationToken.None);
            Assert.IsGreaterThan(before, trainer.ElapsedSeconds);
            weight = step.Weight.Number();
        }

        return weight;
    }
}
