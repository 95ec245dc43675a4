using System.Text.Json;
using Gans.Formats;
using Gans.Pipeline.Commands;

namespace Gans.Pipeline.Tests.Stages;

/// <summary>The commands that translate and that compare translations, with a network that makes negatives.</summary>
[TestClass]
public sealed class TranslateStageTests
{
    [TestMethod]
    public void Translate_APicture_WritesItsTranslation()
    {
        using var folder = new TemporaryFolder();
        Save(folder, new TinyTranslator { Channels = 3 });
        File.WriteAllBytes(folder["photo.png"], Pictures.Flat(20, 30, 10, 20, 30));

        var (code, output, error) = Run(folder, "--in", folder["photo.png"], "--out", folder["out.png"]);

        Assert.AreEqual((0, ""), (code, error));
        StringAssert.Contains(output, "20x30x3", StringComparison.Ordinal);
        CollectionAssert.AreEqual(new byte[] { 245, 235, 225 }, ImageCodec.Load(folder["out.png"]).Pixels[..3].ToArray());
    }

    [TestMethod]
    [Description("A truncated photo gives one line and nothing is lost: the others are there, and the list says what became of each.")]
    public void Translate_AFolderWithATruncatedPhoto_WritesTheOthers()
    {
        using var folder = new TemporaryFolder();
        Save(folder, new TinyTranslator { Channels = 3 });
        Directory.CreateDirectory(folder["photos/sub"]);
        foreach (var name in (string[])["a.png", "sub/b.png", "c.png"])
        {
            File.WriteAllBytes(folder[$"photos/{name}"], Pictures.Flat(8, 8, 1, 2, 3));
        }

        File.WriteAllBytes(folder["photos/d.png"], Pictures.Flat(8, 8, 1, 2, 3)[..50]);
        File.WriteAllText(folder["photos/notes.txt"], "no photo");

        var (code, output, error) = Run(folder, "--in", folder["photos"], "--out", folder["out"]);

        Assert.AreEqual((0, ""), (code, error));
        Assert.HasCount(1, output.Split('\n').Where(static line => line.StartsWith("d.png: ", StringComparison.Ordinal)).ToArray());
        StringAssert.Contains(output, "3 pictures; 1 file of 4 left out, named above", StringComparison.Ordinal);
        Assert.IsTrue(folder.Has("out/a.png") && folder.Has("out/sub/b.png") && folder.Has("out/c.png") && !folder.Has("out/d.png"));
        var list = File.ReadAllLines(folder["out/translated.txt"]);
        Assert.AreEqual("a.png -> a.png", list[0]);
        StringAssert.StartsWith(list[2], "d.png: ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Translate_IntoTheFolderOfPhotos_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Save(folder, new TinyTranslator { Channels = 3 });
        Directory.CreateDirectory(folder["photos"]);
        File.WriteAllBytes(folder["photos/a.png"], Pictures.Flat(8, 8, 1, 2, 3));

        var (code, _, error) = Run(folder, "--in", folder["photos"], "--out", folder["photos"]);

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, "found a folder without translated.txt", StringComparison.Ordinal);
        Assert.IsTrue(folder.Has("photos/a.png"));
    }

    [TestMethod]
    public void Translate_TwiceIntoOneFolder_ReplacesItsOwnWork()
    {
        using var folder = new TemporaryFolder();
        Save(folder, new TinyTranslator { Channels = 3 });
        Directory.CreateDirectory(folder["photos"]);
        File.WriteAllBytes(folder["photos/a.png"], Pictures.Flat(8, 8, 1, 2, 3));

        Assert.AreEqual(0, Run(folder, "--in", folder["photos"], "--out", folder["out"]).Code);
        Assert.AreEqual(0, Run(folder, "--in", folder["photos"], "--out", folder["out"]).Code);
    }

    [TestMethod]
    [DataRow("left", "0 255 255", DisplayName = "The left half is black, so its negative is white, and the right one is white")]
    [DataRow("right", "255 0 0")]
    public void Translate_HalfCompared_ShowsSourceResultAndTheOtherHalf(string half, string levels)
    {
        using var folder = new TemporaryFolder();
        Save(folder, new TinyTranslator());
        var pair = new Image(8, 16, 1);
        for (var y = 0; y < 8; y++)
        {
            pair.Row(y)[8..].Fill(255);
        }

        File.WriteAllBytes(folder["pair.png"], Pictures.Png(pair));

        var (code, _, error) = Run(folder, "--in", folder["pair.png"], "--out", folder["out.png"], "--half", half, "--compare");

        Assert.AreEqual((0, ""), (code, error));
        var picture = ImageCodec.Load(folder["out.png"]);
        var row = picture.Row(picture.Height - 3);
        Assert.AreEqual((2 + (3 * 10), levels), (picture.Width, $"{row[4]} {row[14]} {row[24]}"));
    }

    [TestMethod]
    [DataRow(7, 1, "--half left", "found a width of 7 pixels, needed an even one", DisplayName = "A pair of odd width")]
    [DataRow(8, 3, "", "found a grey image, needed RGB", DisplayName = "Grey where colour is asked")]
    public void Translate_PictureThatDoesNotFit_IsOneLine(int width, int channels, string option, string finding)
    {
        using var folder = new TemporaryFolder();
        Save(folder, new TinyTranslator { Channels = channels });
        File.WriteAllBytes(folder["a.png"], Pictures.Png(TestImages.Noise(8, width, 1, seed: 1)));

        var (code, _, error) = Run(
            folder, ["--in", folder["a.png"], "--out", folder["out.png"], .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, finding, StringComparison.Ordinal);
        Assert.HasCount(1, error.Trim().Split('\n'));
        Assert.IsFalse(folder.Has("out.png"));
    }

    [TestMethod]
    public void Translate_GreyAsColour_TakesIt()
    {
        using var folder = new TemporaryFolder();
        Save(folder, new TinyTranslator { Channels = 3 });
        File.WriteAllBytes(folder["a.png"], Pictures.Png(TestImages.Noise(8, 8, 1, seed: 1)));

        Assert.AreEqual(0, Run(folder, "--in", folder["a.png"], "--out", folder["out.png"], "--grey-as-colour").Code);
    }

    [TestMethod]
    public void Translate_EmptyFolder_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Save(folder, new TinyTranslator());
        Directory.CreateDirectory(folder["photos"]);

        var (code, _, error) = Run(folder, "--in", folder["photos"], "--out", folder["out"]);

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, "found no picture", StringComparison.Ordinal);
    }

    [TestMethod]
    [Description("Targets are the negatives but for 51 levels in one of two pairs: 0.1 on average; of flat grey 100 the mean target of both packs is 155.")]
    public void EvaluatePairs_Translator_IsComparedWithTargetsSourcesAndTheMean()
    {
        using var folder = new TemporaryFolder();
        Save(folder, new TinyTranslator { Height = 12, Width = 12 });
        WritePairs(folder["pairs"], (100, 155), (100, 206));

        var (code, output, error) = RunCommand(
            "evaluate", "--pairs", "--fake", folder["t.onnx"], "--back", folder["t.onnx"], "--real", folder["pairs"], "--baseline", folder["pairs"],
            "--json", folder["scores.json"], "--device", "cpu");

        Assert.AreEqual((0, ""), (code, error));
        using var json = JsonDocument.Parse(folder.Read("scores.json"));
        var root = json.RootElement;
        Assert.AreEqual(2, root.GetProperty("pairs").GetInt32());
        Assert.AreEqual(0.1, root.GetProperty("translations").GetProperty("mae").GetDouble(), 1e-9);
        Assert.AreEqual(((155 - 100) + (206 - 100)) / 510.0, root.GetProperty("sources").GetProperty("mae").GetDouble(), 1e-9);
        Assert.AreEqual((25.0 + 26) / 510, root.GetProperty("mean_target").GetProperty("mae").GetDouble(), 1 / 510.0);
        Assert.AreEqual(0.0, root.GetProperty("there_and_back").GetProperty("mae").GetDouble());
        Assert.AreEqual(1, root.GetProperty("nearer_than_mean_target").GetInt32());
        StringAssert.Contains(output, "nearer than the mean target in 1 of 2 pairs", StringComparison.Ordinal);
    }

    [TestMethod]
    public void EvaluatePairs_PackWithoutPairsOrOfAnotherSize_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Save(folder, new TinyTranslator());
        WritePairs(folder["large"], (1, 2));

        var (code, _, error) = RunCommand("evaluate", "--pairs", "--fake", folder["t.onnx"], "--real", folder["large"], "--json", folder["s.json"]);

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, "found images of 12x12x1, needed 8x8x1", StringComparison.Ordinal);
    }

    private static void WritePairs(string folder, params (byte Source, byte Target)[] pairs)
    {
        using var writer = new DatasetPackWriter(
            folder,
            new DatasetInfo { Name = "flat", Split = "test", Source = "a test", SourceDigest = new string('0', 64), Height = 12, Width = 12, Channels = 1 },
            withPairs: true);
        foreach (var (source, target) in pairs)
        {
            writer.Add([.. Enumerable.Repeat(source, 144)], null, [.. Enumerable.Repeat(target, 144)]);
        }

        writer.Commit();
    }

    private static void Save(TemporaryFolder folder, TinyTranslator model) => File.WriteAllBytes(folder["t.onnx"], model.ToBytes());

    private static (int Code, string Output, string Error) Run(TemporaryFolder folder, params string[] words) =>
        RunCommand(["translate", "--model", folder["t.onnx"], "--device", "cpu", .. words]);

    private static (int Code, string Output, string Error) RunCommand(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = GansCommandLine.Run([.. words, "--quiet"], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
