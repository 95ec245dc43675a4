using System.Text.Json;

namespace Gans.EndToEnd;

/// <summary>A generator and a judge, both trained for a few steps on 64 small pictures, and the scores that come of them.</summary>
[TestClass]
public sealed class EvaluationPipelineTests
{
    private const string Pipeline = """
        name: judged
        params: { seed: 3, device: cpu, threads: 1 }
        stages:
          train:
            uses: train
            with: { model: cgan-fashion, steps: 2, batch_size: 4, generator_width: 2, discriminator_width: 2, sample_count: 4 }
            deps: [data]
            outs: [out/run]
          export: { uses: export, deps: [out/run], outs: [out/generator.onnx] }
          train-judge:
            uses: train
            with: { model: classifier-fashion, steps: 40, batch_size: 16, discriminator_width: 4, learning_rate: 0.005 }
            deps: [data]
            outs: [out/judge]
          export-judge: { uses: export, deps: [out/judge], outs: [out/judge.onnx] }
          evaluate:
            uses: evaluate
            with: { count: 32, metrics: [fid, is, classification, neighbours] }
            deps: [out/generator.onnx, out/judge.onnx, data]
            metrics: [out/scores.json]
            plots: [out/near]
          report: { uses: report, deps: [out/run, out/generator.onnx, out/scores.json, out/near], outs: [out/report.html] }
        """;

    /// <summary>A folder with a judge, in which nothing changes.</summary>
    private static readonly Lazy<TemporaryFolder> Judged = new(MakeJudged);

    [ClassCleanup]
    public static void RemoveJudged()
    {
        if (Judged.IsValueCreated)
        {
            Judged.Value.Dispose();
        }
    }

    [TestMethod]
    public void Run_WithAJudge_PutsItsScoresIntoTheReport()
    {
        using var folder = Make();

        var run = GansProcess.Run(folder.Path, "run");

        Assert.AreEqual(0, run.Code, run.Error);
        using var scores = JsonDocument.Parse(folder.Read("out/scores.json"));
        Assert.AreEqual("classifier-fashion", scores.RootElement.GetProperty("extractor").GetProperty("name").GetString());
        CollectionAssert.IsSubsetOf(new[] { "fid", "inception_score" }, Names(scores));
        var page = folder.Read("out/report.html");
        StringAssert.Contains(page, "<h2>Scores: scores.json</h2>");
        StringAssert.Contains(page, "classifier-fashion trained by Gans on 64 images of dots (train), 40 steps, seed 3");
        StringAssert.Contains(page, "<h2>Pictures</h2>");
        Assert.AreEqual("judged: nothing changed, 6 stages are up to date\n", GansProcess.Run(folder.Path, "run").Output);
    }

    [TestMethod]
    [Description("The table goes to stdout; two parts put together give the whole but for the order in which numbers are added up. JSON goes to stdout alone, "
        + "and nowhere where no file is named; features are known by then, and give the same.")]
    public void Evaluate_InParts_GivesWhatOneRunGives()
    {
        using var folder = Make();
        Assert.AreEqual(0, GansProcess.Run(folder.Path, "run", "export", "export-judge").Code);
        string[] evaluate =
        [
            "evaluate", "--real", "data", "--fake", "out/generator.onnx", "--count", "64", "--extractor", "out/judge.onnx", "--metrics", "fid,is", "--splits",
            "2",
        ];

        var whole = GansProcess.Run(folder.Path, [.. evaluate, "--json", "whole.json"]);
        var first = GansProcess.Run(folder.Path, [.. evaluate, "--shard", "1/2", "--json", "1.shard"]);
        var second = GansProcess.Run(folder.Path, [.. evaluate, "--shard", "2/2", "--json", "2.shard"]);
        var merged = GansProcess.Run(folder.Path, [.. evaluate, "--merge", "2.shard", "1.shard", "--json", "merged.json"]);

        Assert.AreEqual((0, 0, 0, 0), (whole.Code, first.Code, second.Code, merged.Code), whole.Error + first.Error + second.Error + merged.Error);
        StringAssert.Contains(whole.Output, "lower is better");
        StringAssert.StartsWith(first.Output.Split('\n')[^2], "1.shard: part 1/2");
        var (printed, table) = (GansProcess.Run(folder.Path, [.. evaluate, "--json", "-"]), GansProcess.Run(folder.Path, evaluate));
        Assert.AreEqual(folder.Read("whole.json"), printed.Output);
        Assert.AreEqual(string.Join('\n', whole.Output.Split('\n')[..^2]) + "\n", table.Output);
        Assert.IsFalse(folder.Has("-"));
        using var scores = JsonDocument.Parse(folder.Read("whole.json"));
        using var mergedScores = JsonDocument.Parse(folder.Read("merged.json"));
        CollectionAssert.AreEqual(Names(scores), Names(mergedScores));
        foreach (var (expected, actual) in Values(scores).Zip(Values(mergedScores)))
        {
            Assert.AreEqual(expected, actual, 1e-6 * expected);
        }
    }

    [TestMethod]
    [DataRow("evaluate --fake none --extractor out/judge.onnx --metrics is --json s.json", DisplayName = "images that are not there")]
    [DataRow("evaluate --fake data --extractor data/dataset.json --metrics is --json s.json", DisplayName = "an extractor of another kind")]
    [DataRow("evaluate --fake data --extractor out/judge.onnx --metrics fid --json s.json", DisplayName = "nothing to compare with")]
    [DataRow("evaluate --fake empty --extractor out/judge.onnx --metrics is --json s.json", DisplayName = "a folder without images")]
    [DataRow("evaluate --fake data --extractor out/judge.onnx --metrics fidd --json s.json", DisplayName = "a measure that is none")]
    [DataRow("evaluate --fake data --extractor out/judge.onnx --shard 3/2 --json s.json", DisplayName = "a part that is none")]
    [DataRow("evaluate --fake data --extractor out/judge.onnx --merge none.shard --json s.json", DisplayName = "parts that are not there")]
    public void Evaluate_WrongInput_IsOneLineAndExitCode2AndWritesNothing(string line)
    {
        var folder = Judged.Value;
        var files = folder.Files();

        var result = GansProcess.Run(folder.Path, line.Split(' '));

        Assert.AreEqual(2, result.Code, result.Error);
        Assert.AreEqual(1, result.Error.Split('\n').Count(text => text.StartsWith("gans: ", StringComparison.Ordinal)), result.Error);
        CollectionAssert.AreEqual(files, folder.Files());
    }

    private static string[] Names(JsonDocument scores) => [.. Scores(scores).Select(score => score.GetProperty("name").GetString()!)];

    private static double[] Values(JsonDocument scores) => [.. Scores(scores).Select(score => score.GetProperty("value").GetDouble())];

    private static JsonElement.ArrayEnumerator Scores(JsonDocument scores) => scores.RootElement.GetProperty("scores").EnumerateArray();

    private static TemporaryFolder MakeJudged()
    {
        var folder = Make();
        Directory.CreateDirectory(folder["empty"]);
        Assert.AreEqual(0, GansProcess.Run(folder.Path, "run", "export-judge").Code);
        return folder;
    }

    private static TemporaryFolder Make()
    {
        var folder = new TemporaryFolder();
        folder.Write("pipeline.yaml", Pipeline);
        DotsPack.Save(folder["data"]);
        return folder;
    }
}
