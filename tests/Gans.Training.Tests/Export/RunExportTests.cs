using Gans.Formats;
using Gans.Training.Export;
using Gans.Training.Runs;
using Gans.Training.Tests.Support;
using global::Onnx;

namespace Gans.Training.Tests.Export;

[TestClass]
public sealed class RunExportTests
{
    [TestMethod]
    [DataRow("dcgan-fashion", "z")]
    [DataRow("cgan-fashion", "z labels")]
    public void Run_OfATraining_WritesAFileThatDescribesItself(string model, string inputs)
    {
        using var folder = new TemporaryFolder();
        Train(folder, model);

        var result = RunExport.Run(new ExportOptions { Run = folder["run"], Output = folder["generator.onnx"] }, CancellationToken.None);

        var file = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder["generator.onnx"]));
        var facts = file.MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        Assert.AreEqual((model, 2L), (result.Model, result.Steps));
        Assert.IsLessThan(1e-4, result.MaxDifference);
        Assert.AreEqual(inputs, string.Join(' ', file.Graph.Input.Select(input => input.Name)));
        CollectionAssert.AreEquivalent(new[] { "images", "pixels" }, file.Graph.Output.Select(output => output.Name).ToArray());
        string[] keys = ["kind", "recipe", "latent_size", "latent_distribution", "steps", "dataset", "seed"];
        CollectionAssert.AreEqual(new[] { "generator", model, "4", "normal", "2", "tiny", "1" }, keys.Select(key => facts[$"gans.{key}"]).ToArray());
        Assert.AreEqual(model == "cgan-fashion" ? "[\"upright\",\"lying\"]" : null, facts.GetValueOrDefault("gans.class_names"));
    }

    [TestMethod]
    public void Run_OfARunWithARunningMean_TakesItUnlessTheLastWeightsAreAskedFor()
    {
        using var folder = new TemporaryFolder();
        Train(folder, "dcgan-fashion");

        RunExport.Run(new ExportOptions { Run = folder["run"], Output = folder["last.onnx"], LastWeights = true }, CancellationToken.None);
        RunExport.Run(new ExportOptions { Run = folder["run"], Output = folder["mean.onnx"] }, CancellationToken.None);

        using var checkpoint = SafetensorsFile.Open(Path.Combine(folder["run"], "checkpoint", "weights.safetensors"));
        CollectionAssert.AreEqual(checkpoint.GetBytes("generator.body.image.weight").ToArray(), ImageKernel(folder["last.onnx"]));
        CollectionAssert.AreEqual(checkpoint.GetBytes("ema.body.image.weight").ToArray(), ImageKernel(folder["mean.onnx"]));
    }

    [TestMethod]
    [Description("Only an activation differs, say: the weights would fit, and the file would be wrong.")]
    public void Run_NetworksThatChangedSince_AreRefused()
    {
        using var folder = new TemporaryFolder();
        Train(folder, "dcgan-fashion");
        var run = new RunFolder(folder["run"]);
        var info = RunInfo.Read(run);
        (info with { Fingerprint = new string('0', 64) }).Write(run);

        var failure = Assert.ThrowsExactly<InvalidInputException>(
            () => RunExport.Run(new ExportOptions { Run = folder["run"], Output = folder["g.onnx"] }, CancellationToken.None));

        StringAssert.Contains(failure.Message, $"(fingerprint {new string('0', 64)} -> {info.Fingerprint})");
        Assert.IsFalse(File.Exists(folder["g.onnx"]));
    }

    [TestMethod]
    public void Run_OfAVersionWithoutFingerprints_IsExportedWithARemark()
    {
        using var folder = new TemporaryFolder();
        Train(folder, "dcgan-fashion");
        var run = new RunFolder(folder["run"]);
        (RunInfo.Read(run) with { Fingerprint = null }).Write(run);

        var result = RunExport.Run(new ExportOptions { Run = folder["run"], Output = folder["g.onnx"] }, CancellationToken.None);

        StringAssert.Contains(result.Remark, "whether the model changed since is not known");
    }

    [TestMethod]
    public void Run_OfARunWithoutARunningMean_TakesTheLastWeights()
    {
        using var folder = new TemporaryFolder();
        TrainingRun.Run(TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps: 1), null, CancellationToken.None);

        RunExport.Run(new ExportOptions { Run = folder["run"], Output = folder["last.onnx"] }, CancellationToken.None);

        using var checkpoint = SafetensorsFile.Open(Path.Combine(folder["run"], "checkpoint", "weights.safetensors"));
        CollectionAssert.AreEqual(checkpoint.GetBytes("generator.body.image.weight").ToArray(), ImageKernel(folder["last.onnx"]));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(8)]
    public void Run_StandingBatches_DecideWhoseStatisticsTheFileHas(int batches)
    {
        using var folder = new TemporaryFolder();
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps: 2, "projection-fashion");
        TrainingRun.Run(options.Configure(settings => settings with { StandingBatches = batches }), null, CancellationToken.None);

        RunExport.Run(new ExportOptions { Run = folder["run"], Output = folder["generator.onnx"] }, CancellationToken.None);

        using var checkpoint = SafetensorsFile.Open(Path.Combine(folder["run"], "checkpoint", "weights.safetensors"));
        var trained = checkpoint.GetBytes("ema.body.full7.running_mean").ToArray();
        Assert.AreEqual(batches == 0, trained.SequenceEqual(Stored(folder["generator.onnx"], "body.full7.running_mean")));
    }

    [TestMethod]
    [DataRow("dcgan-fashion", "discriminator", null)]
    [DataRow("cgan-fashion", "discriminator", "2")]
    [DataRow("acgan-fashion", "classifier", "2")]
    [Description("One that knows no classes, one that is told them, one that tells them.")]
    public void Run_OfADiscriminator_SaysWhetherItTellsClasses(string model, string kind, string? classes)
    {
        using var folder = new TemporaryFolder();
        Train(folder, model);

        RunExport.Run(
            new ExportOptions { Run = folder["run"], Output = folder["d.onnx"], Network = ExportedNetwork.Discriminator }, CancellationToken.None);

        var facts = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder["d.onnx"])).MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value);
        Assert.AreEqual((kind, classes), (facts["gans.kind"], facts.GetValueOrDefault("gans.classes")));
        Assert.AreEqual(classes is null, !facts.ContainsKey("gans.class_names"));
    }

    [TestMethod]
    public void Run_NoRun_SaysSo()
    {
        using var folder = new TemporaryFolder();

        Fails(folder, "run.json: found no such file");
    }

    [TestMethod]
    public void Run_RunWithoutACheckpoint_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Train(folder, "dcgan-fashion");
        Directory.Delete(new RunFolder(folder["run"]).Checkpoint, recursive: true);

        Fails(folder, "state.json: found no such file");
    }

    private static void Train(TemporaryFolder folder, string model)
    {
        var options = TinyRun.Options(TinyData.WriteBars(folder["data"]), folder["run"], steps: 2).Configure(settings => settings with { EmaDecay = 0.9 });
        TrainingRun.Run(options with { Model = model }, null, CancellationToken.None);
    }

    private static void Fails(TemporaryFolder folder, string part)
    {
        var options = new ExportOptions { Run = folder["run"], Output = folder["generator.onnx"] };
        var failure = Assert.ThrowsExactly<InvalidInputException>(() => RunExport.Run(options, CancellationToken.None));
        StringAssert.Contains(failure.Message, part, StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(folder["generator.onnx"]));
    }

    private static byte[] ImageKernel(string path) => Stored(path, "body.image.weight");

    private static byte[] Stored(string path, string name) =>
        ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph.Initializer.Single(tensor => tensor.Name == name).RawData.ToByteArray();
}
