using Gans.Formats;
using Gans.Inference.Metrics;
using Gans.Pipeline.Reports;

namespace Gans.Pipeline.Tests.Reports;

[TestClass]
public sealed class MetricsSheetTests
{
    [TestMethod]
    public void Read_Evaluation_HasScoresWithAllThatIsNeededToKnow()
    {
        using var folder = new TemporaryFolder();
        folder.Write("scores.json", Result.ToJson());

        var sheet = MetricsSheet.Read(folder["scores.json"]);

        Assert.AreEqual("scores.json", sheet.Name);
        CollectionAssert.AreEqual(
            new ScoreRow[]
            {
                new("fid", "12.35", null, "lower is better"),
                new("inception_score", "7.5", "0.25", "higher is better"),
                new("two_sample", "0.5", null, "0.5 is ideal"),
                new("ms_ssim", "0.125", null, "as the real images' is ideal; pairs within a class"),
            },
            sheet.Scores);
        CollectionAssert.AreEqual(
            new Fact[]
            {
                new("scored", "g.onnx, 10,000 images"),
                new("compared with", "test, 9,999 images, 1 that cannot be read left out"),
                new("extractor", "classifier-fashion, resize clean"),
                new("weights", "trained by a test"),
                new("SHA-256 of the weights", "abc"),
                new("seed", "3"),
            },
            sheet.Facts);
        CollectionAssert.AreEqual(new[] { "few images" }, sheet.Warnings);
    }

    [TestMethod]
    [Description("Any other JSON: every number under the path to it, nothing else.")]
    public void Read_OtherJson_HasItsNumbers()
    {
        using var folder = new TemporaryFolder();
        folder.Write("m.json", """{ "accuracy": 0.75, "loss": { "train": 1, "note": "good" }, "done": true }""");

        var sheet = MetricsSheet.Read(folder["m.json"]);

        CollectionAssert.AreEqual(new ScoreRow[] { new("accuracy", "0.75"), new("loss.train", "1") }, sheet.Scores);
        Assert.IsTrue(sheet.Facts.IsEmpty && sheet.Warnings.IsEmpty);
    }

    [TestMethod]
    public void Read_NoJson_SaysWhichFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("m.json", "{");

        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => MetricsSheet.Read(folder["m.json"])).Message, "m.json: found damaged JSON");
    }

    [TestMethod]
    public void Read_OtherValues_ReadsOrSaysWhy()
    {
        using var folder = new TemporaryFolder();

        JsonFuzz.Run(Result.ToJson(), bytes =>
        {
            File.WriteAllBytes(folder["m.json"], bytes);
            _ = MetricsSheet.Read(folder["m.json"]);
        });
    }

    [TestMethod]
    [Description("Written by earlier versions, for statistics that do not say how many images: without the number, without a note.")]
    public void Read_EvaluationOfEarlierVersions_IsRead()
    {
        using var folder = new TemporaryFolder();
        folder.Write("m.json", """
            { "extractor": { "name": "e", "weights_sha256": "abc", "resize": "nearest" }, "weights": "w", "fake": { "path": "s.npz", "kind": "statistics",
              "bad": [] }, "seed": 1, "scores": [{ "name": "fid", "value": 2, "better": "lower" }], "warnings": [], "pictures": [] }
            """);

        var sheet = MetricsSheet.Read(folder["m.json"]);

        CollectionAssert.AreEqual(new ScoreRow[] { new("fid", "2", null, "lower is better") }, sheet.Scores);
        Assert.AreEqual(new Fact("scored", "s.npz"), sheet.Facts[0]);
    }

    [TestMethod]
    [DataRow("\"extractor\": {", "\"extractor\": 1, \"x\": {")]
    [DataRow("\"scores\": [", "\"scores\": [{}, ")]
    [DataRow("\"scores\": [", "\"scores\": [null, ")]
    [DataRow("\"images\": 10000", "\"images\": \"x\"")]
    [DataRow("\"better\": \"half\"", "\"better\": 2")]
    public void Read_DamagedEvaluation_SaysWhichFile(string found, string damaged)
    {
        using var folder = new TemporaryFolder();
        var json = Result.ToJson();
        Assert.Contains(found, json);
        folder.Write("m.json", json.Replace(found, damaged, StringComparison.Ordinal));

        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => MetricsSheet.Read(folder["m.json"])).Message, "m.json: it is damaged");
    }

    private static EvaluationResult Result => new()
    {
        Extractor = new ExtractorIdentity("classifier-fashion", "abc", ResizeRule.Clean),
        Weights = "trained by a test",
        Fake = new SourceSummary("g.onnx", SourceKind.Generator, 10_000),
        Real = new SourceSummary("test", SourceKind.Folder, 9_999) { Bad = [new BadImage("a.png", "cut short")] },
        Seed = 3,
        Scores =
        [
            new Score("fid", 12.34567891, Better.Lower),
            new Score("inception_score", 7.5, Better.Higher, 0.25),
            new Score("two_sample", 0.5, Better.Half),
            new Score("ms_ssim", 0.125, Better.LikeReal, Note: "pairs within a class"),
        ],
        Warnings = ["few images"],
    };
}
