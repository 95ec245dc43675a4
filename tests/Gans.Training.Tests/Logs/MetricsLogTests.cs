using System.Text.Json;
using Gans.Formats;
using Gans.Training.Logs;
using Gans.Training.Loop;
using Gans.Training.Measures;
using Gans.Training.State;

namespace Gans.Training.Tests.Logs;

[TestClass]
public sealed class MetricsLogTests
{
    [TestMethod]
    public void OnReport_WritesALineThatIsThereAtOnce()
    {
        using var folder = new TemporaryFolder();
        using var log = new MetricsWriter(folder["metrics.jsonl"]);
        log.OnStart(0);

        log.OnReport(Report(20));

        var line = JsonDocument.Parse(File.ReadAllLines(folder["metrics.jsonl"]).Single()).RootElement;
        Assert.AreEqual(
            """{"step":20,"epoch":1,"images":1280,"elapsed_s":9.5,"steps_per_s":2.1,"losses":{"generator":0.7},"accuracies":{"real":0.5}}""",
            line.GetRawText());
    }

    [TestMethod]
    public void Read_WhatWasWritten_IsIt()
    {
        using var folder = new TemporaryFolder();
        using var log = new MetricsWriter(folder["metrics.jsonl"]);
        log.OnStart(0);
        log.OnReport(Report(20) with { Verdict = new TrainingVerdict(TrainingCondition.ModeCollapse, "few") });
        log.OnReport(Report(40));

        var (first, second) = (MetricsLog.Read(folder["metrics.jsonl"])[0], MetricsLog.Read(folder["metrics.jsonl"])[1]);

        Assert.AreEqual((20L, 1L, 1280L, 9.5, 2.1), (first.Step, first.Epoch, first.Images, first.ElapsedSeconds, first.StepsPerSecond));
        Assert.AreEqual((0.7, 0.5), (first.Losses[Curves.Generator], first.Accuracies[Shares.Real]));
        Assert.AreEqual((TrainingCondition.ModeCollapse, "few"), (first.Condition, first.Reason));
        Assert.AreEqual((40L, null, null), (second.Step, second.Condition, second.Reason));
        Assert.AreEqual(TrainingCondition.ModeCollapse, log.Course.Condition);
    }

    [TestMethod]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("{\"step\":1,\"state\":5}")]
    [DataRow("{\"step\":1,\"losses\":null}")]
    [DataRow("{\"step\":1,\"losses\":{\"a\":1,\"a\":2}}")]
    [DataRow("null")]
    public void Read_LineThatIsNone_NamesIt(string line)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["metrics.jsonl"], $"{{\"step\":1}}\n{line}\n");

        var failure = Assert.ThrowsExactly<InvalidInputException>(() => MetricsLog.Read(folder["metrics.jsonl"]));

        StringAssert.Contains(failure.Message, "line 2 ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Read_LastLineCutShortOrNoFile_IsLeftOut()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["metrics.jsonl"], "{\"step\":1}\n{\"st");

        Assert.AreEqual(1L, MetricsLog.Read(folder["metrics.jsonl"]).Single().Step);
        Assert.IsEmpty(MetricsLog.Read(folder["none"]));
    }

    [TestMethod]
    public void OnStart_AfterACrash_DropsLinesBeyondTheCheckpointAndATornOne()
    {
        using var folder = new TemporaryFolder();
        var path = folder["metrics.jsonl"];
        using (var log = new MetricsWriter(path))
        {
            log.OnStart(0);
            log.OnReport(Report(20));
            log.OnReport(Report(40));
            log.OnReport(Report(60));
        }

        File.AppendAllText(path, "{\"step\":8");
        using (var log = new MetricsWriter(path))
        {
            log.OnStart(40);
            log.OnReport(Report(60));
        }

        CollectionAssert.AreEqual(new[] { 20L, 40, 60 }, Steps(path));
    }

    [TestMethod]
    public void OnStart_OfANewRun_BeginsAnEmptyLog()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["metrics.jsonl"], "{\"step\":1}\n");
        using var log = new MetricsWriter(folder["metrics.jsonl"]);

        log.OnStart(0);

        Assert.IsEmpty(Steps(folder["metrics.jsonl"]));
    }

    [TestMethod]
    public void Progress_Line_HasLossesSpeedAndTimeLeft()
    {
        Assert.AreEqual("epoch 1, generator 0.700, 2.1 steps/s, 00:01:30 left", ProgressLog.Describe(Report(20)));
    }

    private static long[] Steps(string path) => [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("step").GetInt64())];

    private static TrainingReport Report(long step) => new(
        new TrainingMoment(step, 100, 1, step * 64, 9.5, 2.1, 89.6),
        new Dictionary<string, double> { ["generator"] = 0.7 },
        new Dictionary<string, double> { ["real"] = 0.5 });
}
