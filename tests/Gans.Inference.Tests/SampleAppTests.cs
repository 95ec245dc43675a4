using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Gans.Formats;

namespace Gans.Inference.Tests;

[TestClass]
public sealed partial class SampleAppTests
{
    private const int Classes = 3;
    private const int JudgedImages = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [TestMethod]
    public void ClothesPrinter_TinyGenerator_WritesASheet()
    {
        using var folder = new TemporaryFolder();
        var sheet = folder["sheet.png"];

        var (exitCode, output, errors) = Run("ClothesPrinter", folder.Save(new TinyModel { Height = 28, Width = 28 }), sheet, "7");

        Assert.AreEqual(0, exitCode, errors);
        Assert.Contains("loaded tiny", output);
        Assert.Contains("drew 64 images of 28 x 28 with seed 7", output);
        CollectionAssert.AreEqual(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, File.ReadAllBytes(sheet)[..4]);
    }

    [TestMethod]
    public void ClothesPrinter_NoSuchFile_EndsWithOneLineAndCode2()
    {
        var (exitCode, _, errors) = Run("ClothesPrinter", "/nowhere/model.onnx");

        Assert.AreEqual(2, exitCode);
        Assert.HasCount(1, errors.Trim().Split('\n'));
        Assert.Contains("no such file", errors);
    }

    [TestMethod]
    public void ClothesPrinter_SeedThatIsNoNumber_ShowsItsUsage()
    {
        var (exitCode, _, errors) = Run("ClothesPrinter", "generator.onnx", "sheet.png", "seven");

        Assert.AreEqual(2, exitCode);
        Assert.Contains("Usage: ClothesPrinter", errors);
    }

    [TestMethod]
    [Description("The network makes negatives; a photo that cannot be read is named, and the other one is drawn all the same.")]
    public void MapMaker_TwoPhotos_DrawsWhatItCan()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["model.onnx"], new TinyTranslator { Channels = 3 }.ToBytes());
        File.WriteAllBytes(folder["a.png"], Pictures.Flat(20, 30, 10, 20, 30));
        File.WriteAllText(folder["b.jpg"], "no photo");

        var (exitCode, output, errors) = Run("MapMaker", folder["model.onnx"], folder["maps"], folder["a.png"], folder["b.jpg"]);

        Assert.AreEqual(1, exitCode, errors);
        Assert.Contains("20 x 30 pixels", output);
        Assert.Contains("b.jpg: ", errors);
        CollectionAssert.AreEqual(new byte[] { 245, 235, 225 }, ImageCodec.Load(Path.Combine(folder["maps"], "a.png")).Pixels[..3].ToArray());
    }

    [TestMethod]
    public void MapMaker_NoPhotos_ShowsItsUsage() => Assert.AreEqual(2, Run("MapMaker", "model.onnx").ExitCode);

    [TestMethod]
    [Description("By hand: the judge's logit of class k is the sum of pixels k, k + 3, k + 6 ... ML.NET runs one row at a time, Generator 20, and floats may "
        + "differ by that in their last bits: 1e-4 is a thousand times as much. How sure it is stands there in three digits.")]
    public void MlNet_TinyGeneratorAndJudge_MakesTheImagesOfGeneratorAndJudgesThem()
    {
        using var folder = new TemporaryFolder();
        var (model, judge) = SaveGeneratorAndJudge(folder);
        var (sheet, array) = (folder["sheet.png"], folder["images.npy"]);

        var (exitCode, output, errors) = Run("MlNet", model, judge, sheet, "7", array);

        Assert.AreEqual(0, exitCode, errors);
        Assert.AreEqual("", errors);
        using var generator = Generator.Load(model);
        var expected = generator.SampleValues(new SampleRequest(JudgedImages, seed: 7));
        var images = NpyFile.Read(array);
        CollectionAssert.AreEqual(new long[] { JudgedImages, 1, 5, 4 }, images.Shape.ToArray());
        AssertNear(expected, MemoryMarshal.Cast<byte, float>(images.Bytes), 1e-4);
        var judgements = expected.Chunk(5 * 4).Select(Judge).ToArray();
        Assert.IsGreaterThan(1, judgements.Select(static judgement => judgement.Class).Distinct().Count(), "classes found");
        var rows = JudgedRow().Matches(output);
        CollectionAssert.AreEqual(judgements.Select(static judgement => judgement.Class).ToArray(), Numbers<int>(rows, "class"));
        AssertNear(judgements.Select(static judgement => (float)judgement.Sureness).ToArray(), Numbers<float>(rows, "sure"), 6e-4);
        CollectionAssert.AreEqual(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, File.ReadAllBytes(sheet)[..4]);
    }

    [TestMethod]
    [Description("ONNX Runtime left alone would keep a device's name and its reports there.")]
    public void MlNet_EmptyHome_LeavesItEmpty()
    {
        using var folder = new TemporaryFolder();
        var (model, judge) = SaveGeneratorAndJudge(folder);
        var home = Directory.CreateDirectory(folder["home"]).FullName;
        var start = Command("MlNet", model, judge, folder["sheet.png"]);
        start.Environment["HOME"] = home;
        start.Environment["ORT_DISABLE_TELEMETRY"] = "0";
        start.Environment.Remove("XDG_CACHE_HOME");

        var (exitCode, _, errors) = Run(start);

        Assert.AreEqual(0, exitCode, errors);
        Assert.AreEqual("", string.Join('\n', Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories)));
    }

    [TestMethod]
    public void MlNet_JudgeOfOtherImages_EndsWithOneLineAndCode2()
    {
        using var folder = new TemporaryFolder();
        var (model, _) = SaveGeneratorAndJudge(folder);
        var judge = new TinyExtractor { Height = 6, Width = 6, Classes = Classes }.Save(folder);

        var (exitCode, _, errors) = Run("MlNet", model, judge);

        Assert.AreEqual(2, exitCode);
        Assert.HasCount(1, errors.Trim().Split('\n'));
        Assert.Contains("found 3 classes of images of 6 x 6 x 1 from -1 to 1, needed a judge of 3 classes of images of 5 x 4 x 1 from -1 to 1", errors);
    }

    private static (string Generator, string Judge) SaveGeneratorAndJudge(TemporaryFolder folder)
    {
        var heads = Enumerable.Range(0, 5 * 4 * Classes).Select(static i => i / Classes % Classes == i % Classes ? 1f : 0f).ToArray();
        return (
            folder.Save(new TinyModel { Height = 5, Width = 4, Classes = Classes }),
            new TinyExtractor { Height = 5, Width = 4, Classes = Classes, Heads = heads }.Save(folder));
    }

    private static (int Class, double Sureness) Judge(float[] image)
    {
        var logits = Enumerable.Range(0, Classes).Select(k => image.Where((_, pixel) => pixel % Classes == k).Sum(static value => (double)value)).ToArray();
        var found = Array.IndexOf(logits, logits.Max());
        return (found, Math.Exp(logits[found]) / logits.Sum(Math.Exp));
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], tolerance, $"at {i}");
        }
    }

    private static T[] Numbers<T>(IEnumerable<Match> rows, string column)
        where T : IParsable<T> => [.. rows.Select(row => T.Parse(row.Groups[column].Value, CultureInfo.InvariantCulture))];

    private static (int ExitCode, string Output, string Errors) Run(string sample, params string[] arguments) => Run(Command(sample, arguments));

    /// <summary>Samples are built with the tests, beside them.</summary>
    private static ProcessStartInfo Command(string sample, params string[] arguments)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var app = Path.Combine(here.Parent!.Parent!.FullName, sample, here.Name, $"{sample}.dll");
        return new ProcessStartInfo("dotnet", [app, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    private static (int ExitCode, string Output, string Errors) Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.IsTrue(process.WaitForExit(Patience), "the sample did not end");
        return (process.ExitCode, output, errors.Result);
    }

    [GeneratedRegex(@"^ *\d+  class \d +class (?<class>\d) +(?<sure>[\d.]+)\r?$", RegexOptions.Multiline)]
    private static partial Regex JudgedRow();
}
