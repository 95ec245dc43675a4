using System.Text.Json;
using Gans.Formats;
using Gans.Inference;
using Gans.Models;
using Gans.Training.Export;
using Gans.Training.Runs;
using Gans.Training.Tests.Support;
using global::Onnx;

namespace Gans.Training.Tests;

/// <summary>Every GAN trains for a few updates, and both of its networks are exported.</summary>
[TestClass]
public sealed class ZooTests
{
    [TestMethod]
    [DataRow("dcgan-mnist", 1, 28, "generator 3, discriminator 3", "z", "scores", DisplayName = "dcgan-mnist: one stacked update")]
    [DataRow(
        "dcgan-mnist-atienza",
        1,
        28,
        "generator 3, discriminator 3, generator_helper 3",
        "z",
        "scores",
        DisplayName = "dcgan-mnist-atienza: the generator's update trains both")]
    [DataRow("dcgan-cifar10", 3, 32, "generator 3, discriminator 6", "z", "scores", DisplayName = "dcgan-cifar10: real, then fake")]
    [DataRow("dcgan-faces80", 3, 80, "generator 3, discriminator 6", "z", "scores", DisplayName = "dcgan-faces80")]
    [DataRow("lsgan-mnist", 1, 28, "generator 3, discriminator 6", "z", "scores", DisplayName = "lsgan-mnist")]
    [DataRow("wgan-mnist7", 1, 28, "generator 3, discriminator 30", "z", "scores", DisplayName = "wgan-mnist7: five rounds of two updates")]
    [DataRow(
        "infogan-mnist",
        1,
        28,
        "generator 3, discriminator 6, code 3",
        "z codes",
        "scores codes",
        DisplayName = "infogan-mnist: the code's head with the generator")]
    [DataRow("acgan-fashion", 1, 28, "generator 3, discriminator 6", "z labels", "scores logits", DisplayName = "acgan-fashion")]
    [DataRow("began-fashion", 1, 28, "generator 3, discriminator 3", "z", "scores", DisplayName = "began-fashion: one update on the difference")]
    [DataRow("projection-fashion", 1, 28, "generator 3, discriminator 6", "z labels", "scores", DisplayName = "projection-fashion")]
    [DataRow("biggan-cifar10", 3, 32, "generator 3, discriminator 12", "z labels", "scores", DisplayName = "biggan-cifar10: four rounds of one update")]
    [DataRow("biggan-64", 3, 64, "generator 3, discriminator 6", "z labels", "scores", DisplayName = "biggan-64: two rounds of one update")]
    [DataRow("biggan-deep-64", 3, 64, "generator 3, discriminator 6", "z labels", "scores", DisplayName = "biggan-deep-64: two rounds of one update")]
    [DataRow("sgan-mnist", 1, 28, "generator 3, discriminator 6, classifier 3", "z", "scores logits", DisplayName = "sgan-mnist: the classifier first")]
    [DataRow("gan-camels", 1, 28, "generator 3, discriminator 6", "z", "scores", DisplayName = "gan-camels")]
    [DataRow("wgan-horses", 3, 32, "generator 3, discriminator 30", "z", "scores", DisplayName = "wgan-horses")]
    [DataRow("wgan-gp-faces64", 3, 64, "generator 3, discriminator 15", "z", "scores", DisplayName = "wgan-gp-faces64: five rounds of one update")]
    [DataRow("progan-faces128", 3, 8, "generator 1, discriminator 2", "z", "scores", DisplayName = "progan-faces128: real, then fake, optimizers anew a phase")]
    [DataRow("progan-b-faces", 3, 8, "generator 1, discriminator 2", "z", "scores", DisplayName = "progan-b-faces")]
    [DataRow("stylegan-faces64", 3, 16, "generator 1, discriminator 1", "z psi noise", "scores", DisplayName = "stylegan-faces64: three phases from 8x8")]
    [DataRow("failure-stable", 1, 28, "generator 3, discriminator 6", "z", "scores", DisplayName = "failure-stable")]
    [DataRow("failure-mode-collapse", 1, 28, "generator 3, discriminator 6", "z", "scores", DisplayName = "failure-mode-collapse")]
    [DataRow("failure-combined", 1, 28, "generator 3, discriminator 3", "z", "scores", DisplayName = "failure-combined: one stacked update")]
    [DataRow("failure-adam", 1, 28, "generator 3, discriminator 6", "z", "scores", DisplayName = "failure-adam")]
    public void Model_ThreeSteps_MakesTheSourcesUpdatesAndIsExported(string model, int channels, int size, string updates, string inputs, string outputs)
    {
        using var folder = new TemporaryFolder();
        Train(folder, model, channels, size);

        Assert.AreEqual(updates, UpdatesOf(folder["run"]));
        Assert.IsTrue(LossesOf(folder["run"]).All(double.IsFinite));
        Assert.IsTrue(File.Exists(Path.Combine(folder["run"], "samples", "epoch-0002.png")));

        var generator = Export(folder, ExportedNetwork.Product);
        var discriminator = Export(folder, ExportedNetwork.Discriminator);

        Assert.AreEqual(inputs, Names(generator.Graph.Input));
        Assert.AreEqual("images pixels", Names(generator.Graph.Output));
        Assert.AreEqual(outputs, Names(discriminator.Graph.Output));
    }

    [TestMethod]
    [DataRow(DiscriminatorDesign.Stacked, "generator 3, discriminator 6, classifier 3")]
    [DataRow(DiscriminatorDesign.Separate, "generator 3, discriminator 6, classifier 3")]
    [DataRow(DiscriminatorDesign.MultiOutput, "generator 3, discriminator 9")]
    public void SemiSupervised_EachDesign_TrainsAndTellsHeldOutImages(DiscriminatorDesign design, string updates)
    {
        using var folder = new TemporaryFolder();
        var result = Train(
            folder, "sgan-mnist", 1, 28, options => options.Configure(model => model with { DiscriminatorDesign = design }) with { TestData = options.Data });

        Assert.AreEqual(updates, UpdatesOf(folder["run"]));
        Assert.IsTrue(result.Accuracies["test"] is >= 0 and <= 1);
        Assert.AreEqual("scores logits", Names(Export(folder, ExportedNetwork.Discriminator).Graph.Output));
    }

    [TestMethod]
    public void SemiSupervised_FewerLabelsThanClasses_AreRejected()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<InvalidInputException>(
            () => Train(folder, "sgan-mnist", 1, 28, options => options.Configure(model => model with { LabelledImages = 1 })));

        StringAssert.StartsWith(error.Message, "Option labelled_images: found 1, needed one for each of 2 classes.", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(CodeUpdate.Head, false)]
    [DataRow(CodeUpdate.Trunk, true)]
    [DataRow(CodeUpdate.TrunkByCode, true)]
    public void InfoGan_CodeUpdate_ReachesTheTrunkOnlyWhereAsked(CodeUpdate update, bool reaches)
    {
        using var folder = new TemporaryFolder();
        Train(
            folder,
            "infogan-mnist",
            1,
            28,
            options => options.Configure(model => model with { CodeUpdate = update, ContinuousCodes = 2, GaussianCodes = true }));

        using var moments = SafetensorsFile.Open(Path.Combine(folder["run"], "checkpoint", "optimizer.safetensors"));
        var names = moments.Tensors.Keys.Where(name => name.StartsWith("code.", StringComparison.Ordinal)).ToArray();

        Assert.AreEqual(reaches, names.Any(name => name.Contains("down14", StringComparison.Ordinal)));
        Assert.IsTrue(names.Any(name => name.Contains("outputs", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(CodeUpdate.Trunk, true)]
    [DataRow(CodeUpdate.TrunkByCode, false)]
    [Description("With no weight on the code, its update has nothing to teach the trunk but to take generated images for real.")]
    public void InfoGan_CodeWithoutWeight_TeachesTheTrunkNothingWhereTheCodeAloneDoes(CodeUpdate update, bool teaches)
    {
        using var folder = new TemporaryFolder();
        Train(folder, "infogan-mnist", 1, 28, options => options.Configure(model => model with { CodeUpdate = update, CodeWeight = 0 }));

        using var moments = SafetensorsFile.Open(Path.Combine(folder["run"], "checkpoint", "optimizer.safetensors"));
        var trunk = moments.Tensors.Keys.Where(
            name => name.StartsWith("code.", StringComparison.Ordinal) && name.Contains("down14", StringComparison.Ordinal)).ToArray();

        Assert.IsNotEmpty(trunk);
        Assert.AreEqual(teaches, trunk.Any(name => moments.GetBytes(name).ContainsAnyExcept((byte)0)));
    }

    [TestMethod]
    [DataRow("lsgan-mnist")]
    [DataRow("infogan-mnist")]
    [DataRow("sgan-mnist")]
    [DataRow("dcgan-mnist-atienza")]
    [DataRow("began-fashion")]
    [Description("Running statistics, shared weights, a balance and several optimizers come back from a checkpoint as they were.")]
    public void Model_StoppedAndResumed_GivesTheWeightsOfAnUndisturbedTraining(string model)
    {
        using var folder = new TemporaryFolder();
        Train(folder, model, 1, 28);
        using var stop = new CancellationTokenSource();
        var options = OptionsOf(folder, model, folder["stopped"]);

        Assert.ThrowsExactly<TrainingStoppedException>(() => TrainingRun.Run(options, new StopAfter(2, stop), stop.Token));
        TrainingRun.Run(options with { Resume = true }, null, CancellationToken.None);

        CollectionAssert.AreEqual(Weights(folder["run"]), Weights(folder["stopped"]));
    }

    [TestMethod]
    [Description("8x8 images in three phases of a step each: 4x4, 8x8 faded in, 8x8. What was kept, or stopped, at a level is a network of its size.")]
    public void Export_OfALevel_IsOfItsSize()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        Train(folder, "progan-faces128", 3, 8, options => options with { KeepGenerators = GeneratorKeeping.All });
        Assert.ThrowsExactly<TrainingStoppedException>(
            () => TrainingRun.Run(OptionsOf(folder, "progan-faces128", folder["stopped"]), new StopAfter(1, stop), stop.Token));

        Assert.AreEqual("4 8 8", string.Join(' ', new long[] { 1, 2, 3 }.Select(step => Size("run", step, ExportedNetwork.Product))));
        Assert.AreEqual(4, Size("stopped", null, ExportedNetwork.Discriminator));

        int Size(string run, long? step, ExportedNetwork network)
        {
            RunExport.Run(
                new ExportOptions { Run = folder[run], Output = folder["level.onnx"], Network = network, Step = step }, CancellationToken.None);
            return ModelInfo.Read(folder["level.onnx"]).Card.ImageHeight!.Value;
        }
    }

    [TestMethod]
    [DataRow(StyleStep.Mixing)]
    [DataRow(StyleStep.Styles, DisplayName = "without noise")]
    [Description("Both ways with the average of styles and the noise that the checkpoint holds; half strength is no noise of a layer that has none.")]
    public void Export_HalvesOfAGenerator_MakeItsImages(StyleStep step)
    {
        using var folder = new TemporaryFolder();
        Train(folder, "stylegan-faces64", 3, 8, options => options.Configure(settings => settings with { StyleStep = step }));
        Export(folder, ExportedNetwork.Product);
        Export(folder, ExportedNetwork.Mapping);
        Export(folder, ExportedNetwork.Synthesis);
        using var whole = Inference.Generator.Load(folder["Product.onnx"]);
        using var halves = StyleGenerator.Load(folder["Mapping.onnx"], folder["Synthesis.onnx"]);
        var latents = halves.Latents(seed: 1).Draw(3);
        var noise = new float[] { 1, 0, 0.5f, 1 };

        var expected = whole.Sample(new SampleRequest(latents) { Psi = 0.7, Noise = noise }).Pixels.ToArray();
        var actual = halves.Synthesize(halves.Map(latents, psi: 0.7), noise).Pixels.ToArray();

        Assert.AreEqual((4, 2, 0, 2), (halves.Styles.Size, halves.Styles.Coarse, halves.Styles.Middle, halves.Styles.Fine));
        Assert.AreEqual(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1);   // 1e-4 may be the other side of a rounding
        }
    }

    [TestMethod]
    [DataRow("progan-faces128", "mapping")]
    [DataRow("dcgan-mnist", "synthesis")]
    public void Export_AHalfOfAGeneratorWithoutStyles_IsRefused(string model, string network)
    {
        using var folder = new TemporaryFolder();
        Train(folder, model, model == "dcgan-mnist" ? 1 : 3, model == "dcgan-mnist" ? 28 : 8, options => options with { Steps = 1 });

        var error = Assert.ThrowsExactly<InvalidInputException>(() => Export(folder, Enum.Parse<ExportedNetwork>(network, ignoreCase: true)));

        StringAssert.Contains(error.Message, $"found the network '{network}', which the generator of {model} has not");
    }

    private static TrainingResult Train(TemporaryFolder folder, string model, int channels, int size, Func<TrainingOptions, TrainingOptions>? change = null)
    {
        TinyData.WriteNoise(folder["data"], channels, size);
        var options = OptionsOf(folder, model, folder["run"]);
        return TrainingRun.Run(change is null ? options : change(options), null, CancellationToken.None);
    }

    private static TrainingOptions OptionsOf(TemporaryFolder folder, string model, string run) => new()
    {
        Model = model,
        Data = folder["data"],
        Output = run,
        Device = "cpu",
        Steps = 3,
        Settings = TinyRun.SettingsOf(model) is var settings && TrainingSettings.FindModel(model) is GanModel { HasStyles: true }
            ? settings with { BatchSize = 8, GeneratorWidth = 16, DiscriminatorWidth = 8, LatentSize = 5, MappingWidth = 4 }
            : settings with { BatchSize = 8, GeneratorWidth = 16, DiscriminatorWidth = 8 },
        SampleCount = 4,
        LogEvery = 1,
        TensorBoard = false,
    };

    private static ModelProto Export(TemporaryFolder folder, ExportedNetwork network)
    {
        var path = folder[$"{network}.onnx"];
        RunExport.Run(new ExportOptions { Run = folder["run"], Output = path, Network = network }, CancellationToken.None);
        return ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
    }

    private static string Names(IEnumerable<ValueInfoProto> values) => string.Join(' ', values.Select(value => value.Name));

    private static byte[] Weights(string run) => File.ReadAllBytes(Path.Combine(run, "checkpoint", "weights.safetensors"));

    private static string UpdatesOf(string run)
    {
        using var state = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "checkpoint", "state.json")));
        return string.Join(", ", state.RootElement.GetProperty("optimizer_steps").EnumerateObject().Select(player => $"{player.Name} {player.Value}"));
    }

    private static IEnumerable<double> LossesOf(string run)
    {
        var last = File.ReadLines(Path.Combine(run, "metrics.jsonl")).Last();
        using var line = JsonDocument.Parse(last);
        return [.. line.RootElement.GetProperty("losses").EnumerateObject().Select(loss => loss.Value.GetDouble())];
    }

    private sealed class StopAfter(long step, CancellationTokenSource stop) : IProgress<StageProgress>
    {
        public void Report(StageProgress value)
        {
            if (value.Done >= step)
            {
                stop.Cancel();
            }
        }
    }
}
