using System.Globalization;
using Gans.Formats;

namespace Gans.EndToEnd;

/// <summary>The built-in stages on a pack of 64 small pictures and networks of width 2.</summary>
[TestClass]
public sealed class TrainingPipelineTests
{
    private const string Pipeline = """
        name: small
        params: { seed: 3, device: cpu }
        stages:
          train:
            uses: train
            with:
              model: dcgan-fashion
              steps: 100
              batch_size: 4
              generator_width: 2
              discriminator_width: 2
              threads: 1
              log_every: 5
              sample_count: 4
              checkpoint_every_steps: 1
            deps: [data]
            outs: [out/run]
          export: { uses: export, deps: [out/run], outs: [out/generator.onnx] }
          sample: { uses: sample, with: { count: 4 }, deps: [out/generator.onnx], outs: [out/samples.png] }
          report: { uses: report, deps: [out/run, out/generator.onnx, out/samples.png], outs: [out/report.html] }
        """;

    [TestMethod]
    public void Run_FromPackToReport_ThenOneParamOfSample_RunsOnlyWhatFollows()
    {
        using var folder = Make();

        var first = GansProcess.Run(folder.Path, "run");
        var second = GansProcess.Run(folder.Path, "run");
        var third = GansProcess.Run(folder.Path, "run", "--set", "sample.count=5");

        Assert.AreEqual(0, first.Code, first.Error);
        StringAssert.StartsWith(first.Output, "small: 4 of 4 stages ran in ");
        Assert.AreEqual("small: nothing changed, 4 stages are up to date\n", second.Output);
        Assert.AreEqual("train: up to date\nexport: up to date\n", string.Concat(third.Error.Split('\n').Take(2).Select(line => line + "\n")));
        StringAssert.Contains(third.Error, "sample: runs (count: 4 -> 5)\n");
        StringAssert.Contains(third.Error, "report: runs (out/samples.png changed)\n");
        StringAssert.Contains(folder.Read("out/report.html"), "data:image/png;base64,");
        Assert.AreEqual("100", Info(folder, "steps"));
    }

    [TestMethod]
    [Description("Kills the training at five moments; the run that gets through has the weights of one that nothing disturbed, bit for bit.")]
    public void Run_TrainingKilledAndRunAgain_GivesTheSameWeights()
    {
        const string Weights = "out/run/checkpoint/weights.safetensors";
        using var calm = Make();
        Assert.AreEqual(0, GansProcess.Run(calm.Path, "run", "train").Code);

        using var folder = Make();
        var random = new Random(20261122);
        for (var i = 0; i < 3; i++)
        {
            using var gans = GansProcess.Start(folder.Path, "run", "train");
            var before = Step(folder);
            gans.WaitFor(() => Step(folder) > before + random.Next(0, 8));
            gans.Kill();
            gans.Wait();
            Assert.IsFalse(Directory.Exists(folder["out/run"]), "the run folder appears when the training is through");
        }

        var last = GansProcess.Run(folder.Path, "run", "train");

        Assert.AreEqual(0, last.Code, last.Error);
        StringAssert.Contains(last.Error, "train: goes on where it stopped");
        Assert.AreEqual(calm.Digest(Weights), folder.Digest(Weights));
        Assert.IsFalse(Directory.Exists(folder["out/run.partial"]));
    }

    [TestMethod]
    [Description("A later end goes on from the finished run, to the bits of a run that was longer from the start; the earlier end is restored, not trained.")]
    public void Run_LaterEnd_GoesOnToTheSameWeightsAndBackTrainsNothing()
    {
        const string Weights = "out/run/checkpoint/weights.safetensors";
        using var calm = Make();
        Assert.AreEqual(0, GansProcess.Run(calm.Path, "run", "train", "--set", "train.steps=30").Code);
        using var folder = Make();
        Assert.AreEqual(0, GansProcess.Run(folder.Path, "run", "train", "--set", "train.steps=13").Code);
        var shorter = folder.Digest(Weights);

        var status = GansProcess.Run(folder.Path, "status", "train", "--set", "train.steps=30");
        var longer = GansProcess.Run(folder.Path, "run", "train", "--set", "train.steps=30");

        Assert.AreEqual("train  goes on from 13 of 30 steps: steps: 13 -> 30\n", status.Output);
        Assert.AreEqual(0, longer.Code, longer.Error);
        StringAssert.Contains(longer.Error, "train: goes on where it stopped (steps: 13 -> 30)");
        Assert.AreEqual(calm.Digest(Weights), folder.Digest(Weights));

        var back = GansProcess.Run(folder.Path, "run", "train", "--set", "train.steps=13");

        Assert.AreEqual("small: 0 of 1 stages ran, 1 restored, in", back.Output[..40]);
        Assert.AreEqual(shorter, folder.Digest(Weights));
    }

    [TestMethod]
    public void Run_ModelThatThereIsNot_IsToldBeforeAnythingRuns()
    {
        using var folder = Make();

        foreach (var line in new[] { "run", "run --dry-run", "status" })
        {
            var result = GansProcess.Run(folder.Path, [.. line.Split(' '), "--set", "train.model=dcgan-fashon"]);

            Assert.AreEqual(2, result.Code, line);
            Assert.AreEqual(
                "gans: pipeline.yaml:4:3: stage 'train': Option model: found 'dcgan-fashon', needed the name of a model. Did you mean 'dcgan-fashion'?\n",
                result.Error);
        }
    }

    [TestMethod]
    public void Run_CtrlCInTraining_SavesAndGoesOnLater()
    {
        using var folder = Make();
        using (var gans = GansProcess.Start(folder.Path, "run", "--set", "train.steps=100000"))
        {
            gans.WaitFor(() => Step(folder) > 3);
            gans.Interrupt();
            var stopped = gans.Wait();

            Assert.AreEqual(130, stopped.Code, stopped.Error);
            StringAssert.EndsWith(stopped.Error, "gans: interrupted in train. Not run: export, sample, report. Run the same command to go on.\n");
        }

        Assert.IsTrue(Step(folder) > 3);
        Assert.IsFalse(Directory.Exists(folder["out/run"]));
    }

    [TestMethod]
    public void Commands_OneAfterTheOther_DoWhatThePipelineDoes()
    {
        using var folder = Make();
        string[] small =
        [
            "--steps", "3", "--batch-size", "4", "--generator-width", "2", "--discriminator-width", "2", "--sample-count", "4", "--seed", "1", "--device",
            "cpu",
        ];

        AssertDone(folder, ["train", "--model", "dcgan-fashion", "--data", "data", "--out", "run", .. small]);
        AssertDone(folder, ["export", "--run", "run", "--out", "g.onnx"]);
        AssertDone(folder, ["sample", "--model", "g.onnx", "--count", "4", "--seed", "1", "--out", "g.png"]);
        AssertDone(folder, ["sample", "--model", "g.onnx", "--count", "4", "--seed", "1", "--out", "g.npy"]);
        AssertDone(folder, ["sample", "--model", "g.onnx", "--count", "4", "--seed", "1", "--out", "pictures"]);
        AssertDone(folder, ["report", "--run", "run", "--model", "g.onnx", "--samples", "g.png", "--out", "r.html"]);
        AssertDone(folder, ["info", "g.onnx"]);

        Assert.AreEqual(4, Directory.GetFiles(folder["pictures"], "*.png").Length);
    }

    [TestMethod]
    [DataRow("sample --model data/dataset.json --out x.png", DisplayName = "a file of another kind")]
    [DataRow("sample --model none.onnx --out x.png", DisplayName = "a file that is not there")]
    [DataRow("export --run data --out x.onnx", DisplayName = "a folder that is no run")]
    [DataRow("train --model dcgan --data data --out x", DisplayName = "a model that is none")]
    [DataRow("train --model dcgan-fashion --data none --out x", DisplayName = "data that are none")]
    [DataRow("prepare --dataset mnist --in data --out x", DisplayName = "files of another data set")]
    [DataRow("report --run data --out x", DisplayName = "a report of no run")]
    public void Commands_WrongInput_AreOneLineAndExitCode2AndWriteNothing(string line)
    {
        using var folder = Make();
        var files = folder.Files();

        var result = GansProcess.Run(folder.Path, line.Split(' '));

        Assert.AreEqual(2, result.Code, result.Error);
        Assert.AreEqual(1, result.Error.Split('\n').Count(text => text.StartsWith("gans: ", StringComparison.Ordinal)), result.Error);
        StringAssert.EndsWith(result.Error.TrimEnd('\n'), result.Error.Split('\n').Last(text => text.Length > 0));
        CollectionAssert.AreEqual(files, folder.Files());
    }

    private static void AssertDone(TemporaryFolder folder, string[] arguments)
    {
        var result = GansProcess.Run(folder.Path, arguments);
        Assert.AreEqual(0, result.Code, string.Join(' ', arguments) + ": " + result.Error);
    }

    private static string Info(TemporaryFolder folder, string name) =>
        GansProcess.Run(folder.Path, "info", "out/generator.onnx").Output.Split('\n').First(
            line => line.StartsWith(name + " ", StringComparison.Ordinal))[name.Length..].Trim();

    /// <summary>Steps in the last whole checkpoint of the unfinished training; -1 before the first.</summary>
    private static long Step(TemporaryFolder folder)
    {
        try
        {
            using var state = System.Text.Json.JsonDocument.Parse(folder.Read("out/run.partial/run/checkpoint/state.json"));
            return state.RootElement.GetProperty("step").GetInt64();
        }
        catch (Exception e) when (e is IOException or System.Text.Json.JsonException)
        {
            return -1;
        }
    }

    private static TemporaryFolder Make()
    {
        var folder = new TemporaryFolder();
        folder.Write("pipeline.yaml", Pipeline);
        var random = new Random(1);
        var info = new DatasetInfo
        {
            Name = "noise",
            Split = "train",
            Source = "made by a test",
            SourceDigest = string.Create(CultureInfo.InvariantCulture, $"{1:x64}"),
            Height = 28,
            Width = 28,
            Channels = 1,
        };
        using var writer = new DatasetPackWriter(folder["data"], info);
        var image = new byte[28 * 28];
        for (var i = 0; i < 64; i++)
        {
            random.NextBytes(image);
            writer.Add(image);
        }

        writer.Commit();
        return folder;
    }
}
