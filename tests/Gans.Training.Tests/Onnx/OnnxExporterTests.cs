using System.Text.Json;
using Gans.Torch;
using Gans.Training.Onnx;
using global::Onnx;
using Google.Protobuf;

namespace Gans.Training.Tests.Onnx;

[TestClass]
public sealed class OnnxExporterTests
{
    /// <summary>Two libraries add the same single-precision products in different orders; tanh keeps the images within 1.</summary>
    private const double Tolerance = 1e-5;

    [TestMethod]
    public void Build_Generator_HasReadableNames()
    {
        using var generator = new TinyGenerator();
        var graph = OnnxExporter.Build(generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z)), TestNetworks.Description).Graph;

        CollectionAssert.AreEqual(
            new[]
            {
                "project/Gemm", "project/LeakyRelu", "project/Reshape", "up4/ConvTranspose", "norm/BatchNormalization",
                "up8/ConvTranspose", "up8/LeakyRelu", "image/Conv", "image/Tanh",
                "pixels/Sub", "pixels/Mul", "pixels/Clip", "pixels/Round", "pixels/Cast", "pixels/Transpose",
            },
            graph.Node.Select(node => node.Name).ToArray());
        var up = graph.Node.Single(node => node.Name == "up8/ConvTranspose");
        CollectionAssert.AreEqual(new[] { "norm/BatchNormalization_out", "up8.weight", "up8.bias" }, up.Input.ToArray());
        var attributes = up.Attribute.Select(attribute => attribute.Name).ToArray();
        CollectionAssert.AreEqual(new[] { "kernel_shape", "strides", "pads" }, attributes, "Defaults are left out.");
        CollectionAssert.AreEqual(new[] { "images" }, graph.Node.Single(node => node.Name == "image/Tanh").Output.ToArray());
    }

    [TestMethod]
    public void Build_Generator_KeepsTheContract()
    {
        using var generator = new TinyGenerator();
        var model = OnnxExporter.Build(generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z)), TestNetworks.Description);

        Assert.AreEqual(8, model.IrVersion);
        Assert.AreEqual((string.Empty, 18L), model.OpsetImport.Select(set => (set.Domain, set.Version)).Single());
        CollectionAssert.AreEqual(new[] { "z Float [N, 10]" }, model.Graph.Input.Select(Show).ToArray());
        CollectionAssert.AreEqual(new[] { "images Float [N, 3, 8, 8]", "pixels Uint8 [N, 8, 8, 3]" }, model.Graph.Output.Select(Show).ToArray());
        Assert.AreEqual("Latents.", model.Graph.Input[0].DocString);
        Assert.IsTrue(model.Graph.ValueInfo.Select(Show).Contains("up4/ConvTranspose_out Float [N, 8, 4, 4]"));
    }

    [TestMethod]
    public void Build_Generator_DescribesItself()
    {
        using var generator = new TinyGenerator();
        var more = new Dictionary<string, string> { ["gans.note"] = "x" };
        var description = TestNetworks.Description with { ClassNames = ["cat", "d\"og"], ValueMin = -0.5, More = more };
        var model = OnnxExporter.Build(generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z)), description);

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
        Assert.AreEqual("x", metadata["gans.note"]);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(5)]
    [DataRow(64)]
    public void Build_ConditionalGenerator_RunsAtAnyBatchSize(int batch)
    {
        using var scope = new TensorScope();
        using var generator = new TinyGenerator(conditional: true);
        ExportInput[] inputs = [TestNetworks.Latents, TestNetworks.Labels];
        var model = OnnxExporter.Build(generator, inputs, values => [("images", generator.Forward(values[0], values[1]))], TestNetworks.Description);

        Tensor[] samples = [.. inputs.Select(input => input.Sample(batch))];
        var outputs = OrtRun.Run(model, samples);

        var expected = generator.Forward(samples[0], samples[1]).ToArray<float>();
        CollectionAssert.AreEqual(new long[] { batch, 3, 8, 8 }, outputs[0].Shape);
        CollectionAssert.AreEqual(new long[] { batch, 8, 8, 3 }, outputs[1].Shape);
        Assert.IsTrue(expected.Zip(outputs[0].Values).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance));
    }

    [TestMethod]
    [Description("By hand, from -1 to 1: 127.5 (v + 1), clipped; -0.6 is 51; a value of 1 / 255 is 128, and 0 is 127.5, which rounds to the even 128.")]
    public void Build_Generator_RoundsPixelsToTheEvenByteAndClips()
    {
        using var network = new EmptyModule();
        using var scope = new TensorScope();
        var input = new ExportInput("z", batch => Tensor.Zeros([batch, 1, 1, 5]));
        var description = TestNetworks.Description with { ImageHeight = 1, ImageWidth = 5, ImageChannels = 1 };
        var model = OnnxExporter.Build(network, [input], TestNetworks.Images(z => z * 1), description);

        var pixels = OrtRun.Run(model, [Tensor.From([-1.5f, -0.6f, 0f, 1 / 255f, 7f], 1, 1, 1, 5)])[1];

        CollectionAssert.AreEqual(new double[] { 0, 51, 128, 128, 255 }, pixels.Values);
    }

    [TestMethod]
    [Description("Element (channel c, row h, column w) of the input is 6 c + 3 h + w.")]
    public void Build_PixelsOfTwoRowsAndColours_AreRowsOfPixels()
    {
        using var network = new EmptyModule();
        using var scope = new TensorScope();
        var input = new ExportInput("z", batch => Tensor.Zeros([batch, 3, 2, 3]));
        var description = TestNetworks.Description with { ImageHeight = 2, ImageWidth = 3, ValueMin = 0, ValueMax = 255 };
        var model = OnnxExporter.Build(network, [input], TestNetworks.Images(z => z * 1), description);

        var pixels = OrtRun.Run(model, [Tensor.Range(18).To(DType.Float32).Reshape(1, 3, 2, 3)])[1];

        CollectionAssert.AreEqual(new double[] { 0, 6, 12, 1, 7, 13, 2, 8, 14, 3, 9, 15, 4, 10, 16, 5, 11, 17 }, pixels.Values);
    }

    [TestMethod]
    public void Build_ConstantSubgraph_BecomesOneInitializer()
    {
        using var generator = new TinyGenerator();
        var graph = OnnxExporter.Build(generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z)), TestNetworks.Description).Graph;

        var norm = graph.Node.Single(node => node.OpType == "BatchNormalization");
        Assert.AreEqual("norm/add", norm.Input[4], "variance.Square() + 0.5 was computed ahead of time.");
        var stored = graph.Initializer.Select(tensor => tensor.Name).ToList();
        CollectionAssert.Contains(stored, "norm/add");
        CollectionAssert.DoesNotContain(stored, "norm.variance", "Only what is read is stored.");
    }

    [TestMethod]
    public void Build_DeadCalls_AreDroppedEvenWhereUnmapped()
    {
        using var network = new EmptyModule();
        var graph = OnnxExporter.Build(network, [TestNetworks.Latents], TestNetworks.Single(z =>
        {
            _ = z.MeanSquaredError(z * 2);
            return z.Tanh();
        }), TestNetworks.Extractor).Graph;

        CollectionAssert.AreEqual(new[] { "Tanh" }, graph.Node.Select(node => node.Name).ToArray());
        Assert.IsEmpty(graph.Initializer);
    }

    [TestMethod]
    public void Build_EqualConstants_AreStoredOnce()
    {
        using var network = new EmptyModule();
        var graph = OnnxExporter.Build(
            network,
            [TestNetworks.Latents],
            TestNetworks.Single(z => (((z * 0.5) + Tensor.Ones([10])) * 0.5) + Tensor.Ones([10])),
            TestNetworks.Extractor).Graph;

        Assert.HasCount(4, graph.Node);
        CollectionAssert.AreEqual(new[] { "float32/0.5", "full" }, graph.Initializer.Select(tensor => tensor.Name).ToArray());
    }

    [TestMethod]
    public void Build_TiedWeights_AreStoredOnceAndEqualOnesKeepTheirNames()
    {
        using var network = new TinyGenerator();
        var state = network.NamedState().ToDictionary(entry => entry.Name, entry => entry.Value);
        using (Autograd.NoGrad())
        {
            state["up4.bias"].FillInPlace(0);
            state["up8.bias"].FillInPlace(0);
        }

        var graph = OnnxExporter.Build(
            network,
            [new ExportInput("x", batch => Tensor.RandomNormal([batch, 8]))],
            TestNetworks.Single(x => x + state["up4.bias"] + state["up4.bias"] + state["up8.bias"]),
            TestNetworks.Extractor).Graph;

        CollectionAssert.AreEqual(new[] { "up4.bias", "up8.bias" }, graph.Initializer.Select(tensor => tensor.Name).ToArray());
    }

    [TestMethod]
    public void Build_Extractor_HasItsOutputsAlone()
    {
        using var network = new EmptyModule();
        using var scope = new TensorScope();
        var images = new ExportInput("images", batch => Tensor.RandomUniform([batch, 3, 8, 8]));
        var model = OnnxExporter.Build(
            network,
            [images],
            inputs =>
            {
                var features = inputs[0].Mean([2, 3]);
                return [("features", features), ("logits", features.Softplus()), ("same", features), ("input", inputs[0])];
            },
            TestNetworks.Extractor);

        CollectionAssert.AreEqual(
            new[] { "features Float [N, 3]", "logits Float [N, 3]", "same Float [N, 3]", "input Float [N, 3, 8, 8]" },
            model.Graph.Output.Select(Show).ToArray());
        var sample = images.Sample(2);
        var outputs = OrtRun.Run(model, [sample]);
        CollectionAssert.AreEqual(outputs[0].Values, outputs[2].Values);
        CollectionAssert.AreEqual(sample.To(DType.Float64).ToArray<double>(), outputs[3].Values);
    }

    [TestMethod]
    public void Build_Twice_GivesTheSameBytes()
    {
        using var generator = new TinyGenerator();

        var first = OnnxExporter.Build(generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z)), TestNetworks.Description);
        var second = OnnxExporter.Build(generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z)), TestNetworks.Description);

        CollectionAssert.AreEqual(first.ToByteArray(), second.ToByteArray());
    }

    private static string Show(ValueInfoProto value)
    {
        var sizes = value.Type.TensorType.Shape.Dim.Select(size => size.HasDimParam ? size.DimParam : $"{size.DimValue}");
        return $"{value.Name} {(TensorProto.Types.DataType)value.Type.TensorType.ElemType} [{string.Join(", ", sizes)}]";
    }
}
