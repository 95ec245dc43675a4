using Gans.Formats;
using Gans.Runtime;
using Google.Protobuf;
using Onnx;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class GeneratorLoadTests
{
    private static readonly GeneratorOptions OnCpu = new() { Device = Device.Cpu };

    [TestMethod]
    public void Load_PathBytesOrStream_GiveTheSameImages()
    {
        var model = new TinyModel();
        using var folder = new TemporaryFolder();
        using var fromPath = Generator.Load(folder.Save(model), OnCpu);
        using var fromBytes = Generator.Load(model.ToBytes(), OnCpu);
        using var fromStream = Generator.Load(new MemoryStream(model.ToBytes()), OnCpu);

        var pixels = fromPath.Sample(3, seed: 1).Pixels.ToArray();

        CollectionAssert.AreEqual(pixels, fromBytes.Sample(3, seed: 1).Pixels.ToArray());
        CollectionAssert.AreEqual(pixels, fromStream.Sample(3, seed: 1).Pixels.ToArray());
    }

    [TestMethod]
    public void Load_Generator_KnowsItsShapes()
    {
        using var generator = Generator.Load(new TinyModel { LatentSize = 6, Classes = 3, Height = 5, Width = 4, Channels = 3 }.ToBytes(), OnCpu);

        Assert.AreEqual((6, 3, 5, 4, 3), (generator.LatentSize, generator.Classes, generator.Height, generator.Width, generator.Channels));
        Assert.AreEqual(Device.Cpu, generator.Device);
        Assert.AreEqual("tiny", generator.Info.Card.Recipe);
    }

    [TestMethod]
    public void Load_OtherKind_IsRefused() => AssertRefused(
        model => Entry(model, "gans.kind").Value = "translator", "kind translator", "needed a generator");

    [TestMethod]
    [DataRow("gans.latent_size")]
    [DataRow("gans.latent_distribution")]
    [DataRow("gans.image_height")]
    [DataRow("gans.image_width")]
    [DataRow("gans.image_channels")]
    public void Load_MissingMetadata_NamesTheKey(string key) => AssertRefused(model => model.MetadataProps.Remove(Entry(model, key)), key, "gans export");

    [TestMethod]
    [DataRow("images", "needed one of float32 [N, 1, 5, 4]")]
    [DataRow("pixels", "needed one of uint8 [N, 5, 4, 1]")]
    public void Load_MissingOutput_SaysWhatItNeeds(string name, string need) => AssertRefused(
        model => model.Graph.Output.Remove(model.Graph.Output.Single(output => output.Name == name)), $"no output '{name}'", need);

    [TestMethod]
    public void Load_MissingLatentInput_SaysWhatItNeeds() => AssertRefused(model => model.Graph.Input[0].Name = "noise", "no input 'z'", "float32 [N, 8]");

    [TestMethod]
    public void Load_LatentSizeUnlikeTheGraph_IsRefused() =>
        AssertRefused(model => Entry(model, "gans.latent_size").Value = "9", "z float32 [N, 8]", "float32 [N, 9]");

    [TestMethod]
    public void Load_ImageSizeUnlikeTheGraph_IsRefused() => AssertRefused(
        model => Entry(model, "gans.image_width").Value = "5", "images float32 [N, 1, 5, 4]", "float32 [N, 1, 5, 5]");

    [TestMethod]
    public void Load_FixedBatch_IsRefused() => AssertRefused(
        model => model.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = 16, "z float32 [16, 8]", "float32 [N, 8]");

    [TestMethod]
    public void Load_LabelsWithoutClasses_AreRefused() => AssertRefused(
        model => model.Graph.Input.Add(TinyModel.Declare("labels", TensorProto.Types.DataType.Int64)), "input 'labels'", "it has 0 classes");

    [TestMethod]
    public void Load_InputThatSamplingDoesNotKnow_IsRefused() => AssertRefused(
        model => model.Graph.Input.Add(TinyModel.Declare("codes", TensorProto.Types.DataType.Float, 3)), "input 'codes'", "codes have 0 values");

    [TestMethod]
    public void Load_CodesOfAnotherSize_AreRefused()
    {
        var model = new TinyModel { CodeCategories = 3, ContinuousCodes = 1 }.Build();
        Entry(model, "gans.continuous_codes").Value = "2";

        Refusal.AssertOneLine(() => Generator.Load(model.ToByteArray(), OnCpu).Dispose(), "codes float32 [N, 4]", "float32 [N, 5]");
    }

    [TestMethod]
    public void Load_FewerNamesThanClasses_IsRefused() =>
        AssertRefused(model => Entry(model, "gans.class_names").Value = "[\"one\"]", "1 class names for 0 classes");

    [TestMethod]
    public void Load_TwoChannels_AreRefused() => AssertRefused(model => Entry(model, "gans.image_channels").Value = "2", "2 channels", "1 (grey) or 3 (RGB)");

    [TestMethod]
    public void Load_GraphThatOnnxRuntimeRefuses_SaysWhy() =>
        AssertRefused(model => model.Graph.Node[0].OpType = "NoSuchOperator", "ONNX Runtime refuses it", "NoSuchOperator");

    [TestMethod]
    public void Load_OnnxOfAnotherKind_IsRefused() => AssertRefused(model => model.MetadataProps.Clear(), "without metadata 'gans.kind'");

    [TestMethod]
    [DataRow(0, null)]
    [DataRow(1025, null)]
    [DataRow(null, 0)]
    [DataRow(null, 65537)]
    public void Load_OptionOutOfRange_SaysTheRange(int? threads, int? batchSize) => Refusal.AssertOneLine(
        () => Generator.Load(new TinyModel().ToBytes(), new GeneratorOptions { Threads = threads, BatchSize = batchSize }), "needed 1 to");

    [TestMethod]
    public void Load_CudaAskedFor_RunsThereOrSaysHowToGetIt()
    {
        var bytes = new TinyModel().ToBytes();
        var options = new GeneratorOptions { Device = Device.Cuda };

        if (OnnxRuntimeInfo.Detect().CudaProblem is { } problem)
        {
            Refusal.AssertOneLine(() => Generator.Load(bytes, options), "CUDA", problem);
            return;
        }

        using var onCuda = Generator.Load(bytes, options);
        using var onCpu = Generator.Load(bytes, OnCpu);
        Assert.AreEqual(Device.Cuda, onCuda.Device);
        for (var seed = 0; seed < 3; seed++)
        {
            AssertClose(onCpu.Sample(5, seed), onCuda.Sample(5, seed));
        }
    }

    [TestMethod]
    public void Load_Auto_IsCudaWhereItLoadsElseCpu()
    {
        using var generator = Generator.Load(new TinyModel().ToBytes());

        Assert.AreEqual(OnnxRuntimeInfo.Detect().CudaProblem is null ? Device.Cuda : Device.Cpu, generator.Device);
    }

    /// <summary>Two processors may round the last bit of a value differently, and so a pixel by one level.</summary>
    private static void AssertClose(ImageBatch expected, ImageBatch actual)
    {
        for (var i = 0; i < expected.Pixels.Length; i++)
        {
            Assert.AreEqual((double)expected.Pixels[i], actual.Pixels[i], 1, $"pixel {i}");
        }
    }

    private static StringStringEntryProto Entry(ModelProto model, string key) => model.MetadataProps.Single(entry => entry.Key == key);

    private static void AssertRefused(Action<ModelProto> change, params string[] parts)
    {
        var model = new TinyModel().Build();
        change(model);
        Refusal.AssertOneLine(() => Generator.Load(model.ToByteArray(), OnCpu, "bad.onnx").Dispose(), ["bad.onnx", .. parts]);
    }
}
