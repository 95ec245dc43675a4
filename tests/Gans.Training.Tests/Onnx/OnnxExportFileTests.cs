using Gans.Models;
using Gans.Models.Digits;
using Gans.Models.Fashion;
using Gans.Torch;
using Gans.Training.Export;
using Gans.Training.Onnx;
using global::Onnx;

namespace Gans.Training.Tests.Onnx;

[TestClass]
public sealed class OnnxExportFileTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("gans-onnx-").FullName;

    private string FilePath => Path.Combine(folder, "model.onnx");

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public void Export_Generator_WritesWhatItReports()
    {
        using var generator = new TinyGenerator();
        var result = OnnxExporter.Export(generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z)), TestNetworks.Description, FilePath);

        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(FilePath));
        Assert.AreEqual(new FileInfo(FilePath).Length, result.Bytes);
        Assert.AreEqual(model.Graph.Node.Count, result.Nodes);
        Assert.AreEqual(model.Graph.Initializer.Count, result.Initializers);
        Assert.IsTrue(result.MaxDifference is > 0 and < 1e-5, $"Two libraries differ by rounding alone, but by {result.MaxDifference}.");
    }

    [TestMethod]
    [DataRow("dcgan-fashion")]
    [DataRow("cgan-fashion")]
    public void Export_FashionGenerator_Verifies(string name)
    {
        GanModel model = name == "dcgan-fashion" ? new DcganFashion() : new CganFashion();
        using var generator = model.CreateGenerator(model.Settings with { GeneratorWidth = 8 }, new DataShape(1, 28, 28, ClassCount: 10));
        List<ExportInput> inputs = [new("z", batch => Tensor.RandomNormal([batch, generator.LatentSize]))];
        if (model.IsConditional)
        {
            inputs.Add(new("labels", batch => Tensor.RandomIntegers(0, generator.ClassCount, [batch])));
        }

        var result = OnnxExporter.Export(
            generator,
            inputs,
            values => [("images", generator.Forward(new GeneratorInput(values[0], values.ElementAtOrDefault(1)), Mode.Inference))],
            TestNetworks.Description with { Recipe = name, ImageHeight = 28, ImageWidth = 28, ImageChannels = 1, LatentSize = generator.LatentSize },
            FilePath);

        Assert.IsLessThan(1e-5, result.MaxDifference);
        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(FilePath)).Graph;
        CollectionAssert.Contains(graph.Initializer.Select(tensor => tensor.Name).ToList(), "body.up14.weight");
        CollectionAssert.Contains(graph.Node.Select(node => node.Name).ToList(), "body.up14/ConvTranspose");
    }

    [TestMethod]
    public void Export_ConditionalGenerator_LoadsInTheInferenceLibrary()
    {
        using var network = new TinyGenerator(conditional: true);
        OnnxExporter.Export(
            network,
            [TestNetworks.Latents, TestNetworks.Labels],
            inputs => [("images", network.Forward(inputs[0], inputs[1]))],
            TestNetworks.Description with { Classes = TestNetworks.Classes },
            FilePath);

        using var generator = Inference.Generator.Load(FilePath);
        var images = generator.Sample(count: 3, seed: 1);

        Assert.AreEqual(TestNetworks.Classes, generator.Info.Classes);
        Assert.AreEqual((3, 8, 8, 3), (images.Count, images.Height, images.Width, images.Channels));
    }

    [TestMethod]
    [Description("An untrained InfoGAN of ten categories and two numbers, as its run would be exported: the library knows its codes, and they change the image.")]
    public void Export_InfoGan_LoadsInTheInferenceLibraryWithItsCodes()
    {
        var model = new InfoganMnist();
        var data = new RunData { Name = "digits", Split = "train", Digest = "", Count = 1, Channels = 1, Height = 28, Width = 28, ClassNames = [] };
        var settings = model.Settings with { GeneratorWidth = 8, ContinuousCodes = 2 };
        var run = new RunInfo
        {
            Model = model.Name,
            Seed = 1,
            Device = "cpu",
            TotalSteps = 1,
            Options = settings,
            Data = data,
            Parameters = new Dictionary<string, long>(),
            LibtorchVersion = "",
        };
        using var product = RunProduct.Create(model, run, ExportedNetwork.Product);
        product.Write(product.Describe(steps: 0, new Dictionary<string, double>()), FilePath);

        using var generator = Inference.Generator.Load(FilePath);
        var codes = new float[2 * 12];
        generator.Codes.SetCategory(codes, 3);
        generator.Codes.SetContinuous(codes.AsSpan(12), 1, 1);
        var images = new float[2 * 28 * 28];
        generator.SampleImages(new float[2 * generator.LatentSize], [], codes, images);

        Assert.AreEqual(new Inference.CodeLayout(10, 2), generator.Codes);
        CollectionAssert.AreNotEqual(images[..784], images[784..], "The code changes nothing.");
    }

    [TestMethod]
    public void Export_PassThatComputesSomethingElseLater_FailsAndLeavesNoFile()
    {
        using var network = new EmptyModule();
        var calls = 0;

        var failure = Assert.ThrowsExactly<OnnxExportException>(() => OnnxExporter.Export(
            network, [TestNetworks.Latents], TestNetworks.Single(z => ++calls <= 2 ? z * 1 : z * 1.001), TestNetworks.Extractor, FilePath));

        StringAssert.Contains(failure.Message, "output 'y' of a batch of 1 differs by", StringComparison.Ordinal);
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder));
    }

    [TestMethod]
    public void Export_ThatFails_LeavesTheOlderFileAsItWas()
    {
        File.WriteAllText(FilePath, "older");
        using var network = new EmptyModule();

        Assert.ThrowsExactly<OnnxExportException>(() => OnnxExporter.Export(
            network, [TestNetworks.Latents], TestNetworks.Single(z => (z * 0) / 0), TestNetworks.Extractor, FilePath), "NaN is equal to nothing.");

        Assert.AreEqual("older", File.ReadAllText(FilePath));
    }

    [TestMethod]
    public void Export_SizeThatFollowsTheBatchOnlyAtFirst_FailsInVerification()
    {
        using var network = new EmptyModule();

        var failure = Assert.ThrowsExactly<OnnxExportException>(() => OnnxExporter.Export(
            network, [TestNetworks.Latents], TestNetworks.Single(z => z.Slice(0, 0, Math.Min(z.Shape[0], 8)) * 2), TestNetworks.Extractor, FilePath));

        StringAssert.Contains(failure.Message, "output 'y' of a batch of 63 is [63, 10] in ONNX Runtime and [8, 10] in libtorch", StringComparison.Ordinal);
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder));
    }
}
