using System.Text.Json;
using Gans.Formats;
using Gans.Models;
using Gans.Runtime;
using Gans.Training.Export;
using Gans.Training.Runs;
using Gans.Training.Tests.Support;
using global::Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Gans.Training.Tests;

/// <summary>A GAN of vectors, whose data are made as it goes.</summary>
[TestClass]
public sealed class Gan1dTests
{
    [TestMethod]
    [Description("Chapter 6 of Brownlee: 10,000 updates of 128, five plots, and of 1,000 samples at least 90% within 0.1 of y = x^2, on both sides of 0.")]
    public void Train_ToItsEnd_LearnsTheParabola()
    {
        using var folder = new TemporaryFolder();

        var result = TrainingRun.Run(OptionsOf(folder["run"]), null, CancellationToken.None);
        var points = Draw(Export(folder, ExportedNetwork.Product), 1000);

        Assert.AreEqual((10_000L, 5L, 640_000L), (result.Steps, result.Epochs, result.Images));
        CollectionAssert.AreEqual(
            Enumerable.Range(1, 5).Select(epoch => $"epoch-000{epoch}.png").ToArray(),
            Directory.GetFiles(Path.Combine(folder["run"], "samples")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray());
        var share = points.Average(point => Math.Abs(point[1] - (point[0] * point[0])) <= 0.1 ? 1.0 : 0);
        Assert.IsGreaterThanOrEqualTo(0.9, share);
        Assert.AreEqual(share, result.Accuracies["on_target"], 0.05, "the run's own measure, on other samples");
        Assert.IsTrue(points.Min(point => point[0]) < -0.25 && points.Max(point => point[0]) > 0.25, "the samples span the parabola");
    }

    [TestMethod]
    [Description("Two updates of the discriminator, of 64 real and 64 generated vectors, and one of the generator a step; "
        + "both networks are exported as networks of vectors.")]
    public void Train_AFewSteps_MakesTheSourcesUpdatesAndIsExported()
    {
        using var folder = new TemporaryFolder();
        TrainingRun.Run(OptionsOf(folder["run"]) with { Steps = 3 }, null, CancellationToken.None);

        var generator = Export(folder, ExportedNetwork.Product);
        var discriminator = Export(folder, ExportedNetwork.Discriminator);

        Assert.AreEqual("generator 3, discriminator 6", UpdatesOf(folder["run"]));
        Assert.AreEqual("z [N, 5] vectors [N, 2]", Declarations(generator));
        Assert.AreEqual("vectors [N, 2] scores [N, 1]", Declarations(discriminator));
        foreach (var model in new[] { generator, discriminator })
        {
            Assert.AreEqual("2", model.MetadataProps.Single(entry => entry.Key == "gans.vector_size").Value);
            Assert.IsFalse(model.MetadataProps.Any(entry => entry.Key.StartsWith("gans.image_", StringComparison.Ordinal) || entry.Key.StartsWith(
                "gans.value_", StringComparison.Ordinal)));
        }
    }

    [TestMethod]
    [Description("The data are drawn from the generator that a checkpoint holds: a stopped training goes on with the points that it would have seen.")]
    public void Train_StoppedAndResumed_IsBitEqual()
    {
        using var folder = new TemporaryFolder();
        var options = OptionsOf(folder["straight"]) with { Steps = 40 };

        TrainingRun.Run(options, null, CancellationToken.None);
        TrainingRun.Run(options with { Output = folder["broken"], Steps = 17 }, null, CancellationToken.None);
        TrainingRun.Run(options with { Output = folder["broken"], Resume = true }, null, CancellationToken.None);

        CollectionAssert.AreEqual(TinyRun.Weights(folder["straight"]), TinyRun.Weights(folder["broken"]));
        CollectionAssert.AreEqual(
            File.ReadAllBytes(Path.Combine(folder["straight"], "samples", "epoch-0001.png")),
            File.ReadAllBytes(Path.Combine(folder["broken"], "samples", "epoch-0001.png")));
    }

    [TestMethod]
    [Description("A penalty on slopes works on vectors as on images.")]
    public void Train_WassersteinWithPenalties_GoesOn()
    {
        using var folder = new TemporaryFolder();
        var options = OptionsOf(folder["run"]) with
        {
            Steps = 5,
            Settings = TinyRun.SettingsOf("gan-1d") with
            {
                Loss = AdversarialLossKind.Wasserstein,
                GradientPenalty = 10,
                R1Penalty = 1,
                InstanceNoise = 0.1,
                Curve = CurveKind.Sine,
            },
        };

        var result = TrainingRun.Run(options, null, CancellationToken.None);

        Assert.IsTrue(result.Losses.Keys.ToHashSet().IsSupersetOf(["gradient_penalty", "r1_penalty"]));
        Assert.IsTrue(result.Accuracies.ContainsKey("on_target"));
    }

    private static IEnumerable<object[]> Refused =>
    [
        ["Training gan-1d: found the data some/pack, needed none", (TrainingOptions options) => options with { Data = "some/pack" }],
        ["Option test_data: found some/pack for gan-1d, which is no classifier.", (TrainingOptions options) => options with { TestData = "some/pack" }],
        [
            "Option dropout_rate: found for gan-1d, which learns vectors",
            (TrainingOptions options) => options.Configure(model => model with { DropoutRate = 0.2 }),
        ],
        [
            "Option labelled_images: found for gan-1d, which is not semi-supervised",
            (TrainingOptions options) => options.Configure(model => model with { LabelledImages = 10 }),
        ],
        [
            "Option clipped_weights: found for gan-1d, which learns vectors",
            (TrainingOptions options) => options.Configure(model => model with { ClippedWeights = ClippedWeights.Convolutions }),
        ],
        [
            "Option precision: found for gan-1d, which learns vectors",
            (TrainingOptions options) => options.Configure(model => model with { Precision = Precision.Bfloat16 }),
        ],
        [
            "Option standing_batches: found for classifier-mnist, which is no GAN",
            (TrainingOptions options) => (options with { Model = "classifier-mnist" }).Configure(model => model with { StandingBatches = 8 }),
        ],
        [
            "Option embedding_size: found for dcgan-fashion, which is told no classes",
            (TrainingOptions options) => (options with { Model = "dcgan-fashion" }).Configure(model => model with { EmbeddingSize = 8 }),
        ],
        [
            "Option loss: found for classifier-mnist, which is no GAN",
            (TrainingOptions options) => (options with { Model = "classifier-mnist" }).Configure(model => model with { Loss = AdversarialLossKind.Hinge }),
        ],
        [
            "Option curve: found for dcgan-fashion, which learns images",
            (TrainingOptions options) => (options with { Model = "dcgan-fashion" }).Configure(model => model with { Curve = CurveKind.Sine }),
        ],
        [
            "Option code_weight: found for dcgan-fashion, which has no codes",
            (TrainingOptions options) => (options with { Model = "dcgan-fashion" }).Configure(model => model with { CodeWeight = 2 }),
        ],
        [
            "Option generator_update: found for infogan-mnist, which trains its discriminator's trunk by code_update",
            (TrainingOptions options) => (options with { Model = "infogan-mnist" }).Configure(model => model with { GeneratorUpdate = GeneratorUpdate.Both }),
        ],
        ["Training dcgan-fashion: found no data, needed a dataset pack.", (TrainingOptions options) => options with { Model = "dcgan-fashion" }],
    ];

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void Train_WhatMakesNoSense_IsRefusedInOneLine(string message, Func<TrainingOptions, TrainingOptions> change)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<InvalidInputException>(() => TrainingRun.Run(change(OptionsOf(folder["run"])), null, CancellationToken.None));

        StringAssert.StartsWith(error.Message, message, StringComparison.Ordinal);
        Assert.IsFalse(error.Message.Contains('\n', StringComparison.Ordinal));
    }

    private static TrainingOptions OptionsOf(string run) => new() { Model = "gan-1d", Output = run, Device = "cpu", Threads = 1, TensorBoard = false };

    private static ModelProto Export(TemporaryFolder folder, ExportedNetwork network)
    {
        var path = folder[$"{network}.onnx"];
        RunExport.Run(new ExportOptions { Run = folder["run"], Output = path, Network = network }, CancellationToken.None);
        return ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
    }

    private static double[][] Draw(ModelProto generator, int count)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        using var session = OnnxSessions.Open(generator.ToByteArray());
        using var latents = OrtValue.CreateTensorValueFromMemory(randn(count, 5).ToArray<float>(), [count, 5]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["z"], [latents], ["vectors"]);
        return [.. results[0].GetTensorDataAsSpan<float>().ToArray().Select(value => (double)value).Chunk(2)];
    }

    private static string UpdatesOf(string run)
    {
        using var state = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "checkpoint", "state.json")));
        return string.Join(", ", state.RootElement.GetProperty("optimizer_steps").EnumerateObject().Select(player => $"{player.Name} {player.Value}"));
    }

    private static string Declarations(ModelProto model) => string.Join(' ', model.Graph.Input.Concat(model.Graph.Output).Select(value =>
    {
        var axes = value.Type.TensorType.Shape.Dim.Select(
            axis => axis.DimParam.Length > 0 ? axis.DimParam : axis.DimValue.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return $"{value.Name} [{string.Join(", ", axes)}]";
    }));
}
