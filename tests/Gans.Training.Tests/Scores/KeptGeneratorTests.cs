using Gans.Formats;
using Gans.Training.Export;
using Gans.Training.Measures;
using Gans.Training.Runs;
using Gans.Training.Tests.Support;

namespace Gans.Training.Tests.Scores;

/// <summary>Trainings of 20 steps, 8 an epoch.</summary>
[TestClass]
public sealed class KeptGeneratorTests
{
    [TestMethod]
    [DataRow("all", "8 16 20")]
    [DataRow("2", "16 20")]
    [DataRow("best", "16")]
    public void Run_Keeping_LeavesThoseGenerators(string keeping, string steps)
    {
        using var folder = new TemporaryFolder();

        Train(folder, keeping, step => step == 16 ? 1 : 100 - step);

        Assert.AreEqual(steps, Kept(folder["run"]));
    }

    [TestMethod]
    [Description("Stopped after 8 steps, and gone on with: what was kept stays, the better one takes its place, and a worse one does not.")]
    public void Resume_KeepingTheBest_GoesOnFromTheBestSoFar()
    {
        using var folder = new TemporaryFolder();
        var options = Options(folder, "best", step => step == 8 ? 2 : 5);

        TrainingRun.Run(options with { Steps = 8 }, null, CancellationToken.None);
        var first = File.ReadAllBytes(KeptGenerator.Find(new RunFolder(folder["run"]), 8).Path);
        var result = TrainingRun.Run(options with { Resume = true }, null, CancellationToken.None);

        Assert.AreEqual("8", Kept(folder["run"]));
        CollectionAssert.AreEqual(first, File.ReadAllBytes(KeptGenerator.Find(new RunFolder(folder["run"]), 8).Path));
        Assert.AreEqual((5.0, 8L, 2.0), (result.Scores!.First.Value, result.Scores.Best!.Step, result.Scores.Best.Value));
    }

    [TestMethod]
    [Description("Files of steps that the checkpoint does not know are a lost session's.")]
    public void Start_OfALostSession_DropsWhatItKept()
    {
        using var folder = new TemporaryFolder();
        var options = Options(folder, "all", _ => 1) with { Steps = 8 };
        TrainingRun.Run(options, null, CancellationToken.None);
        File.Copy(KeptGenerator.At(new RunFolder(folder["run"]), 8).Path, KeptGenerator.At(new RunFolder(folder["run"]), 12).Path);

        TrainingRun.Run(options with { Resume = true, Steps = 16 }, null, CancellationToken.None);

        Assert.AreEqual("8 16", Kept(folder["run"]));
    }

    [TestMethod]
    [Description("The last one kept is the checkpoint's running mean; an earlier one has other weights and says its step.")]
    public void Export_OfAStep_TakesTheWeightsThatWereKept()
    {
        using var folder = new TemporaryFolder();
        Train(folder, "all", step => step == 8 ? 1 : 5);
        var run = folder["run"];
        using var checkpoint = SafetensorsFile.Open(Path.Combine(run, "checkpoint", "weights.safetensors"));
        using var kept = SafetensorsFile.Open(KeptGenerator.Find(new RunFolder(run), 20).Path);
        CollectionAssert.AreEqual(
            checkpoint.GetBytes("ema.body.image.weight").ToArray(), kept.GetBytes("generator.body.image.weight").ToArray());
        Assert.IsTrue(kept.Tensors.Keys.All(name => name.StartsWith("generator.", StringComparison.Ordinal)));

        var result = RunExport.Run(new ExportOptions { Run = run, Output = folder["8.onnx"], Step = RunExport.BestStep(run) }, CancellationToken.None);

        using var eighth = SafetensorsFile.Open(KeptGenerator.Find(new RunFolder(run), 8).Path);
        var model = ExportedFile.Read(folder["8.onnx"]);
        CollectionAssert.AreEqual(
            eighth.GetBytes("generator.body.image.weight").ToArray(),
            model.Graph.Initializer.Single(tensor => tensor.Name.EndsWith("image.weight", StringComparison.Ordinal)).RawData.ToByteArray());
        Assert.AreEqual((8L, "8"), (result.Steps, model.MetadataProps.Single(entry => entry.Key == "gans.steps").Value));
    }

    [TestMethod]
    public void Export_OfAStepThatWasNotKept_NamesThoseThatAre()
    {
        using var folder = new TemporaryFolder();
        Train(folder, "2", _ => 1);
        var options = new ExportOptions { Run = folder["run"], Output = folder["g.onnx"], Step = 8 };

        StringAssert.Contains(Refusal(options), "found those of steps 16, 20, needed that one. Give one of these.");
        StringAssert.Contains(Refusal(options with { Step = 16, LastWeights = true }), "found a step together with last_weights");
        StringAssert.Contains(Refusal(options with { Step = 16, Network = ExportedNetwork.Discriminator }), "found a step together with the discriminator");
        Directory.Delete(new RunFolder(folder["run"]).Generators, recursive: true);
        StringAssert.Contains(Refusal(options), "found no kept generators");
        Assert.IsFalse(File.Exists(folder["g.onnx"]));
    }

    [TestMethod]
    public void BestStep_WithoutScores_IsRefused()
    {
        using var folder = new TemporaryFolder();
        TrainingRun.Run(TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps: 1), null, CancellationToken.None);

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => RunExport.BestStep(folder["run"])).Message, "found no scores of it");
    }

    [TestMethod]
    [DataRow("3", 3, "3")]
    [DataRow("1", 1, "all")]
    [DataRow("all", 1, "all")]
    [DataRow("best", 0, "best")]
    public void Parse_Keeping_SaysEpochs(string text, int every, string normal)
    {
        var keeping = GeneratorKeeping.Parse(text)!;

        Assert.AreEqual((every, normal), (keeping.Every, keeping.ToString()));
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("-1")]
    [DataRow("worst")]
    [DataRow("1000000001")]
    public void Parse_AnythingElse_IsNone(string text) => Assert.IsNull(GeneratorKeeping.Parse(text));

    [TestMethod]
    [DataRow(false, 2L)]
    [DataRow(true, 3L)]
    [Description("Of 9 untrained, 5, 2, 7, 2: the lowest is the second, of equal ones the first; the highest the third, as the untrained one does not count.")]
    public void ScoreCourse_Best_IsThatOfTheDirection(bool higherIsBetter, long best)
    {
        var scores = new[] { 9.0, 5, 2, 7, 2 }.Select((value, i) => new ScoredStep(i, i, "fid", value));

        var course = ScoreCourse.Of(scores, higherIsBetter)!;

        Assert.AreEqual((9.0, 2.0, best), (course.First.Value, course.Last.Value, course.Best!.Step));
        Assert.IsNull(ScoreCourse.Of([], higherIsBetter));
    }

    private static void Train(TemporaryFolder folder, string keeping, Func<long, double> values) =>
        TrainingRun.Run(Options(folder, keeping, values), null, CancellationToken.None);

    private static TrainingOptions Options(TemporaryFolder folder, string keeping, Func<long, double> values) =>
        TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"]).Configure(settings => settings with { EmaDecay = 0.9 }) with
        {
            Scorer = new ScriptedScorer(values),
            KeepGenerators = GeneratorKeeping.Parse(keeping),
        };

    private static string Kept(string run) => string.Join(' ', KeptGenerator.In(new RunFolder(run)).Select(kept => kept.Step));

    private static string Refusal(ExportOptions options) =>
        Assert.ThrowsExactly<InvalidInputException>(() => RunExport.Run(options, CancellationToken.None)).Message;
}
