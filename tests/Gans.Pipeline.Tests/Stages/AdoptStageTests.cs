using Gans.Formats;
using Gans.Inference;
using Gans.Inference.Metrics;
using Gans.Pipeline.Commands;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Tests.Doubles;
using Gans.Runtime;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Gans.Pipeline.Tests.Stages;

/// <summary>Files of others, adopted on the command line and used like those that Gans exports.</summary>
[TestClass]
public sealed class AdoptStageTests
{
    [TestMethod]
    [Description("The mean of each channel, 0..255 taken as -1..1 and half of that again by the deviation of 2: 255 becomes 0.5, 0 becomes -0.5.")]
    public void Adopt_Extractor_LoadsAndSeesImagesInItsRange()
    {
        using var folder = new TemporaryFolder();
        var file = new HandMadeModel().Input("x", DataType.Float, 1, 3, 4, 4).Node("GlobalAveragePool", "x", "y").Outputs("y").Save(folder);

        var (code, output, error) = Run("adopt", file, "--kind", "extractor", "--input", "-1..1", "--std", "2", "--name", "means", "--out", folder["a.onnx"]);

        Assert.AreEqual(0, code, error);
        StringAssert.Contains(output, "3 features of images at 4x4", StringComparison.Ordinal);
        using var extractor = FeatureExtractor.Load(folder["a.onnx"], new FeatureExtractorOptions { Device = Device.Cpu });
        var features = new float[6];
        extractor.Extract([Image(255, 0, 255), Image(0, 255, 255)], features, []);
        CollectionAssert.AreEqual(new[] { 0.5f, -0.5f, 0.5f, -0.5f, 0.5f, 0.5f }, features);
        Assert.AreEqual(("means", ResizeRule.Clean), (extractor.Identity.Name, extractor.Identity.Resize));
    }

    [TestMethod]
    [Description("tanh(0) is the middle of -1..1: 127.5, which rounds to the even 128.")]
    public void Adopt_Generator_DrawsPictures()
    {
        using var folder = new TemporaryFolder();
        var file = new HandMadeModel().Input("noise", DataType.Float, 1, 5, 1, 1).Store("zero", new float[60], 5, 12)
            .Node("Flatten", "noise", "flat").Node("MatMul", "flat zero", "grey").Store("shape", 1, 3, 2, 2).Node("Reshape", "grey shape", "x")
            .Node("Tanh", "x", "fake").Outputs("fake").Save(folder);

        Assert.AreEqual(0, Run("adopt", file, "--kind", "generator", "--out", folder["g.onnx"]).Code);

        using var generator = Generator.Load(folder["g.onnx"], new GeneratorOptions { Device = Device.Cpu });
        CollectionAssert.AreEqual(Enumerable.Repeat<byte>(128, 24).ToArray(), generator.Sample(2, seed: 1).Pixels.ToArray());
    }

    [TestMethod]
    public void Load_ForeignFile_NamesTheCommand()
    {
        using var folder = new TemporaryFolder();
        var file = new HandMadeModel().Input("x", DataType.Float, 1, 3, 4, 4).Node("Tanh", "x", "y").Outputs("y").Save(folder);

        Refusal.AssertOneLine(() => Generator.Load(file), "gans adopt");
        Refusal.AssertOneLine(() => FeatureExtractor.Load(file), "gans adopt");
    }

    [TestMethod]
    [DataRow("generator", "std", "2")]
    [DataRow("generator", "blue_first", "true")]
    [DataRow("extractor", "z", "noise")]
    public void Check_OptionOfTheOtherKind_IsRefused(string kind, string option, string value)
    {
        var stage = new AdoptStage();

        StringAssert.StartsWith(stage.Check(Given.Values(stage, ("kind", kind), (option, value))), $"found '{option}' for a", StringComparison.Ordinal);
        Assert.IsNull(stage.Check(Given.Values(stage, ("kind", kind))));
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (GansCommandLine.Run(arguments, output, error), output.ToString(), error.ToString());
    }

    private static Image Image(byte red, byte green, byte blue) =>
        new(4, 4, 3, [.. Enumerable.Repeat<byte[]>([red, green, blue], 16).SelectMany(pixel => pixel)]);
}
