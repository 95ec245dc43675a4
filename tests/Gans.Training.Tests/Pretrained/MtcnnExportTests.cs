using Gans.Formats;
using Gans.Training.Pretrained;
using global::Onnx;

namespace Gans.Training.Tests.Pretrained;

[TestClass]
public sealed class MtcnnExportTests
{
    [TestMethod]
    public void Run_InstalledWeights_WritesThreeFilesThatDescribeThemselves()
    {
        using var folder = new TemporaryFolder();

        var results = MtcnnExport.Run(null, folder["mtcnn"], CancellationToken.None);

        CollectionAssert.AreEqual(new[] { "mtcnn-pnet", "mtcnn-rnet", "mtcnn-onet" }, results.Select(result => result.Model).ToArray());
        CollectionAssert.AreEqual(new long[] { 6632, 100_178, 389_040 }, results.Select(result => result.Parameters).ToArray());
        Assert.IsTrue(results.All(result => result.MaxDifference <= 1e-4));
        foreach (var (result, size, outputs) in results.Zip(new[] { 12, 24, 48 }, new[] { "logits boxes", "logits boxes", "logits boxes landmarks" }))
        {
            var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(result.Path));
            var facts = model.MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
            Assert.AreEqual(("detector", result.Model, $"{size}"), (facts["gans.kind"], facts["gans.recipe"], facts["gans.image_height"]));
            Assert.AreEqual(64, facts["gans.weights_sha256"].Length);
            Assert.AreEqual(outputs, string.Join(' ', model.Graph.Output.Select(output => output.Name)));
        }
    }

    [TestMethod]
    public void Run_ProposalNetwork_TakesImagesOfAnySize()
    {
        using var folder = new TemporaryFolder();

        var file = MtcnnExport.Run(null, folder["mtcnn"], CancellationToken.None)[0].Path;

        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).Graph;
        Assert.AreEqual("N 3 H W", Sizes(graph.Input[0]));
        Assert.AreEqual("N 2 h w", Sizes(graph.Output[0]));
    }

    [TestMethod]
    public void Run_Again_ReplacesItsOwnExportOnly()
    {
        using var folder = new TemporaryFolder();
        MtcnnExport.Run(null, folder["mtcnn"], CancellationToken.None);
        var first = File.ReadAllBytes(folder["mtcnn/pnet.onnx"]);

        MtcnnExport.Run(null, folder["mtcnn"], CancellationToken.None);

        CollectionAssert.AreEqual(first, File.ReadAllBytes(folder["mtcnn/pnet.onnx"]));
        File.WriteAllText(folder["mtcnn/notes.txt"], "mine");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => MtcnnExport.Run(null, folder["mtcnn"], CancellationToken.None)).Message, "other content");
    }

    [TestMethod]
    public void Run_WeightsOfAnotherNetwork_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["bytes"], new byte[4]);
        File.WriteAllText(folder["manifest.json"], """[{"paths":["bytes"],"weights":[{"name":"other","dtype":"float32","shape":[1]}]}]""");

        var error = Assert.ThrowsExactly<InvalidInputException>(() => MtcnnExport.Run(folder["manifest.json"], folder["mtcnn"], CancellationToken.None));

        StringAssert.Contains(error.Message, "no 'pnet/conv1/weights'");
        Assert.IsFalse(Directory.Exists(folder["mtcnn"]));
    }

    private static string Sizes(ValueInfoProto value) =>
        string.Join(' ', value.Type.TensorType.Shape.Dim.Select(size => size.DimParam.Length > 0 ? size.DimParam : $"{size.DimValue}"));
}
