using Gans.Formats;
using Gans.Training.Export;
using Gans.Training.Logs;
using Gans.Training.Runs;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Scores;

[TestClass]
public sealed class RunScorerTests
{
    [TestMethod]
    [DataRow("dcgan-fashion")]
    [DataRow("projection-fashion")]
    [Description("A running mean, and statistics of its own: all bytes of weights, optimizers and random state are those of a training that nobody scores.")]
    public void Run_Scored_TrainsToTheSameBits(string model)
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["alone"], model: model)
            .Configure(settings => settings with { EmaDecay = 0.9, StandingBatches = model == "projection-fashion" ? 2 : 0 });

        TrainingRun.Run(options, null, CancellationToken.None);
        TrainingRun.Run(
            options with { Output = folder["scored"], Scorer = new ScriptedScorer(step => step), KeepGenerators = GeneratorKeeping.All },
            null,
            CancellationToken.None);

        foreach (var file in new[] { "weights.safetensors", "optimizer.safetensors" })
        {
            CollectionAssert.AreEqual(
                File.ReadAllBytes(Path.Combine(folder["alone"], "checkpoint", file)),
                File.ReadAllBytes(Path.Combine(folder["scored"], "checkpoint", file)),
                file);
        }

        CollectionAssert.AreEqual(Random(folder["alone"]), Random(folder["scored"]));
    }

    [TestMethod]
    [Description("8 steps an epoch, 20 in all: before the first, after every second epoch and at the end.")]
    public void Run_EverySecondEpoch_ScoresThereAndAtBothEnds()
    {
        using var folder = new TemporaryFolder();
        var scorer = new ScriptedScorer(step => 100 - step);

        var result = TrainingRun.Run(Options(folder, scorer) with { MetricsEvery = 2 }, null, CancellationToken.None);

        CollectionAssert.AreEqual(new long[] { 0, 16, 20 }, scorer.Steps);
        var scored = MetricsLog.Read(new RunFolder(folder["run"]).Metrics).Where(line => line.Scores is not null).ToArray();
        Assert.AreEqual("0 0 fid 100, 2 16 fid 84, 3 20 fid 80", string.Join(", ", scored.Select(line =>
            FormattableString.Invariant($"{line.Epoch} {line.Step} {line.Scores!.GetAt(0).Key} {line.Scores.GetAt(0).Value}"))));
        Assert.AreEqual((100.0, 80.0, 20L), (result.Scores!.First.Value, result.Scores.Last.Value, result.Scores.Best!.Step));
        Assert.AreEqual(2, RunInfo.Read(new RunFolder(folder["run"])).Scoring!.MetricsEvery);
    }

    [TestMethod]
    [DataRow("cgan-fashion", 0)]
    [DataRow("infogan-mnist", 0)]
    [DataRow("projection-fashion", 2)]
    [Description("What is scored at the end is what the exported file draws, but for a level of rounding: averaged, with labels, codes and own statistics.")]
    public void Run_LastScoring_SeesTheExportedGenerator(string model, int standing)
    {
        using var folder = new TemporaryFolder();
        var scorer = new ScriptedScorer(_ => 1);
        TrainingRun.Run(
            Options(folder, scorer, model, steps: 8).Configure(settings => settings with { EmaDecay = 0.9, StandingBatches = standing }),
            null,
            CancellationToken.None);

        RunExport.Run(new ExportOptions { Run = folder["run"], Output = folder["g.onnx"] }, CancellationToken.None);

        var drawn = Draw(folder["g.onnx"]);
        Assert.HasCount(scorer.LastImages!.Pixels.Length, drawn);
        Assert.IsLessThanOrEqualTo(1, drawn.Zip(scorer.LastImages.Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Max());
        Assert.IsGreaterThan(1, drawn.Distinct().Count());
    }

    [TestMethod]
    public void Resume_ByAnotherProtocol_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var options = Options(folder, new ScriptedScorer(_ => 1), steps: 8);
        TrainingRun.Run(options, null, CancellationToken.None);
        var other = new ScriptedScorer(_ => 1) { Protocol = new ScriptedScorer(_ => 1).Protocol with { MetricsSamples = 7 } };

        var failure = Assert.ThrowsExactly<InvalidInputException>(
            () => TrainingRun.Run(options with { Resume = true, Steps = 16, Scorer = other }, null, CancellationToken.None));

        StringAssert.Contains(failure.Message, "found metrics_samples 7, needed 6 as in its run.json");
    }

    [TestMethod]
    [Description("A classifier has no generator, one of points no images, and without scores there is no best.")]
    public void Run_WhatCannotBeScoredOrKept_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var data = TinyData.WriteBars(folder["data"]);
        var scorer = new ScriptedScorer(_ => 1);
        var tiny = TinyRun.Options(data, folder["run"]);
        var classifier = tiny with { Model = "classifier-fashion", Settings = null };
        (TrainingOptions Options, string Message)[] refused =
        [
            (classifier with { Scorer = scorer }, "Option metrics: found for classifier-fashion"),
            (new TrainingOptions { Model = "gan-1d", Output = folder["run"], Steps = 1, Scorer = scorer }, "Option metrics: found for gan-1d"),
            (classifier with { KeepGenerators = GeneratorKeeping.All }, "which has no generator"),
            (tiny with { KeepGenerators = GeneratorKeeping.Best }, "found best without scores"),
        ];

        foreach (var (options, message) in refused)
        {
            var failure = Assert.ThrowsExactly<InvalidInputException>(() => TrainingRun.Run(options, null, CancellationToken.None));
            StringAssert.Contains(failure.Message, message);
        }
    }

    private static TrainingOptions Options(TemporaryFolder folder, IRunScorer scorer, string model = "dcgan-fashion", long steps = 20) =>
        TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps, model) with { Scorer = scorer };

    private static byte[] Random(string run) => Checkpoints(run).RandomCpu;

    private static Training.Checkpoints.CheckpointState Checkpoints(string run) =>
        Training.Checkpoints.CheckpointStore.ReadState(Path.Combine(run, "checkpoint"));

    private static byte[] Draw(string path)
    {
        var inputs = ExportedFile.Read(path).Graph.Input;
        var values = inputs.Select(input =>
        {
            var size = input.Type.TensorType.Shape.Dim.Count > 1 ? (int)input.Type.TensorType.Shape.Dim[1].DimValue : 0;
            return (input.Name, input.Name switch
            {
                "z" => tensor(ScriptedScorer.Latents(size), [ScriptedScorer.Samples, size]),
                "labels" => tensor([.. Enumerable.Range(0, ScriptedScorer.Samples).Select(i => (long)i % 2)]),
                _ => zeros(ScriptedScorer.Samples, size),
            });
        });
        return ExportedFile.Run<byte>(path, "pixels", [.. values]).Values;
    }
}
