using System.Text.Json;
using Gans.Formats;

namespace Gans.EndToEnd;

/// <summary>Translators that a run kept, compared with the targets of its pairs.</summary>
[TestClass]
public sealed class KeptTranslatorTests
{
    private const int Size = 16;

    [TestMethod]
    [DataRow("pix2pix")]
    [DataRow("cyclegan")]
    [Description("Each row is what the exported file of that step scores; of a run without pairs, the way from the first domain to the second.")]
    public void EvaluatePairs_Run_ScoresEachTranslatorThatItKept(string model)
    {
        using var folder = new TemporaryFolder();
        WriteNegatives(folder["data"]);
        var train = GansProcess.Run(
            folder.Path, "train", "--model", model, "--data", "data", "--out", "run", "--steps", "16", "--generator-width", "4", "--discriminator-width", "4",
            "--patch-size", "16", "--keep-generators", "all", "--device", "cpu");
        Assert.AreEqual(0, train.Code, train.Error);

        var kept = GansProcess.Run(
            folder.Path, "evaluate", "--pairs", "--fake", "run", "--real", "data", "--baseline", "data", "--json", "kept.json", "--device", "cpu");

        Assert.AreEqual(0, kept.Code, kept.Error);
        using var all = JsonDocument.Parse(folder.Read("kept.json"));
        var rows = all.RootElement.GetProperty("generators").EnumerateArray().ToArray();
        CollectionAssert.AreEqual(new long[] { 8, 16 }, rows.Select(row => row.GetProperty("step").GetInt64()).ToArray());
        foreach (var row in rows)
        {
            var one = Evaluate(folder, row.GetProperty("step").GetInt64(), model == "cyclegan" ? ["--direction", "AtoB"] : []);
            Assert.AreEqual(one.GetProperty("translations").GetProperty("mae").GetDouble(), row.GetProperty("mae").GetDouble());
            Assert.AreEqual(one.GetProperty("nearer_than_mean_target").GetInt32(), row.GetProperty("nearer_than_mean_target").GetInt32());
            Assert.AreEqual(one.GetProperty("mean_target").ToString(), all.RootElement.GetProperty("mean_target").ToString());
        }

        var best = rows.MinBy(row => row.GetProperty("mae").GetDouble());
        Assert.AreEqual(best.GetProperty("step").GetInt64(), all.RootElement.GetProperty("best_step").GetInt64());
        StringAssert.Contains(kept.Output, ", best\n");
    }

    private static JsonElement Evaluate(TemporaryFolder folder, long step, string[] direction)
    {
        var file = FormattableString.Invariant($"{step}.onnx");
        var export = GansProcess.Run(folder.Path, ["export", "--run", "run", "--step", FormattableString.Invariant($"{step}"), "--out", file, .. direction]);
        Assert.AreEqual(0, export.Code, export.Error);
        var evaluate = GansProcess.Run(
            folder.Path, "evaluate", "--pairs", "--fake", file, "--real", "data", "--baseline", "data", "--json", "one.json", "--device", "cpu");
        Assert.AreEqual(0, evaluate.Code, evaluate.Error);
        using var json = JsonDocument.Parse(folder.Read("one.json"));
        return json.RootElement.Clone();
    }

    /// <summary>Eight squares on black, and their negatives.</summary>
    private static void WriteNegatives(string path)
    {
        var info = new DatasetInfo
        {
            Name = "negatives",
            Split = "train",
            Source = "a test",
            SourceDigest = new string('0', 64),
            Height = Size,
            Width = Size,
            Channels = 1,
        };
        using var writer = new DatasetPackWriter(path, info, withPairs: true);
        for (var i = 0; i < 8; i++)
        {
            var image = new byte[Size * Size];
            for (var y = i; y < i + 8; y++)
            {
                image.AsSpan((y * Size) + i, 8).Fill(200);
            }

            writer.Add(image, null, Array.ConvertAll(image, static value => (byte)(255 - value)));
        }

        writer.Commit();
    }
}
