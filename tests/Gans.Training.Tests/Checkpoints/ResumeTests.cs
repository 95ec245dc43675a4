using System.Globalization;
using Gans.Models;
using Gans.Training.Checkpoints;
using Gans.Training.Runs;
using Gans.Training.Tests.Support;

namespace Gans.Training.Tests.Checkpoints;

/// <summary>Resume is exact: all bytes of weights and optimizers, and all lines of the log but their times.</summary>
[TestClass]
public sealed class ResumeTests
{
    [TestMethod]
    [DataRow("dcgan-fashion", Precision.Float32)]
    [DataRow("dcgan-fashion", Precision.Bfloat16)]
    [DataRow("cgan-fashion", Precision.Float32)]
    public void Resume_AfterTenOfTwentySteps_IsBitEqualToTwentyStraight(string model, Precision precision)
    {
        using var folder = new TemporaryFolder();
        var data = TinyData.WriteBars(folder["data"]);
        var straight = TinyRun.Options(data, folder["straight"]).Configure(
            settings => settings with
            {
                EmaHalfLife = 60,
                InstanceNoise = 0.1,
                LabelFlipRate = 0.25,
                RandomFlip = true,
                AugmentColour = true,
                AugmentTranslation = true,
                AugmentCutout = true,
                Precision = precision,
            }) with
        { Model = model };

        TrainingRun.Run(straight, null, CancellationToken.None);
        TrainingRun.Run(straight with { Output = folder["broken"], Steps = 10 }, null, CancellationToken.None);
        var result = TrainingRun.Run(straight with { Output = folder["broken"], Resume = true }, null, CancellationToken.None);

        Assert.AreEqual(20L, result.Steps);
        foreach (var file in new[] { "weights.safetensors", "optimizer.safetensors" })
        {
            CollectionAssert.AreEqual(
                File.ReadAllBytes(Path.Combine(folder["straight"], "checkpoint", file)),
                File.ReadAllBytes(Path.Combine(folder["broken"], "checkpoint", file)),
                file);
        }

        CollectionAssert.AreEqual(Losses(folder["straight"]), Losses(folder["broken"]));
        CollectionAssert.AreEqual(
            File.ReadAllBytes(Path.Combine(folder["straight"], "samples", "epoch-0003.png")),
            File.ReadAllBytes(Path.Combine(folder["broken"], "samples", "epoch-0003.png")));
    }

    [TestMethod]
    [DataRow("progan-faces128", 7)]
    [DataRow("progan-b-faces", 7)]
    [DataRow("progan-paper", 12)]
    [DataRow("stylegan-faces64", 8)]
    [Description("8x8 images in 15 steps: 1 to 5 are of 4x4, 6 to 10 fade 8x8 in, 11 to 15 tune it. StyleGAN has noise, mixed styles, their average, flips.")]
    public void Resume_OfNetworksThatGrow_GoesOnToTheSameBits(string model, int killedAfter)
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var straight = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["straight"], steps: 15, model)
            .Configure(settings => settings with { FirstSize = 4 });
        var broken = straight with { Output = folder["broken"] };
        TrainingRun.Run(straight, null, CancellationToken.None);
        Assert.ThrowsExactly<TrainingStoppedException>(() => TrainingRun.Run(
            broken, new DirectProgress(report => { if (report.Done == killedAfter) { stop.Cancel(); } }), stop.Token));
        TrainingRun.Run(broken with { Resume = true }, null, CancellationToken.None);

        foreach (var file in new[] { "weights.safetensors", "optimizer.safetensors" })
        {
            CollectionAssert.AreEqual(
                File.ReadAllBytes(Path.Combine(folder["straight"], "checkpoint", file)),
                File.ReadAllBytes(Path.Combine(folder["broken"], "checkpoint", file)),
                file);
        }

        CollectionAssert.AreEqual(
            new[] { "epoch-0001.png", "epoch-0002.png", "epoch-0003.png" },
            Directory.EnumerateFiles(Path.Combine(folder["broken"], "samples")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray());
    }

    [TestMethod]
    public void Resume_OfAFinishedRun_DoesNothing()
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps: 3);
        TrainingRun.Run(options, null, CancellationToken.None);
        var before = TinyRun.Weights(folder["run"]);

        var result = TrainingRun.Run(options with { Resume = true }, null, CancellationToken.None);

        Assert.AreEqual((3L, 0.0), (result.Steps, result.StepsPerSecond));
        CollectionAssert.AreEqual(before, TinyRun.Weights(folder["run"]));
    }

    [TestMethod]
    [DataRow("pix2pix")]
    [DataRow("cyclegan")]
    [Description("Halfway the pools are full and the step sizes begin to fall; dropout, pools and the jitter draw from the generator that a checkpoint holds.")]
    public void Resume_OfATranslation_IsBitEqualAndHasItsPoolsAndSchedule(string model)
    {
        using var folder = new TemporaryFolder();
        var data = model == "pix2pix" ? TinyData.WritePairs(folder["data"]) : TinyData.WriteBars(folder["data"]);
        var options = TinyRun.ChildOptions(data, folder["straight"], model) with { Steps = 16, CheckpointEverySteps = 0, Resume = false };
        using var stop = new CancellationTokenSource();

        TrainingRun.Run(options, null, CancellationToken.None);
        var broken = options with { Output = folder["broken"] };
        var progress = new DirectProgress(report => StopAt(report.Done, 10, stop));
        Assert.ThrowsExactly<TrainingStoppedException>(() => TrainingRun.Run(broken, progress, stop.Token));
        TrainingRun.Run(broken with { Resume = true }, null, CancellationToken.None);

        string[] files = ["weights.safetensors", "optimizer.safetensors", .. model == "pix2pix" ? (string[])[] : ["memory.safetensors"]];
        foreach (var file in files)
        {
            CollectionAssert.AreEqual(
                File.ReadAllBytes(Path.Combine(folder["straight"], "checkpoint", file)),
                File.ReadAllBytes(Path.Combine(folder["broken"], "checkpoint", file)),
                file);
        }

        CollectionAssert.AreEqual(
            File.ReadAllBytes(Path.Combine(folder["straight"], "samples", "epoch-0001.png")),
            File.ReadAllBytes(Path.Combine(folder["broken"], "samples", "epoch-0001.png")));
    }

    [TestMethod]
    [DataRow("dcgan-fashion")]
    [DataRow("cyclegan")]
    [DataRow("progan-faces128")]
    [Description("SIGKILL at any instant, each step writing a checkpoint: what is there is whole, and the end is that of an undisturbed run. "
        + "Of networks that grow, steps 14 to 26 fade a level in.")]
    public void Resume_AfterKills_IsBitEqual(string model)
    {
        using var folder = new TemporaryFolder();
        var data = TinyData.WriteBars(folder["data"]);
        TrainingRun.Run(TinyRun.ChildOptions(data, folder["straight"], model), null, CancellationToken.None);

        foreach (var step in new[] { 6, 24 })   // the second one while step sizes fall
        {
            KillAfter(data, folder["killed"], model, step);

            // The last step may not have been saved yet.
            Assert.IsGreaterThanOrEqualTo(step - 1, CheckpointStore.ReadState(Path.Combine(folder["killed"], "checkpoint")).Step);
        }

        TrainingRun.Run(TinyRun.ChildOptions(data, folder["killed"], model), null, CancellationToken.None);
        CollectionAssert.AreEqual(TinyRun.Weights(folder["straight"]), TinyRun.Weights(folder["killed"]));
        CollectionAssert.AreEqual(Losses(folder["straight"]), Losses(folder["killed"]));
    }

    private static void StopAt(long done, long step, CancellationTokenSource stop)
    {
        if (done == step)
        {
            stop.Cancel();
        }
    }

    private static void KillAfter(string data, string run, string model, long step)
    {
        using var child = TinyRun.StartChild(data, run, model);
        while (child.StandardOutput.ReadLine() is { } line && long.Parse(line, CultureInfo.InvariantCulture) < step)
        {
            // Each line is a step that the child has done.
        }

        Assert.IsFalse(child.HasExited, "the child ended before it was killed");
        child.Kill();
        child.WaitForExit();
    }

    /// <summary>Lines of the log without what a clock says.</summary>
    private static string[] Losses(string run) => [.. File.ReadLines(new RunFolder(run).Metrics).Select(line =>
        line[..line.IndexOf(",\"elapsed_s\"", StringComparison.Ordinal)] + line[line.IndexOf(",\"losses\"", StringComparison.Ordinal)..])];
}
