using System.Text.Json;
using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training.Export;
using Gans.Training.Tests.Support;
using global::Onnx;
using static TorchSharp.torch;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Tests.Export;

[TestClass]
public sealed class ModelFileTests : IDisposable
{
    /// <summary>Two libraries add the same single-precision products in different orders; tanh keeps the images within 1.</summary>
    private const double Tolerance = 1e-5;

    private static readonly OnnxInput Latents = new("z", [OnnxAxis.N, TinyGenerators.LatentSize]) { Description = "Latents." };

    private static readonly OnnxInput Labels = new("labels", [OnnxAxis.N])
    {
        Type = ScalarType.Int64,
        Sample = batch => randint(0, TinyGenerators.Classes, [batch], ScalarType.Int64),
    };

    private static readonly ModelCard Description = new()
    {
        Kind = ModelKind.Generator,
        Recipe = "test-generator",
        LatentSize = TinyGenerators.LatentSize,
        LatentDistribution = LatentDistribution.Normal,
        ValueMin = -1,
        ValueMax = 1,
        ImageHeight = 8,
        ImageWidth = 8,
        ImageChannels = 3,
        Steps = 7,
        Dataset = "none",
        Seed = 1,
    };

    private readonly TemporaryFolder folder = new();

    private string FilePath => folder["model.onnx"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Write_Generator_NodesBearTheNamesOfTheLayers()
    {
        using var generator = TinyGenerators.Plain();

        var graph = Write(generator).Graph;

        CollectionAssert.AreEqual(
            new[]
            {
                "body.project/Gemm", "body.project_leakyrelu/LeakyRelu", "body.project_reshape/Reshape",
                "body.up4/ConvTranspose", "body.norm/BatchNormalization",
                "body.up8/ConvTranspose", "body.up8_leakyrelu/LeakyRelu", "body.image/Conv", "body.image_tanh/Tanh",
                "Sub", "Mul", "Clip", "Round", "Cast", "Transpose",
            },
            graph.Node.Select(node => node.Name).ToArray());
        var up = graph.Node.Single(node => node.Name == "body.up8/ConvTranspose");
        CollectionAssert.AreEqual(new[] { "body.norm/BatchNormalization_out", "body.up8.weight", "body.up8.bias" }, up.Input.ToArray());
        CollectionAssert.AreEqual(
            new[] { "kernel_shape", "strides", "pads" }, up.Attribute.Select(attribute => attribute.Name).ToArray(), "Defaults are left out.");
        CollectionAssert.AreEqual(new[] { "images" }, graph.Node.Single(node => node.Name == "body.image_tanh/Tanh").Output.ToArray());
    }

    [TestMethod]
    public void Write_Generator_KeepsTheContract()
    {
        using var generator = TinyGenerators.Plain();

        var model = Write(generator);

        Assert.AreEqual(8, model.IrVersion);
        Assert.AreEqual((string.Empty, 18L), model.OpsetImport.Select(set => (set.Domain, set.Version)).Single());
        CollectionAssert.AreEqual(new[] { "z Float [N, 10]" }, model.Graph.Input.Select(Show).ToArray());
        CollectionAssert.AreEqual(new[] { "images Float [N, 3, 8, 8]", "pixels Uint8 [N, 8, 8, 3]" }, model.Graph.Output.Select(Show).ToArray());
        Assert.AreEqual("Latents.", model.Graph.Input[0].DocString);
        StringAssert.Contains(model.Graph.Output[0].DocString, "from -1 (black) to 1 (white)", StringComparison.Ordinal);
        Assert.IsTrue(model.Graph.ValueInfo.Select(Show).Contains("body.up4/ConvTranspose_out Float [N, 8, 4, 4]"));
    }

    [TestMethod]
    public void Write_Generator_ReportsWhatItWrote()
    {
        using var generator = TinyGenerators.Plain();

        var report = ModelFile.Write(generator, Description, FilePath, [Latents], Images(generator));

        var model = ExportedFile.Read(FilePath);
        Assert.AreEqual((FilePath, new FileInfo(FilePath).Length), (report.Path, report.Bytes));
        Assert.AreEqual((model.Graph.Node.Count, model.Graph.Initializer.Count), (report.Nodes, report.StoredTensors));
        Assert.IsTrue(report.GreatestDifference is > 0 and < Tolerance, $"Two libraries differ by rounding alone, but by {report.GreatestDifference}.");
    }

    [TestMethod]
    public void Write_Generator_DescribesItself()
    {
        using var generator = TinyGenerators.Plain();

        var model = Write(generator, Description with { Classes = 2, ClassNames = ["cat", "d\"og"], ValueMin = -0.5, Weights = "x" });

        var metadata = model.MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value);
        Assert.AreEqual("generator", metadata["gans.kind"]);
        Assert.AreEqual("test-generator", metadata["gans.recipe"]);
        Assert.AreEqual("10", metadata["gans.latent_size"]);
        Assert.AreEqual("normal", metadata["gans.latent_distribution"]);
        Assert.AreEqual("2", metadata["gans.classes"]);
        CollectionAssert.AreEqual(new[] { "cat", "d\"og" }, JsonSerializer.Deserialize<string[]>(metadata["gans.class_names"]));
        Assert.AreEqual("-0.5", metadata["gans.value_min"]);
        Assert.AreEqual("1", metadata["gans.value_max"]);
        Assert.AreEqual("8 8 3", $"{metadata["gans.image_height"]} {metadata["gans.image_width"]} {metadata["gans.image_channels"]}");
        Assert.AreEqual((64 * 11) + (16 * 8 * 16) + 8 + (4 * 8) + (8 * 8 * 16) + 8 + (3 * 8 * 49) + 3, int.Parse(metadata["gans.parameters"], provider: null));
        Assert.AreEqual("7 none 1", $"{metadata["gans.steps"]} {metadata["gans.dataset"]} {metadata["gans.seed"]}");
        Assert.AreEqual("1", metadata["gans.format"]);
        Assert.AreEqual(model.ProducerVersion, metadata["gans.tool_version"]);
        Assert.AreEqual("x", metadata["gans.weights"]);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(5)]
    [DataRow(64)]
    public void Write_ConditionalGenerator_RunsAtAnyBatchSize(int batch)
    {
        using var scope = NewDisposeScope();
        using var generator = TinyGenerators.Conditional();
        WriteConditional(generator);
        var (z, labels) = (randn(batch, TinyGenerators.LatentSize), Labels.Sample!(batch));

        var images = ExportedFile.Run<float>(FilePath, "images", ("z", z), ("labels", labels));
        var pixels = ExportedFile.Run<byte>(FilePath, "pixels", ("z", z), ("labels", labels));

        var expected = generator.Run(new GeneratorInput(z, labels), Mode.Inference).ToArray<float>();
        CollectionAssert.AreEqual(new long[] { batch, 3, 8, 8 }, images.Shape);
        CollectionAssert.AreEqual(new long[] { batch, 8, 8, 3 }, pixels.Shape);
        Assert.IsTrue(expected.Zip(images.Values).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance));
    }

    [TestMethod]
    public void Write_ConditionalGenerator_LoadsInTheInferenceLibrary()
    {
        using var network = TinyGenerators.Conditional();
        WriteConditional(network);

        using var generator = Inference.Generator.Load(FilePath);
        var images = generator.Sample(count: 3, seed: 1);

        Assert.AreEqual(TinyGenerators.Classes, generator.Info.Card.Classes);
        Assert.AreEqual((3, 8, 8, 3), (images.Count, images.Height, images.Width, images.Channels));
    }

    [TestMethod]
    [Description("An untrained InfoGAN of ten categories and two numbers, as its run would be exported: the library knows its codes, "
        + "and they change the image.")]
    public void Write_InfoGan_LoadsInTheInferenceLibraryWithItsCodes()
    {
        var model = (GanModel)TrainingSettings.FindModel("infogan-mnist");
        var run = new RunInfo
        {
            Model = model.Name,
            Seed = 1,
            Device = "cpu",
            TotalSteps = 1,
            Options = model.Settings with { GeneratorWidth = 8, ContinuousCodes = 2 },
            Data = new RunData { Name = "digits", Split = "train", Digest = "", Count = 1, Channels = 1, Height = 28, Width = 28, ClassNames = [] },
            Parameters = new Dictionary<string, long>(),
            LibtorchVersion = "",
        };
        using var product = RunProduct.Create(model, run, new ExportOptions { Run = "run", Output = "file", Network = ExportedNetwork.Product });
        product.Write(product.Describe(steps: 0, new Dictionary<string, double>()), FilePath);

        using var generator = Inference.Generator.Load(FilePath);
        var codes = new float[2 * 12];
        generator.Codes.SetCategory(codes, 3);
        generator.Codes.SetContinuous(codes.AsSpan(12), 1, 1);
        var images = new float[2 * 28 * 28];
        generator.SampleValues(new Inference.SampleRequest(new Inference.LatentBatch(2, generator.LatentSize)) { Codes = codes }, images);

        Assert.AreEqual(new CodeLayout(10, 2), generator.Codes);
        CollectionAssert.AreNotEqual(images[..784], images[784..], "The code changes nothing.");
    }

    [TestMethod]
    [Description("By hand, from -1 to 1: 127.5 (v + 1), clipped; -0.6 is 51; a value of 1 / 255 is 128, and 0 is 127.5, which rounds to the even 128.")]
    public void Write_Pixels_AreRoundedToTheEvenByteAndClipped()
    {
        var pixels = PixelsOf([-1.5f, -0.6f, 0f, 1 / 255f, 7f], [1, 1, 5], Description);

        CollectionAssert.AreEqual(new byte[] { 0, 51, 128, 128, 255 }, pixels);
    }

    [TestMethod]
    [Description("Element (channel c, row h, column w) of the input is 6 c + 3 h + w.")]
    public void Write_PixelsOfTwoRowsAndColours_AreRowsOfPixels()
    {
        var pixels = PixelsOf([.. Enumerable.Range(0, 18).Select(value => (float)value)], [3, 2, 3], Description with { ValueMin = 0, ValueMax = 255 });

        CollectionAssert.AreEqual(new byte[] { 0, 6, 12, 1, 7, 13, 2, 8, 14, 3, 9, 15, 4, 10, 16, 5, 11, 17 }, pixels);
    }

    [TestMethod]
    public void Write_Twice_GivesTheSameBytes()
    {
        using var generator = TinyGenerators.Plain();

        ModelFile.Write(generator, Description, folder["first.onnx"], [Latents], Images(generator));
        ModelFile.Write(generator, Description, folder["second.onnx"], [Latents], Images(generator));

        CollectionAssert.AreEqual(File.ReadAllBytes(folder["first.onnx"]), File.ReadAllBytes(folder["second.onnx"]));
    }

    [TestMethod]
    public void Write_WeightThatIsNoNumber_FailsAndLeavesTheOlderFileAsItWas()
    {
        File.WriteAllText(FilePath, "older");
        using var generator = TinyGenerators.Plain();
        using (no_grad())
        {
            generator.parameters().First().fill_(double.NaN);
        }

        StringAssert.Contains(Refused(generator, Description), "Check that weights and outputs are finite", StringComparison.Ordinal);

        Assert.AreEqual("older", File.ReadAllText(FilePath));
        CollectionAssert.AreEqual(new[] { FilePath }, Directory.GetFileSystemEntries(folder.Path), "Nothing half-written stays.");
    }

    [TestMethod]
    public void Write_GeneratorWithoutImages_SaysSo()
    {
        using var generator = TinyGenerators.Plain();

        var failure = Assert.ThrowsExactly<OnnxExportException>(() => ModelFile.Write(
            generator, Description, FilePath, [Latents], values => [("y", generator.Run(new GeneratorInput(values[0]), Mode.Inference))]));

        StringAssert.Contains(failure.Message, "found no output 'images'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Write_ImagesOfAnotherSizeThanDescribed_NamesBoth()
    {
        using var generator = TinyGenerators.Plain();

        StringAssert.Contains(
            Refused(generator, Description with { ImageWidth = 9 }), "its images are Float32 [2, 3, 8, 8], but Float32 [2, 3, 8, "
                + "9] was announced", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Write_EmptyValueRange_IsRefused()
    {
        using var generator = TinyGenerators.Plain();

        StringAssert.Contains(Refused(generator, Description with { ValueMin = 1 }), "the value range is 1 to 1", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Write_OneNameForTwoClasses_IsRefused()
    {
        using var generator = TinyGenerators.Plain();

        StringAssert.Contains(Refused(generator, Description with { Classes = 2, ClassNames = ["cat"] }), "1 names of 2 classes", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Write_VectorsOfNoNumbers_AreRefused()
    {
        using var generator = TinyGenerators.Plain();

        StringAssert.Contains(Refused(generator, Description with { VectorSize = 0 }), "vectors of 0 numbers", StringComparison.Ordinal);
    }

    private static OnnxPass Images(Generator generator) => values => [("images", generator.Run(new GeneratorInput(values[0]), Mode.Inference))];

    private static string Show(ValueInfoProto value)
    {
        var sizes = value.Type.TensorType.Shape.Dim.Select(size => size.HasDimParam ? size.DimParam : $"{size.DimValue}");
        return $"{value.Name} {(TensorProto.Types.DataType)value.Type.TensorType.ElemType} [{string.Join(", ", sizes)}]";
    }

    private ModelProto Write(Generator generator, ModelCard? description = null)
    {
        ModelFile.Write(generator, description ?? Description, FilePath, [Latents], Images(generator));
        return ExportedFile.Read(FilePath);
    }

    private void WriteConditional(Generator generator) => ModelFile.Write(
        generator,
        Description with { Classes = TinyGenerators.Classes },
        FilePath,
        [Latents, Labels],
        values => [("images", generator.Run(new GeneratorInput(values[0], values[1]), Mode.Inference))]);

    private string Refused(Generator generator, ModelCard description) =>
        Assert.ThrowsExactly<OnnxExportException>(() => ModelFile.Write(generator, description, FilePath, [Latents], Images(generator))).Message;

    /// <summary>The bytes that a network writes whose images are its input, [channels, height, width].</summary>
    private byte[] PixelsOf(float[] values, long[] sizes, ModelCard description)
    {
        using var scope = NewDisposeScope();
        using var network = nn.Identity();
        description = description with { ImageChannels = (int)sizes[0], ImageHeight = (int)sizes[1], ImageWidth = (int)sizes[2] };
        var input = new OnnxInput("z", [OnnxAxis.N, .. sizes.Select(OnnxAxis.FromInt64)]);
        ModelFile.Write(network, description, FilePath, [input], inputs => [("images", network.call(inputs[0]))]);
        return ExportedFile.Run<byte>(FilePath, "pixels", ("z", tensor(values, [1, .. sizes]))).Values;
    }
}
