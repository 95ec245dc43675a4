using Gans.Formats;
using Gans.Inference;
using Gans.Runtime;
using Gans.Training.Pretrained;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Training.Tests.Pretrained;

[TestClass]
public sealed class InceptionExportTests
{
    [TestMethod]
    [Description("The export itself compares 64 images with libtorch.")]
    public void Export_InstalledWeights_IsAnExtractorThatSaysWhatItIs()
    {
        using var folder = new TemporaryFolder();

        var result = PretrainedCatalog.Find("inception-v3").Export(null, folder["inception.onnx"], CancellationToken.None).Single();

        var info = ModelInfo.Read(folder["inception.onnx"]);
        Assert.AreEqual(ModelKind.Extractor, info.Card.Kind);
        Assert.AreEqual("inception-v3", info.Card.Recipe);
        Assert.AreEqual(result.Parameters, info.Card.Parameters);
        Assert.AreEqual((299, 299, 3), (info.Card.ImageHeight!.Value, info.Card.ImageWidth!.Value, info.Card.ImageChannels!.Value));
        Assert.AreEqual((0.0, 1.0), (info.Card.ValueMin!.Value, info.Card.ValueMax!.Value));
        Assert.AreEqual(5, info.Card.Classes);
        StringAssert.Contains(info.Metadata["gans.weights"], "scores compare only among themselves");
        Assert.AreEqual(64, info.Metadata["gans.weights_sha256"].Length);
        Assert.AreEqual("nearest", info.Metadata["gans.resize"]);
        RowsOfConstantImagesAreEqual(folder["inception.onnx"]);
    }

    [TestMethod]
    public void Export_VariantWithoutInstalledWeights_AsksForThem()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(
            () => PretrainedCatalog.Find("inception-v3-fid").Export(null, "fid.onnx", CancellationToken.None));

        StringAssert.EndsWith(error.Message, "Pass --weights PATH.");
    }

    [TestMethod]
    public void Find_OtherName_OffersTheNearest() => StringAssert.EndsWith(
        Assert.ThrowsExactly<InvalidInputException>(() => PretrainedCatalog.Find("inception-v4")).Message, "Did you mean 'inception-v3'?");

    private static void RowsOfConstantImagesAreEqual(string path)
    {
        using var session = OnnxSessions.Open(path);
        using var run = new RunOptions();
        using var images = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(1 / 255f, 3 * 3 * 299 * 299).ToArray(), [3, 3, 299, 299]);
        using var outputs = session.Run(run, ["images"], [images], ["features", "logits"]);
        foreach (var output in outputs)
        {
            var rows = output.GetTensorDataAsSpan<float>().ToArray().Chunk((int)output.GetTensorTypeAndShape().Shape[1]).ToList();
            Assert.HasCount(3, rows);
            CollectionAssert.AreEqual(rows[0], rows[1]);
            CollectionAssert.AreEqual(rows[0], rows[2]);
        }
    }
}
