using Gans.Formats;
using Gans.Inference;
using Gans.Runtime;
using Gans.Training.Pretrained;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Training.Tests.Pretrained;

[TestClass]
public sealed class ResNet18ExportTests
{
    private const int Side = 224;
    private const int ImageSize = 3 * Side * Side;
    private const int Features = 512;

    private static readonly string Weights = PretrainedCatalog.Find("resnet18").InstalledWeights();

    [TestMethod]
    [Description("Sixteen images at once, and one, against the package's own two graphs one image at a time.")]
    public void Export_Package_GivesTheFeaturesOfItsGraphs()
    {
        using var folder = new TemporaryFolder();
        var result = PretrainedCatalog.Find("resnet18").Export(null, folder["resnet18.onnx"], CancellationToken.None).Single();
        var images = NewImages(16);

        using var session = OnnxSessions.Open(folder["resnet18.onnx"], new SessionSettings { Device = Device.Cpu });
        var together = Run(session, "images", "features", images, 16);
        var alone = Run(session, "images", "features", images[..ImageSize], 1);

        foreach (var i in (int[])[0, 7, 15])
        {
            var expected = OfThePackage(images[(i * ImageSize)..((i + 1) * ImageSize)]);
            AssertNear(expected, together[(i * Features)..((i + 1) * Features)]);
            AssertNear(expected, i == 0 ? alone : expected);
        }

        Assert.AreEqual("the package's own graphs", result.Peer);
        AssertSaysWhatItIs(ModelInfo.Read(folder["resnet18.onnx"]));
    }

    [TestMethod]
    public void Export_OtherFile_IsRefusedByItsDigest()
    {
        using var folder = new TemporaryFolder();
        folder.Write("ResNetPrepOnnx/ResNetPreprocess.onnx", "another");

        Refusal.AssertOneLine(
            () => PretrainedCatalog.Find("resnet18").Export(folder.Path, folder["out.onnx"], CancellationToken.None),
            "with the SHA-256 ",
            "needed 84bf8def78d0");
        Assert.IsFalse(folder.Has("out.onnx"));
    }

    private static void AssertSaysWhatItIs(ModelInfo info)
    {
        Assert.AreEqual(
            (ModelKind.Extractor, "resnet18", 0.0, 255.0, Side, Side, 3, 0, ResizeRule.Clean),
            (info.Card.Kind, info.Card.Recipe, info.Card.ValueMin, info.Card.ValueMax, info.Card.ImageHeight, info.Card.ImageWidth, info.Card.ImageChannels,
                info.Card.Classes, info.Card.Resize));
        StringAssert.Contains(info.Card.Weights, "(MIT)");
        Assert.AreEqual(18, info.Opset);
    }

    private static float[] NewImages(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count * ImageSize).Select(_ => (float)random.Next(256))];
    }

    private static float[] OfThePackage(float[] image)
    {
        using var preparation = OnnxSessions.Open(Path.Combine(Weights, "ResNetPrepOnnx/ResNetPreprocess.onnx"), new SessionSettings { Device = Device.Cpu });
        using var network = OnnxSessions.Open(Path.Combine(Weights, "ResNet18Onnx/ResNet18.onnx"), new SessionSettings { Device = Device.Cpu });
        return Run(network, "Input247", "Pooling395_Output_0", Run(preparation, "OriginalInput", "PreprocessedInput", image, 1), 1);
    }

    private static float[] Run(InferenceSession session, string input, string output, float[] images, int count)
    {
        using var options = new RunOptions();
        using var value = OrtValue.CreateTensorValueFromMemory(images, [count, 3, Side, Side]);
        using var results = session.Run(options, [input], [value], [output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static void AssertNear(float[] expected, float[] actual)
    {
        var tolerance = 1e-4 * Math.Max(1, expected.Max(Math.Abs));
        Assert.IsLessThanOrEqualTo(tolerance, expected.Zip(actual, static (left, right) => Math.Abs(left - right)).Max());
    }
}
