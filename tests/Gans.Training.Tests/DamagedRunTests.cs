using Gans.Models;
using Gans.Training.Checkpoints;
using Gans.Training.Logs;

namespace Gans.Training.Tests;

/// <summary>The JSON of a run folder that something damaged.</summary>
[TestClass]
public sealed class DamagedRunTests
{
    private static readonly RunInfo Info = new()
    {
        Model = "dcgan-fashion",
        Seed = 1,
        Device = "cpu",
        TotalSteps = 20,
        Options = new GanSettings { LatentSize = 4 },
        Data = new RunData
        {
            Name = "fashion-mnist",
            Split = "train",
            Digest = "ab",
            Count = 60_000,
            Channels = 1,
            Height = 28,
            Width = 28,
            ClassNames = ["a", "b"],
        },
        Parameters = new Dictionary<string, long> { ["generator"] = 100, ["discriminator"] = 50 },
        Fingerprint = "cd",
        LibtorchVersion = "2.10.0",
    };

    private const string State =
        """
        {
          "format_version": 1, "step": 20, "elapsed_seconds": 1.5, "optimizer_steps": { "generator": 20, "discriminator": 40 }, "accuracies": { "real": 0.5 },
          "recent": [{ "step": 19, "losses": { "generator": 0.7 }, "accuracies": { "real": 0.5 } }], "random_cpu": "AAEC"
        }
        """;

    [TestMethod]
    public void Read_OtherValuesInRunJson_ReadsOrSaysWhy()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        Info.Write(run);

        JsonFuzz.Run(File.ReadAllText(run.Info), bytes =>
        {
            File.WriteAllBytes(run.Info, bytes);
            var info = RunInfo.Read(run);
            Assert.IsNull(info.DifferenceFrom(info));
            Assert.IsTrue(info.Data.Shape.ClassCount >= 0 && info.Options.LatentSize > 0);
        });
    }

    [TestMethod]
    public void ReadState_OtherValuesInStateJson_ReadsOrSaysWhy()
    {
        using var folder = new TemporaryFolder();

        JsonFuzz.Run(State, bytes =>
        {
            File.WriteAllBytes(folder["state.json"], bytes);
            var state = CheckpointStore.ReadState(folder.Path);
            Assert.IsTrue(state.Step is >= 0 and <= 1_000_000_000_000 && state.OptimizerSteps.Values.All(count => count >= 0));
            Assert.IsTrue(state.Recent.All(means => means.Losses.Count >= 0 && means.Accuracies.Count >= 0) && state.RandomCpu.Length >= 0);
        });
    }

    [TestMethod]
    [Description("A line that somebody changed is passed over; one that goes on after it drops what cannot be read.")]
    public void CourseOf_DamagedLines_PassesThemOver()
    {
        using var folder = new TemporaryFolder();
        var path = folder["metrics.jsonl"];
        string[] lines =
        [
            """{"step":10,"state":"stable"}""", "[]", "5", """{"state":"stable"}""", """{"step":20,"state":5}""", """{"step":"30","state":"stable"}""",
            """{"step":40,"state":"mode-collapse"}""", "{\"step\":5",
        ];
        File.WriteAllLines(path, lines);

        var shares = MetricsLog.CourseOf(path).Shares;
        using (var log = new MetricsLog(path))
        {
            log.OnStart(40);
        }

        CollectionAssert.AreEqual(new[] { 0.75, 0.25 }, shares.Values.ToArray());
        Assert.AreEqual(lines[0] + "\n", File.ReadAllText(path));
    }
}
