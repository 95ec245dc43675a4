using System.Globalization;
using System.Text.Json;

namespace Gans.EndToEnd;

/// <summary>A generator that a judge scores while it is trained on 64 small pictures, 16 updates an epoch.</summary>
[TestClass]
public sealed class ScoredTrainingTests
{
    private const string Pipeline = """
        name: scored
        params: { seed: 3, device: cpu, threads: 1 }
        stages:
          train-judge:
            uses: train
            with: { model: classifier-fashion, steps: 40, batch_size: 16, discriminator_width: 4, learning_rate: 0.005 }
            deps: [data]
            outs: [out/judge]
          export-judge: { uses: export, deps: [out/judge], outs: [out/judge.onnx] }
          train:
            uses: train
            with:
              model: cgan-fashion
              steps: 40
              batch_size: 4
              generator_width: 2
              discriminator_width: 2
              ema_decay: 0.9
              sample_count: 4
              metrics: [fid, kid]
              metrics_samples: 32
              keep_generators: all
            deps: [data, out/judge.onnx]
            outs: [out/run]
          export: { uses: export, with: { step: best }, deps: [out/run], outs: [out/generator.onnx] }
          report: { uses: report, deps: [out/run, out/generator.onnx], outs: [out/report.html] }
        """;

    [TestMethod]
    [Description("The exported file draws the very images that were scored, but for levels of rounding, so that evaluate gives what the training told.")]
    public void Run_ScoredTraining_KeepsAndExportsTheBestWhichScoresAsTold()
    {
        using var folder = Make();

        var run = GansProcess.Run(folder.Path, "run");

        Assert.AreEqual(0, run.Code, run.Error);
        var told = Told(folder);
        CollectionAssert.AreEqual(new long[] { 0, 16, 32, 40 }, told.Select(score => score.Step).ToArray());
        var best = told.Skip(1).MinBy(score => score.Score);
        StringAssert.Contains(run.Error, "of 32 images, scoring took ");
        StringAssert.Contains(folder.Read("out/report.html"), $"at epoch {(best.Step + 15) / 16} (step {best.Step})</b>");

        var exported = GansProcess.Run(
            folder.Path, "evaluate", "--real", "data", "--fake", "out/generator.onnx", "--count", "32", "--extractor", "out/judge.onnx", "--json", "best.json",
            "--metrics", "fid");
        Assert.AreEqual(0, exported.Code, exported.Error);
        using var scores = JsonDocument.Parse(folder.Read("best.json"));
        Assert.AreEqual(best.Score, scores.RootElement.GetProperty("scores")[0].GetProperty("value").GetDouble(), 0.01 * best.Score);

        var kept = GansProcess.Run(
            folder.Path, "evaluate", "--real", "data", "--fake", "out/run", "--count", "32", "--extractor", "out/judge.onnx", "--json", "kept.json",
            "--metrics", "fid", "--pictures", "charts");
        Assert.AreEqual(0, kept.Code, kept.Error);
        using var all = JsonDocument.Parse(folder.Read("kept.json"));
        Assert.AreEqual(best.Step, all.RootElement.GetProperty("best_step").GetInt64());
        foreach (var (found, expected) in all.RootElement.GetProperty("generators").EnumerateArray().Zip(told.Skip(1)))
        {
            Assert.AreEqual(expected.Step, found.GetProperty("step").GetInt64());
            Assert.AreEqual(expected.Score, found.GetProperty("fid").GetDouble(), 0.01 * expected.Score);
        }

        Assert.IsTrue(File.Exists(folder["charts/fid-by-step.png"]));
        CheckTruncations(folder);
        var info = GansProcess.Run(folder.Path, "info", "out/run");
        StringAssert.Contains(info.Output, string.Create(CultureInfo.InvariantCulture, $"step {best.Step}, epoch {(best.Step + 15) / 16}, fid "));
        StringAssert.Contains(info.Output, "; the best\n");
    }

    /// <summary>Each is the score of the run's last generator exported with that truncation, which its file says and draws with.</summary>
    private static void CheckTruncations(TemporaryFolder folder)
    {
        string[] scored = ["evaluate", "--real", "data", "--count", "32", "--extractor", "out/judge.onnx", "--metrics", "fid", "--skip-floor", "--json"];
        var series = GansProcess.Run(folder.Path, [.. scored, "cut.json", "--fake", "out/run", "--truncations", "0.5", "--pictures", "charts"]);
        var export = GansProcess.Run(folder.Path, "export", "--run", "out/run", "--truncation", "0.5", "--out", "cut.onnx");
        var cut = GansProcess.Run(folder.Path, [.. scored, "one.json", "--fake", "cut.onnx"]);

        Assert.AreEqual((0, 0, 0), (series.Code, export.Code, cut.Code), series.Error + export.Error + cut.Error);
        using var all = JsonDocument.Parse(folder.Read("cut.json"));
        using var one = JsonDocument.Parse(folder.Read("one.json"));
        var found = all.RootElement.GetProperty("generators");
        var expected = one.RootElement.GetProperty("scores")[0].GetProperty("value").GetDouble();
        Assert.AreEqual(0.5, found[0].GetProperty("truncation").GetDouble());
        Assert.AreEqual(JsonValueKind.Null, found[1].GetProperty("truncation").ValueKind);
        Assert.AreEqual(expected, found[0].GetProperty("fid").GetDouble(), 1e-6 * expected);
        Assert.AreNotEqual(expected, found[1].GetProperty("fid").GetDouble());
        Assert.IsTrue(File.Exists(folder["charts/fid-by-truncation.png"]));
        StringAssert.Contains(GansProcess.Run(folder.Path, "info", "cut.onnx").Output, "truncation           0.5\n");
    }

    [TestMethod]
    [Description("What metrics ask for is of use to the training's judge alone: the weights are those of a training without them, bit for bit.")]
    public void Train_WithMetrics_GivesTheSameWeights()
    {
        using var folder = Make();
        Assert.AreEqual(0, GansProcess.Run(folder.Path, "run", "export-judge").Code);
        string[] train =
        [
            "train", "--model", "dcgan-fashion", "--data", "data", "--steps", "20", "--batch-size", "4", "--generator-width", "2", "--discriminator-width", "2",
            "--device", "cpu", "--threads", "2", "--sample-count", "4", "--instance-noise", "0.1",
        ];

        var alone = GansProcess.Run(folder.Path, [.. train, "--out", "alone"]);
        string[] options = ["--metrics", "fid,precision_recall", "--metrics-samples", "32", "--keep-generators", "best", "--extractor", "out/judge.onnx"];
        var scored = GansProcess.Run(folder.Path, [.. train, "--out", "scored", .. options]);

        Assert.AreEqual((0, 0), (alone.Code, scored.Code), alone.Error + scored.Error);
        foreach (var file in new[] { "weights.safetensors", "optimizer.safetensors" })
        {
            CollectionAssert.AreEqual(
                File.ReadAllBytes(folder[$"alone/checkpoint/{file}"]), File.ReadAllBytes(folder[$"scored/checkpoint/{file}"]), file);
        }

        Assert.HasCount(1, Directory.GetFiles(folder["scored/generators"]));
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder["scored"], ".*"), "what scoring needed is gone");
    }

    [TestMethod]
    [Description("The category of a code is what was asked for, during the training as of the exported file; it is no class that a judge could find.")]
    public void Train_OfCodesScoredByThem_TellsWhatEvaluateTells()
    {
        using var folder = Make();
        var random = new Random(1);
        new TinyExtractor { Height = 28, Width = 28, Classes = 8, Heads = [.. Enumerable.Range(0, 28 * 28 * 8).Select(_ => random.NextSingle() - 0.5f)] }
            .Save(folder, "judge.onnx");   // of so few updates a trained one sees one class, which tells nothing of the codes
        string[] train =
        [
            "train", "--model", "infogan-mnist", "--data", "data", "--steps", "20", "--batch-size", "4", "--generator-width", "8",
            "--discriminator-width", "8", "--initial-deviation", "0.5", "--device", "cpu", "--sample-count", "4", "--metrics-samples", "64",
            "--extractor", "judge.onnx", "--metrics",
        ];

        var scored = GansProcess.Run(folder.Path, [.. train, "code_information", "--out", "out/run"]);

        Assert.AreEqual(0, scored.Code, scored.Error);
        Assert.AreEqual(0, GansProcess.Run(folder.Path, "export", "--run", "out/run", "--out", "out/generator.onnx").Code);
        var evaluated = GansProcess.Run(
            folder.Path, "evaluate", "--fake", "out/generator.onnx", "--count", "64", "--extractor", "judge.onnx", "--metrics", "code_information",
            "--json", "scores.json");
        Assert.AreEqual(0, evaluated.Code, evaluated.Error);
        using var scores = JsonDocument.Parse(folder.Read("scores.json"));
        var expected = scores.RootElement.GetProperty("scores")[0].GetProperty("value").GetDouble();
        Assert.IsGreaterThan(0.02, expected, "a judge that finds one class in all images tells nothing");
        Assert.AreEqual(expected, Told(folder, "code_information")[^1].Score, 0.02);

        var refused = GansProcess.Run(folder.Path, [.. train, "classification", "--out", "out/refused"]);
        Assert.AreEqual(2, refused.Code, refused.Error);
        StringAssert.Contains(refused.Error, "found a generator of no classes");
    }

    private static (long Step, double Score)[] Told(TemporaryFolder folder, string metric = "fid") =>
    [
        .. from line in folder.Read("out/run/metrics.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let json = JsonDocument.Parse(line).RootElement
           where json.TryGetProperty("scores", out _)
           select (json.GetProperty("step").GetInt64(), json.GetProperty("scores").GetProperty(metric).GetDouble()),
    ];

    private static TemporaryFolder Make()
    {
        var folder = new TemporaryFolder();
        folder.Write("pipeline.yaml", Pipeline);
        DotsPack.Save(folder["data"]);
        return folder;
    }
}
