using Gans.Formats;
using Gans.Models;
using Gans.Training.Checkpoints;
using Gans.Training.Runs;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests;

[TestClass]
public sealed class TrainingRunTests
{
    [TestMethod]
    public void Run_Tiny_LeavesAWholeRunFolder()
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps: 20);

        var result = TrainingRun.Run(options, null, CancellationToken.None);

        var run = new RunFolder(folder["run"]);
        var info = RunInfo.Read(run);
        Assert.AreEqual((20L, 3L, 80L), (result.Steps, result.Epochs, result.Images));
        CollectionAssert.AreEqual(new[] { "discriminator_real", "discriminator_fake", "generator" }, result.Losses.Keys.ToArray());
        Assert.AreEqual(("dcgan-fashion", 1L, 4, "tiny", 64L), (info.Model, info.Seed, info.Options.GeneratorWidth, info.Data.Name, info.Data.Count));
        Assert.IsTrue(info.Fingerprint is { Length: 64 });
        Assert.HasCount(6, File.ReadAllLines(run.Metrics));   // steps 5, 8, 10, 15, 16, 20
        Assert.IsTrue(File.Exists(run.SampleGrid(1)) && File.Exists(run.SampleGrid(2)) && File.Exists(run.SampleGrid(3)));
        Assert.HasCount(1, Directory.GetFiles(run.Path, "events.out.tfevents.*"));
        Assert.AreEqual(20L, CheckpointStore.ReadState(run.Checkpoint).Step);
        Assert.IsEmpty(Directory.GetFileSystemEntries(run.Path, ".*"));
    }

    [TestMethod]
    [DataRow(Precision.Float32)]
    [DataRow(Precision.Bfloat16)]
    [Description("64 bars: after 300 steps the generator's mean image is closer to the data's than it was at the start.")]
    public void Run_OnBars_LearnsTheirBrightness(Precision precision)
    {
        using var folder = new TemporaryFolder();
        var data = TinyData.WriteBars(folder["data"]);
        var options = (TinyRun.Options(data, folder["run"], steps: 300) with { LogEvery = 100 })
            .Configure(model => model with
            {
                GeneratorWidth = 16,
                DiscriminatorWidth = 16,
                GeneratorLearningRate = 0.001,
                DiscriminatorLearningRate = 0.001,
                EmaDecay = 0.95,   // the last weights alone swing from machine to machine
                Precision = precision,
            });
        using var pack = DatasetPack.Open(data);
        var target = Enumerable.Range(0, 64).Average(i => Mean(pack.GetImage(i)));

        TrainingRun.Run(options, null, CancellationToken.None);

        // A fresh generator is grey, 127; bars are one eighth of a black image.
        Assert.AreEqual(target, MeanOfSamples(folder["run"]), 25);
        Assert.IsLessThan(60, target);
    }

    [TestMethod]
    public void Run_EqualSeeds_GiveEqualBitsAndOtherSeedsOthers()
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["first"], steps: 4);

        TrainingRun.Run(options, null, CancellationToken.None);
        random.manual_seed(99);
        TrainingRun.Run(options with { Output = folder["second"] }, null, CancellationToken.None);
        TrainingRun.Run(options with { Output = folder["third"], Seed = 2 }, null, CancellationToken.None);

        CollectionAssert.AreEqual(TinyRun.Weights(folder["first"]), TinyRun.Weights(folder["second"]));
        CollectionAssert.AreNotEqual(TinyRun.Weights(folder["first"]), TinyRun.Weights(folder["third"]));
    }

    [TestMethod]
    [Description("Observers change nothing: with other samples, logs and checkpoints the weights are the same.")]
    public void Run_OtherReports_GiveTheSameWeights()
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["first"], steps: 10);

        TrainingRun.Run(options, null, CancellationToken.None);
        TrainingRun.Run(
            options with { Output = folder["second"], LogEvery = 1, SampleCount = 9, CheckpointEverySteps = 2, TensorBoard = false },
            null,
            CancellationToken.None);

        CollectionAssert.AreEqual(TinyRun.Weights(folder["first"]), TinyRun.Weights(folder["second"]));
    }

    [TestMethod]
    [Description("Statistics for pictures are taken aside: the training draws the same numbers and trains on the same statistics.")]
    public void Run_StandingBatches_ChangePicturesAndNoWeights()
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["first"], steps: 16, "projection-fashion");

        TrainingRun.Run(options.Configure(settings => settings with { StandingBatches = 0 }), null, CancellationToken.None);
        TrainingRun.Run(options.Configure(settings => settings with { StandingBatches = 8 }) with { Output = folder["second"] }, null, CancellationToken.None);

        CollectionAssert.AreEqual(TinyRun.Weights(folder["first"]), TinyRun.Weights(folder["second"]));
        CollectionAssert.AreNotEqual(
            File.ReadAllBytes(new RunFolder(folder["first"]).SampleGrid(2)), File.ReadAllBytes(new RunFolder(folder["second"]).SampleGrid(2)));
    }

    [TestMethod]
    public void Run_Cancelled_GoesOnToTheSameWeights()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["straight"]);
        TrainingRun.Run(options, null, CancellationToken.None);
        var progress = new DirectProgress(report =>
        {
            if (report.Done == 7)
            {
                source.Cancel();
            }
        });

        var stopped = Assert.ThrowsExactly<TrainingStoppedException>(
            () => TrainingRun.Run(options with { Output = folder["stopped"] }, progress, source.Token));
        StringAssert.Contains(stopped.Message, "stopped after step 7 of 20", StringComparison.Ordinal);
        TrainingRun.Run(options with { Output = folder["stopped"], Resume = true }, null, CancellationToken.None);

        CollectionAssert.AreEqual(TinyRun.Weights(folder["straight"]), TinyRun.Weights(folder["stopped"]));
    }

    [TestMethod]
    [Description("Weights of 1e30 overflow in the next product.")]
    public void Run_AbsurdLearningRate_FailsWithOneLine()
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"]).Configure(
            model => model with { GeneratorLearningRate = 1e30, DiscriminatorLearningRate = 1e30 });

        var failure = Assert.ThrowsExactly<TrainingFailedException>(() => TrainingRun.Run(options, null, CancellationToken.None));

        StringAssert.Contains(failure.Message, "Training failed at step 1, network discriminator", StringComparison.Ordinal);
        Assert.IsFalse(failure.Message.Contains('\n', StringComparison.Ordinal));
    }

    [TestMethod]
    public void Run_TwiceInTheSameFolder_AsksForResume()
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps: 1);
        TrainingRun.Run(options, null, CancellationToken.None);

        Fails(options, "found a run there");
    }

    [TestMethod]
    [Description("What failed before its first report left nothing to lose: the next try takes the folder.")]
    public void Run_AfterOneThatFailedAtItsFirstStep_TakesTheFolder()
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps: 1);
        Assert.ThrowsExactly<TrainingFailedException>(() => TrainingRun.Run(
            options.Configure(model => model with { GeneratorLearningRate = 1e30, DiscriminatorLearningRate = 1e30 }) with { Steps = 5 },
            null,
            CancellationToken.None));

        Assert.AreEqual(1L, TrainingRun.Run(options, null, CancellationToken.None).Steps);
    }

    [TestMethod]
    public void Resume_WithOtherOptions_NamesTheFirst()
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps: 1);
        TrainingRun.Run(options, null, CancellationToken.None);

        var resumed = options with { Resume = true };
        Fails(resumed.Configure(model => model with { BatchSize = 16 }), "found batch_size 16, needed 8");
        Fails(resumed with { Seed = 5 }, "found seed 5, needed 1");
        Fails(resumed with { Model = "cgan-fashion" }, "found model");
        Fails(resumed.Configure(model => model with { Loss = AdversarialLossKind.LeastSquares }), "found loss least-squares, needed non-saturating");
    }

    [TestMethod]
    public void Run_UnknownModel_OffersTheNearest()
    {
        using var folder = new TemporaryFolder();

        Fails(TinyRun.Options(folder["data"], folder["run"]) with { Model = "dcgan-fashon" }, "Did you mean 'dcgan-fashion'?");
    }

    [TestMethod]
    public void Run_DataWithoutLabels_IsNotForTheConditionalGan()
    {
        using var folder = new TemporaryFolder();
        var data = TinyData.WriteBars(folder["data"], labelled: false);

        Fails(TinyRun.Options(data, folder["run"]) with { Model = "cgan-fashion" }, "found images without labels");
        Assert.IsFalse(Directory.Exists(folder["run"]));
    }

    [TestMethod]
    public void Run_NoData_SaysSo()
    {
        using var folder = new TemporaryFolder();

        Fails(TinyRun.Options(folder["none"], folder["run"]), folder["none"]);
    }

    [TestMethod]
    public void Run_UnwritableOutput_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");

        Fails(TinyRun.Options(TinyData.WriteBars(folder["data"]), Path.Combine(folder["file"], "run")), "Training into");
    }

    [TestMethod]
    public void Run_InAFolderThatAnotherTrainingHolds_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["run"]);
        using var held = new FileStream(Path.Combine(folder["run"], ".lock"), FileMode.Create, FileAccess.Write, FileShare.None);

        Fails(TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"]), "no other training uses");
    }

    public static IEnumerable<object[]> BadOptions =>
    [
        ["epochs", (TrainingOptions options) => options with { Epochs = 1 }],
        ["steps: found 0, needed a whole number from 1 to 10000000000", (TrainingOptions options) => options with { Steps = 0 }],
        ["batch_size: found 0, needed a whole number from 1 to 65536", (TrainingOptions options) => options.Configure(model => model with { BatchSize = 0 })],
        ["batch_size: found 1, needed 2 or more", (TrainingOptions options) => options.Configure(model => model with { BatchSize = 1 })],
        ["latent_size", (TrainingOptions options) => options.Configure(model => model with { LatentSize = 0 })],
        ["generator_width", (TrainingOptions options) => options.Configure(model => model with { GeneratorWidth = 0 })],
        ["discriminator_width", (TrainingOptions options) => options.Configure(model => model with { DiscriminatorWidth = 0 })],
        ["embedding_size", (TrainingOptions options) => (options with { Model = "cgan-fashion" }).Configure(model => model with { EmbeddingSize = 0 })],
        ["dropout_rate: found 1, needed a number from 0 to less", (TrainingOptions options) => options.Configure(model => model with { DropoutRate = 1 })],
        ["ema_decay", (TrainingOptions options) => options.Configure(model => model with { EmaDecay = 1 })],
        [
            "accumulation: found 3, needed a number that divides a generator's batch of 8 images and a discriminator's of 4",
            (TrainingOptions options) => options.Configure(model => model with { Accumulation = 3 }),
        ],
        ["accumulation: found 8", (TrainingOptions options) => options.Configure(model => model with { Accumulation = 8 })],
        ["lazy_regularization: found 0", (TrainingOptions options) => options.Configure(model => model with { LazyRegularization = 0 })],
        [
            "discriminator_update: found separate with the loss relativistic-pairing",
            (TrainingOptions options) => options.Configure(model => model with { Loss = AdversarialLossKind.RelativisticPairing }),
        ],
        [
            "loss: found relativistic-pairing for infogan-mnist",
            (TrainingOptions options) => (options with { Model = "infogan-mnist", Settings = null }).Configure(
                model => model with { Loss = AdversarialLossKind.RelativisticPairing }),
        ],
        ["ema_decay and ema_half_life: found both", (TrainingOptions options) => options.Configure(model => model with { EmaDecay = 0.9, EmaHalfLife = 9 })],
        ["beta1", (TrainingOptions options) => options.Configure(model => model with { GeneratorBeta1 = -0.1, DiscriminatorBeta1 = -0.1 })],
        ["beta2", (TrainingOptions options) => options.Configure(model => model with { Beta2 = 1 })],
        [
            "generator_learning_rate: found 0, needed a number above 0, to 1E+30",
            (TrainingOptions options) => options.Configure(model => model with { GeneratorLearningRate = 0, DiscriminatorLearningRate = 0 }),
        ],
        ["discriminator_learning_rate", (TrainingOptions options) => options.Configure(model => model with { DiscriminatorLearningRate = double.NaN })],
        ["discriminator_steps", (TrainingOptions options) => options.Configure(model => model with { DiscriminatorSteps = 0 })],
        ["gradient_penalty", (TrainingOptions options) => options.Configure(model => model with { GradientPenalty = -1 })],
        ["weight_clip", (TrainingOptions options) => options.Configure(model => model with { WeightClip = double.PositiveInfinity })],
        [
            "real_target_max: found 0.5, needed real_target_min, 1, or more",
            (TrainingOptions options) => options.Configure(model => model with { RealTargetMax = 0.5 }),
        ],
        ["label_flip_rate: found 1.5, needed a number from 0", (TrainingOptions options) => options.Configure(model => model with { LabelFlipRate = 1.5 })],
        [
            "labelled_images: found 0, needed a whole number from 1",
            (TrainingOptions options) => (options with { Model = "sgan-mnist", Settings = null }).Configure(model => model with { LabelledImages = 0 }),
        ],
        ["learning_rate: found 1E+300", (TrainingOptions options) => options.Configure(model => model with { GeneratorLearningRate = 1e300 })],
        ["checkpoint_every_minutes: found 100000000000000", (TrainingOptions options) => options with { CheckpointEveryMinutes = 1e14 }],
        ["threads: found 2000, needed a whole number from 1 to 1024", (TrainingOptions options) => options with { Threads = 2_000 }],
        ["log_every", (TrainingOptions options) => options with { LogEvery = 0 }],
        ["sample_count", (TrainingOptions options) => options with { SampleCount = 0 }],
        ["threads", (TrainingOptions options) => options with { Threads = 0 }],
        ["device", (TrainingOptions options) => options with { Device = "tpu" }],
    ];

    [TestMethod]
    [DynamicData(nameof(BadOptions))]
    public void Run_OptionOutOfRange_IsNamed(string message, Func<TrainingOptions, TrainingOptions> change)
    {
        using var folder = new TemporaryFolder();

        Fails(change(TinyRun.Options(folder["data"], folder["run"])), message);
    }

    [TestMethod]
    [Description("Names and shapes may fit where the networks do not.")]
    public void Run_ResumeWithOtherNetworks_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps: 2);
        TrainingRun.Run(options, null, CancellationToken.None);
        var run = new RunFolder(folder["run"]);
        (RunInfo.Read(run) with { Fingerprint = "other" }).Write(run);

        Fails(options with { Resume = true, Steps = 4 }, "needed other as in its run.json");

        (RunInfo.Read(run) with { Fingerprint = null }).Write(run);   // of a version that noted none
        Assert.AreEqual(4L, TrainingRun.Run(options with { Resume = true, Steps = 4 }, null, CancellationToken.None).Steps);
    }

    private static void Fails(TrainingOptions options, string part)
    {
        var failure = Assert.ThrowsExactly<InvalidInputException>(() => TrainingRun.Run(options, null, CancellationToken.None));
        StringAssert.Contains(failure.Message, part, StringComparison.Ordinal);
        Assert.IsFalse(failure.Message.Contains('\n', StringComparison.Ordinal), failure.Message);
    }

    private static double MeanOfSamples(string run)
    {
        Assert.IsTrue(ModelRegistry.Shipped.TryGet("dcgan-fashion", out var model));
        var info = RunInfo.Read(new RunFolder(run));
        using var scope = NewDisposeScope();
        using var generator = ((GanModel)model).CreateGenerator(info.Options, new DataShape(1, TinyData.Size, TinyData.Size));
        CheckpointStore.LoadNetwork(new RunFolder(run).Checkpoint, CheckpointStore.AveragePrefix, generator);
        random.manual_seed(3);
        var pixels = Training.Batches.Pixels.FromImages(generator.Run(new GeneratorInput(randn([200, 4])), Mode.Inference), PixelRange.Symmetric);
        return Mean(pixels.ToArray<byte>());
    }

    private static double Mean(ReadOnlySpan<byte> pixels)
    {
        var sum = 0.0;
        foreach (var pixel in pixels)
        {
            sum += pixel;
        }

        return sum / pixels.Length;
    }
}
