using Gans.Formats;
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
            Assert.IsNull(info.DifferenceFrom(info, TrainingSettings.FindModel("dcgan-fashion")));
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
    [DataRow("[]")]
    [DataRow("5")]
    [DataRow("""{"state":"stable"}""")]
    [DataRow("""{"step":20,"state":5}""")]
    [DataRow("""{"step":"x","state":"stable"}""")]
    [DataRow("""{"step":20,"losses":{"real":null}}""")]
    [DataRow("{\"step\":5")]
    public void Read_DamagedLineOfMetrics_NamesIt(string damaged)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("metrics.jsonl", $$"""{"step":10,"epoch":1,"state":"stable"}{{'\n'}}{{damaged}}{{'\n'}}""");

        var message = Assert.ThrowsExactly<InvalidInputException>(() => MetricsLog.Read(path)).Message;

        Assert.Contains("line 2", message);
        Assert.DoesNotContain('\n', message);
    }
}
