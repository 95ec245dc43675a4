using Gans.Formats;
using Gans.Inference;
using Gans.Training.Export;
using Gans.Training.Runs;
using Gans.Training.Tests.Support;
using global::Onnx;

namespace Gans.Training.Tests.Export;

/// <summary>Translators from a training to the file, which is checked against libtorch as it is written.</summary>
[TestClass]
public sealed class TranslatorExportTests
{
    [TestMethod]
    public void Run_OfPairs_WritesATranslatorWithoutNoise()
    {
        using var folder = new TemporaryFolder();
        Train(folder, "pix2pix", size: 64);

        var facts = Export(new ExportOptions { Run = folder["run"], Output = folder["t.onnx"] });

        Assert.AreEqual("translator pix2pix off", $"{facts["gans.kind"]} {facts["gans.recipe"]} {facts["gans.dropout"]}");
        Assert.IsFalse(facts.ContainsKey("gans.source_domain"));
        Assert.AreEqual("source > images pixels", Tensors(folder["t.onnx"]));
    }

    [TestMethod]
    [Description("The same seed gives the same picture, another one another.")]
    public void Run_LiveDropout_TakesMasks()
    {
        using var folder = new TemporaryFolder();
        Train(folder, "pix2pix", size: 64);

        var facts = Export(new ExportOptions { Run = folder["run"], Output = folder["t.onnx"], LiveDropout = true });

        Assert.AreEqual("live", facts["gans.dropout"]);
        Assert.AreEqual("source mask_d3 > images pixels", Tensors(folder["t.onnx"]));
        using var translator = Translator.Load(folder["t.onnx"], new TranslatorOptions { Device = Runtime.Device.Cpu });
        var source = TestImages.Noise(64, 64, 1, seed: 1);
        CollectionAssert.AreEqual(translator.Translate(source, 1).Pixels.ToArray(), translator.Translate(source, 1).Pixels.ToArray());
        CollectionAssert.AreNotEqual(translator.Translate(source, 1).Pixels.ToArray(), translator.Translate(source, 2).Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(TranslationDirection.AtoB, "upright", "lying")]
    [DataRow(TranslationDirection.BtoA, "lying", "upright")]
    public void Run_Direction_NamesBothDomainsAndTakesItsOwnWeights(TranslationDirection direction, string source, string target)
    {
        using var folder = new TemporaryFolder();
        Train(folder, "cyclegan");

        var facts = Export(new ExportOptions { Run = folder["run"], Output = folder["t.onnx"], Direction = direction });

        Assert.AreEqual((source, target), (facts["gans.source_domain"], facts["gans.target_domain"]));
        Assert.IsFalse(facts.ContainsKey("gans.dropout"));
        using var checkpoint = SafetensorsFile.Open(Path.Combine(folder["run"], "checkpoint", "weights.safetensors"));
        var player = direction == TranslationDirection.AtoB ? "generator_a_to_b" : "generator_b_to_a";
        CollectionAssert.AreEqual(
            checkpoint.GetBytes($"{player}.body.image.weight").ToArray(),
            ExportedFile.Read(folder["t.onnx"]).Graph.Initializer.Single(static tensor => tensor.Name == "body.image.weight").RawData.ToByteArray());
    }

    [TestMethod]
    [Description("Both generators of a run without pairs are kept, and no discriminator; the direction chooses one.")]
    public void Run_StepOfARunWithoutPairs_TakesTheDirectionsGeneratorOfThatStep()
    {
        using var folder = new TemporaryFolder();
        Train(folder, "cyclegan");
        using var kept = SafetensorsFile.Open(KeptGenerator.Find(new RunFolder(folder["run"]), 2).Path);
        Assert.AreEqual(
            "generator_a_to_b generator_b_to_a",
            string.Join(' ', kept.Tensors.Keys.Select(static name => name.Split('.')[0]).Distinct().Order(StringComparer.Ordinal)));

        Export(new ExportOptions { Run = folder["run"], Output = folder["t.onnx"], Direction = TranslationDirection.BtoA, Step = 2 });

        CollectionAssert.AreEqual(
            kept.GetBytes("generator_b_to_a.body.image.weight").ToArray(),
            ExportedFile.Read(folder["t.onnx"]).Graph.Initializer.Single(static tensor => tensor.Name == "body.image.weight").RawData.ToByteArray());
    }

    [TestMethod]
    [DataRow("pix2pix", null, "images source > scores")]
    [DataRow("cyclegan", TranslationDirection.BtoA, "images > scores")]
    public void Run_OfADiscriminator_GivesTheMeanOfItsPatches(string model, TranslationDirection? direction, string tensors)
    {
        using var folder = new TemporaryFolder();
        Train(folder, model);

        var facts = Export(new ExportOptions
        {
            Run = folder["run"],
            Output = folder["d.onnx"],
            Direction = direction,
            Network = ExportedNetwork.Discriminator,
        });

        Assert.AreEqual("discriminator", facts["gans.kind"]);
        Assert.AreEqual(tensors, Tensors(folder["d.onnx"]));
    }

    [TestMethod]
    [DataRow("cyclegan", null, false, "found no direction, needed one of two: AtoB (upright to lying) or BtoA (lying to upright)")]
    [DataRow("pix2pix", TranslationDirection.AtoB, false, "found a direction for pix2pix, which learned one only")]
    [DataRow("cyclegan", TranslationDirection.AtoB, true, "found live_dropout, but this network has no dropout")]
    [DataRow("dcgan-fashion", TranslationDirection.AtoB, false, "found direction for dcgan-fashion, which translates no images")]
    [DataRow("dcgan-fashion", null, true, "found live_dropout for dcgan-fashion, which translates no images")]
    public void Run_OptionsThatDoNotFit_AreRefused(string model, TranslationDirection? direction, bool live, string finding)
    {
        using var folder = new TemporaryFolder();
        Train(folder, model);

        var failure = Assert.ThrowsExactly<InvalidInputException>(
            () => Export(new ExportOptions { Run = folder["run"], Output = folder["t.onnx"], Direction = direction, LiveDropout = live }));

        StringAssert.Contains(failure.Message, finding, StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(folder["t.onnx"]));
    }

    [TestMethod]
    [Description("The exam of the training and the comparison of the file agree: both translate in inference form.")]
    public void Run_OfPairs_FileIsAsNearToItsTargetsAsTheTrainingSaid()
    {
        using var folder = new TemporaryFolder();
        TinyData.WritePairs(folder["test"], count: 4, split: "test");
        Train(folder, "pix2pix", test: folder["test"]);
        Export(new ExportOptions { Run = folder["run"], Output = folder["t.onnx"] });
        using var translator = Translator.Load(folder["t.onnx"], new TranslatorOptions { Device = Runtime.Device.Cpu });
        using var pack = DatasetPack.Open(folder["test"]);
        var scores = new Inference.Metrics.PairScores();
        for (var i = 0; i < 4; i++)
        {
            scores.Add(translator.Translate(new Image(8, 8, 1, [.. pack.GetImage(i)])), new Image(8, 8, 1, [.. pack.GetPair(i)]));
        }

        var last = Logs(folder["run"]).Last();

        Assert.AreEqual(scores.MeanAbsolute, last, 1 / 255.0, "to a level: pixels are rounded");
    }

    [TestMethod]
    public void Run_OfCycles_NotesHowFarImagesAreFromThemselves()
    {
        using var folder = new TemporaryFolder();
        TinyData.WriteBars(folder["test"], count: 4, split: "test");

        var result = Train(folder, "cyclegan", test: folder["test"]);

        Assert.IsTrue(result.Losses["test_cycle_mae"] is > 0 and < 1);
    }

    [TestMethod]
    [DataRow("cyclegan", 8, "found images of 0 classes, needed two")]
    [DataRow("pix2pix", 12, "found images of 12x12, needed a height and a width divisible by 8")]
    public void Run_DataThatDoNotFit_AreRefusedInOneLine(string model, int size, string finding)
    {
        using var folder = new TemporaryFolder();
        if (model == "pix2pix")
        {
            TinyData.WritePairs(folder["data"], size: size);
        }
        else
        {
            TinyData.WriteBars(folder["data"], labelled: false);
        }

        var failure = Assert.ThrowsExactly<InvalidInputException>(
            () => TrainingRun.Run(TinyRun.OptionsOfTranslation(folder["data"], folder["run"], model), null, CancellationToken.None));

        StringAssert.Contains(failure.Message, finding, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Run_DomainWithoutImages_IsRefused()
    {
        using var folder = new TemporaryFolder();
        TinyData.WriteBars(folder["data"], count: 1);

        var failure = Assert.ThrowsExactly<InvalidInputException>(
            () => TrainingRun.Run(TinyRun.OptionsOfTranslation(folder["data"], folder["run"], "cyclegan"), null, CancellationToken.None));

        StringAssert.Contains(failure.Message, "found no image of lying, needed some of both domains", StringComparison.Ordinal);
    }

    private static IEnumerable<double> Logs(string run) =>
        Gans.Training.Logs.MetricsLog.Read(new RunFolder(run).Metrics).Select(static line => line.Losses.GetValueOrDefault("test_mae", double.NaN));

    private static TrainingResult Train(TemporaryFolder folder, string model, int size = TinyData.Size, string? test = null)
    {
        if (model == "pix2pix")
        {
            TinyData.WritePairs(folder["data"], size: size);
        }
        else
        {
            TinyData.WriteBars(folder["data"]);
        }

        var options = model == "dcgan-fashion"
            ? TinyRun.Options(folder["data"], folder["run"], steps: 2)
            : TinyRun.OptionsOfTranslation(folder["data"], folder["run"], model, steps: 2);
        return TrainingRun.Run(options with { TestData = test, TensorBoard = false, KeepGenerators = GeneratorKeeping.All }, null, CancellationToken.None);
    }

    private static Dictionary<string, string> Export(ExportOptions options)
    {
        RunExport.Run(options, CancellationToken.None);
        return ExportedFile.Read(options.Output).MetadataProps.ToDictionary(static entry => entry.Key, static entry => entry.Value);
    }

    private static string Tensors(string path)
    {
        var graph = ExportedFile.Read(path).Graph;
        return $"{Names(graph.Input)} > {Names(graph.Output)}";
    }

    private static string Names(IEnumerable<ValueInfoProto> values) => string.Join(' ', values.Select(static value => value.Name));
}
