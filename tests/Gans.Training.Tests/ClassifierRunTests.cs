using Gans.Formats;
using Gans.Runtime;
using Gans.Training.Checkpoints;
using Gans.Training.Export;
using Gans.Training.Runs;
using Gans.Training.Tests.Support;
using global::Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Training.Tests;

/// <summary>From a pack of two kinds of bars to an extractor that tells them apart.</summary>
[TestClass]
public sealed class ClassifierRunTests
{
    [TestMethod]
    [Description("Bars that stand or lie at eight places each, brighter in the held-out pack: 300 steps tell all of them.")]
    public void Run_OnBars_TellsHeldOutOnes()
    {
        using var folder = new TemporaryFolder();

        var result = TrainingRun.Run(Options(folder, steps: 300), null, CancellationToken.None);

        var run = new RunFolder(folder["run"]);
        Assert.AreEqual(1.0, result.Accuracies["test"]);
        Assert.AreEqual(1.0, CheckpointStore.ReadState(run.Checkpoint).Accuracies!["test"]);
        Assert.AreEqual(("test", 32L), (RunInfo.Read(run).TestData!.Split, RunInfo.Read(run).TestData!.Count));
        Assert.IsFalse(Directory.Exists(run.Samples));
    }

    [TestMethod]
    public void Resume_AfterTenOfTwentySteps_IsBitEqualToTwentyStraight()
    {
        using var folder = new TemporaryFolder();
        var straight = Options(folder, steps: 20);

        TrainingRun.Run(straight, null, CancellationToken.None);
        TrainingRun.Run(straight with { Output = folder["broken"], Steps = 10 }, null, CancellationToken.None);
        TrainingRun.Run(straight with { Output = folder["broken"], Resume = true }, null, CancellationToken.None);
        TrainingRun.Run(straight with { Output = folder["unjudged"], TestData = null }, null, CancellationToken.None);

        CollectionAssert.AreEqual(TinyRun.Weights(folder["run"]), TinyRun.Weights(folder["broken"]));
        CollectionAssert.AreEqual(TinyRun.Weights(folder["run"]), TinyRun.Weights(folder["unjudged"]));
    }

    [TestMethod]
    [Description("A bar that lies at place 0 is a white first row: of class 1. The features are four times the width of 8.")]
    public void Export_WritesAnExtractorThatSaysWhatItIs()
    {
        using var folder = new TemporaryFolder();
        TrainingRun.Run(Options(folder, steps: 300), null, CancellationToken.None);

        RunExport.Run(new ExportOptions { Run = folder["run"], Output = folder["extractor.onnx"] }, CancellationToken.None);

        var facts = Facts(folder["extractor.onnx"]);
        string[] keys = ["kind", "recipe", "resize", "classes", "class_names", "image_height", "image_channels", "value_min", "value_max", "accuracy"];
        CollectionAssert.AreEqual(
            new[] { "extractor", "classifier-fashion", "clean", "2", "[\"upright\",\"lying\"]", "8", "1", "-1", "1", "1" },
            keys.Select(key => facts[$"gans.{key}"]).ToArray());
        Assert.AreEqual(
            "classifier-fashion trained by Gans on 64 images of tiny (train), 300 steps, seed 1; "
            + "tells 100.00 % of 32 images of tiny (test)", facts["gans.weights"]);
        Assert.AreEqual(64, facts["gans.weights_sha256"].Length);

        using var session = OnnxSessions.Open(File.ReadAllBytes(folder["extractor.onnx"]));
        var image = new float[64];
        Array.Fill(image, -1);
        Array.Fill(image, 1, 0, 8);
        using var input = OrtValue.CreateTensorValueFromMemory(image, [1, 1, 8, 8]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["images"], [input], ["features", "logits"]);
        CollectionAssert.AreEqual(new long[] { 1, 32 }, results[0].GetTensorTypeAndShape().Shape);
        var logits = results[1].GetTensorDataAsSpan<float>();
        Assert.IsGreaterThan(logits[0], logits[1]);
    }

    [TestMethod]
    public void Export_OtherWeights_HaveAnotherDigestAndNoAccuracy()
    {
        using var folder = new TemporaryFolder();
        TrainingRun.Run(Options(folder, steps: 10), null, CancellationToken.None);

        RunExport.Run(new ExportOptions { Run = folder["run"], Output = folder["mean.onnx"] }, CancellationToken.None);
        RunExport.Run(new ExportOptions { Run = folder["run"], Output = folder["last.onnx"], LastWeights = true }, CancellationToken.None);

        var (mean, last) = (Facts(folder["mean.onnx"]), Facts(folder["last.onnx"]));
        Assert.AreNotEqual(mean["gans.weights_sha256"], last["gans.weights_sha256"]);
        Assert.IsTrue(mean.ContainsKey("gans.accuracy"));
        Assert.IsFalse(last.ContainsKey("gans.accuracy"));
        StringAssert.EndsWith(last["gans.weights"], "never judged by held-out images", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Run_UnfitData_SaysWhatIsNeeded()
    {
        using var folder = new TemporaryFolder();
        var options = Options(folder, steps: 1);

        Fails(
            options with { Data = TinyData.WriteBars(folder["unlabelled"], labelled: false) }, "found 0 classes, needed 2 or more and a label for each image");
        Fails(options with { Data = TinyData.WriteDots(folder["dots"], 3) }, "found images of 1x1, needed 4x4 or more");
        Fails(options with { TestData = TinyData.WriteBars(folder["other"], labelled: false) }, "1x8x8 images of no classes, needed 1x8x8 of upright, lying");
        Fails(options with { Model = "dcgan-fashion", Settings = null }, "which is no classifier");
        Assert.IsFalse(File.Exists(new RunFolder(folder["run"]).Info));
    }

    private static TrainingOptions Options(TemporaryFolder folder, long steps) =>
        TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps) with
        {
            Settings = TinyRun.SettingsOf("classifier-fashion") with
            {
                BatchSize = 8,
                DiscriminatorWidth = 8,
                DropoutRate = 0.1,
                DiscriminatorLearningRate = 0.005,
                EmaDecay = 0.9,
            },
            Model = "classifier-fashion",
            TestData = TinyData.WriteBars(folder["test"], count: 32, split: "test"),
        };

    private static void Fails(TrainingOptions options, string part)
    {
        var failure = Assert.ThrowsExactly<InvalidInputException>(() => TrainingRun.Run(options, null, CancellationToken.None));
        StringAssert.Contains(failure.Message, part, StringComparison.Ordinal);
        Assert.IsFalse(failure.Message.Contains('\n', StringComparison.Ordinal), failure.Message);
    }

    private static Dictionary<string, string> Facts(string path) =>
        ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
}
