using System.IO.Pipes;
using System.Text.Json;
using Gans.Formats;
using Google.Protobuf;
using Onnx;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class ModelInfoTests
{
    [TestMethod]
    public void Read_Generator_GivesEveryEntry()
    {
        using var folder = new TemporaryFolder();

        var info = ModelInfo.Read(folder.Save(new TinyModel { LatentSize = 8, Classes = 2, Height = 5, Width = 4, Channels = 3, Distribution = "uniform" }));

        Assert.AreEqual(ModelKind.Generator, info.Card.Kind);
        Assert.AreEqual(
            (1, "tiny", (int?)8, (LatentDistribution?)LatentDistribution.Uniform),
            (info.Card.Format, info.Card.Recipe, info.Card.LatentSize, info.Card.LatentDistribution));
        Assert.AreEqual(2, info.Card.Classes);
        CollectionAssert.AreEqual(new[] { "class 0", "class 1" }, info.Card.ClassNames.ToArray());
        Assert.AreEqual((-1.0, 1.0), (info.Card.ValueMin, info.Card.ValueMax));
        Assert.AreEqual((5, 4, 3), (info.Card.ImageHeight, info.Card.ImageWidth, info.Card.ImageChannels));
        Assert.AreEqual((1234L, 56L, -7L), (info.Card.Parameters, info.Card.Steps, info.Card.Seed));
        Assert.AreEqual(("none", "0.1.0", "tests"), (info.Card.Dataset, info.Card.ToolVersion, info.Producer));
        Assert.AreEqual((8L, 18L), (info.IrVersion, info.Opset));
        CollectionAssert.AreEqual(new[] { "z float32 [N, 8]", "labels int64 [N]" }, info.Inputs.Select(input => input.ToString()).ToArray());
        CollectionAssert.AreEqual(
            new[] { "images float32 [N, 3, 5, 4]", "pixels uint8 [N, 5, 4, 3]" }, info.Outputs.Select(output => output.ToString()).ToArray());
        Assert.AreEqual("56", info.Metadata["gans.steps"]);
    }

    [TestMethod]
    public void Read_CodedGenerator_GivesWhatItsCodesHold()
    {
        var info = ModelInfo.Read(new MemoryStream(new TinyModel { CodeCategories = 10, ContinuousCodes = 2 }.ToBytes()));

        Assert.AreEqual((10, 2), (info.Card.Codes.Categories, info.Card.Codes.Continuous));
        using var json = JsonDocument.Parse(info.ToJson());
        Assert.AreEqual((10, 2), (json.RootElement.GetProperty("code_categories").GetInt32(), json.RootElement.GetProperty("continuous_codes").GetInt32()));
    }

    [TestMethod]
    public void ToJson_Generator_IsOneObjectWithTheSameValues()
    {
        using var json = JsonDocument.Parse(ModelInfo.Read(new MemoryStream(new TinyModel { Classes = 1 }.ToBytes()), "here.onnx").ToJson());

        var root = json.RootElement;
        Assert.AreEqual("here.onnx", root.GetProperty("file").GetString());
        Assert.AreEqual("generator", root.GetProperty("kind").GetString());
        Assert.AreEqual(8, root.GetProperty("latent_size").GetInt32());
        Assert.AreEqual("normal", root.GetProperty("latent_distribution").GetString());
        Assert.AreEqual("class 0", root.GetProperty("class_names")[0].GetString());
        Assert.AreEqual(-1f, root.GetProperty("value_min").GetSingle());
        Assert.AreEqual("z float32 [N, 8]", root.GetProperty("inputs")[0].GetString());
    }

    [TestMethod]
    public void Read_WeightsOfManyMegabytes_AreNotRead()
    {
        var model = new TinyModel().Build();
        model.Graph.Initializer.Add(
            new TensorProto { Name = "ballast", DataType = (int)TensorProto.Types.DataType.Uint8, RawData = ByteString.CopyFrom(new byte[32 << 20]) });
        using var stream = new CountingStream(model.ToByteArray());

        Assert.AreEqual(8, ModelInfo.Read(stream).Card.LatentSize);

        Assert.IsLessThan(1 << 20, stream.BytesRead);
    }

    [TestMethod]
    public void Read_NoSuchFile_SaysSo() =>
        Refusal.AssertOneLine(() => ModelInfo.Read("/nowhere/model.onnx"), "/nowhere/model.onnx", "no such file");

    [TestMethod]
    public void Read_Folder_IsRefused() => Refusal.AssertOneLine(() => ModelInfo.Read(Path.GetTempPath()), "Reading");

    [TestMethod]
    public void Read_Pipe_IsRefused()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);

        Refusal.AssertOneLine(() => ModelInfo.Read($"/proc/self/fd/{pipe.GetClientHandleAsString()}"), "found a pipe, needed a regular file");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("this is a text, not a model\n")]
    [DataRow("\u0008\u0008")]
    public void Read_OtherContent_IsNotAnOnnxFile(string content) =>
        Refusal.AssertOneLine(() => Read(System.Text.Encoding.UTF8.GetBytes(content)), "not an ONNX file");

    [TestMethod]
    public void Read_EveryTruncation_IsRefused()
    {
        var whole = new TinyModel { LatentSize = 2, Height = 2, Width = 2 }.ToBytes();

        for (var length = 0; length < whole.Length; length++)
        {
            var part = whole[..length];
            try
            {
                var info = Read(part);
                Assert.IsLessThan(17, info.Metadata.Count, $"{length} of {whole.Length} bytes are taken for the whole");
            }
            catch (InvalidInputException)
            {
                // What a cut inside a part must give; a cut between two metadata entries leaves a valid, shorter file.
            }
        }
    }

    [TestMethod]
    public void Read_ForeignOnnxFile_NamesTheMissingKey()
    {
        var model = new TinyModel().Build();
        model.MetadataProps.Clear();

        Refusal.AssertOneLine(() => Read(model.ToByteArray()), "gans.kind", "gans adopt");
    }

    [TestMethod]
    [DataRow("gans.kind", "painter", "generator or extractor or classifier or translator")]
    [DataRow("gans.format", "2", "Update")]
    [DataRow("gans.format", "one", "whole number")]
    [DataRow("gans.latent_size", "0", "from 1 to")]
    [DataRow("gans.latent_size", "99999999999999999999", "from 1 to")]
    [DataRow("gans.latent_distribution", "Normal", "normal or uniform")]
    [DataRow("gans.classes", "-1", "from 0 to")]
    [DataRow("gans.class_names", "[1]", "JSON array of strings")]
    [DataRow("gans.class_names", "{", "JSON array of strings")]
    [DataRow("gans.value_min", "NaN", "finite number")]
    [DataRow("gans.value_max", "1,5", "finite number")]
    [DataRow("gans.image_height", "1e3", "whole number")]
    [DataRow("gans.steps", "two\nlines", "whole number")]
    public void Read_MalformedEntry_NamesKeyAndNeed(string key, string value, string need)
    {
        var model = new TinyModel().Build();
        model.MetadataProps.Single(entry => entry.Key == key).Value = value;

        Refusal.AssertOneLine(() => Read(model.ToByteArray()), key == "gans.format" && value == "2" ? "format 2" : key, need);
    }

    [TestMethod]
    public void Read_DuplicateKey_IsRefused()
    {
        var model = new TinyModel().Build();
        model.MetadataProps.Add(model.MetadataProps[0]);

        Refusal.AssertOneLine(() => Read(model.ToByteArray()), "appears twice");
    }

    [TestMethod]
    public void Read_OtherKind_IsRead()
    {
        var model = new TinyModel().Build();
        model.MetadataProps.Clear();
        model.MetadataProps.Add(new StringStringEntryProto { Key = "gans.kind", Value = "extractor" });

        var info = Read(model.ToByteArray());

        Assert.AreEqual(ModelKind.Extractor, info.Card.Kind);
        Assert.IsNull(info.Card.LatentSize);
        Assert.AreEqual(0, info.Card.Classes);
    }

    private static ModelInfo Read(byte[] bytes) => ModelInfo.Read(new MemoryStream(bytes));

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        internal int BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var count = base.Read(buffer);
            BytesRead += count;
            return count;
        }

        public override int ReadByte()
        {
            BytesRead++;
            return base.ReadByte();
        }
    }
}
