using Gans.Formats;
using Gans.Inference;
using Gans.Pipeline.Commands;
using Gans.Runtime;

namespace Gans.Pipeline.Tests.Stages;

/// <summary>The commands that draw with a generator, on generators of one pixel: with weights of w its level is round((tanh w + 1) / 2 * 255).</summary>
[TestClass]
public sealed class LatentStagesTests
{
    private static readonly float HalfLn2 = MathF.Log(2) / 2;   // tanh of it is 1/3: level 170; of its negative 85

    private static readonly TinyModel ThreeClasses = new()
    {
        LatentSize = 1,
        Classes = 3,
        Height = 1,
        Width = 1,
        Weights = [0],
        Embedding = [-20, HalfLn2, 20],
    };

    private static readonly TinyModel Coded = new()
    {
        LatentSize = 1,
        CodeCategories = 2,
        ContinuousCodes = 2,
        Height = 1,
        Width = 1,
        Weights = [0],
        CodeWeights = [-20, 20, HalfLn2 / 2, 20],
    };

    private static readonly TinyModel CodedWithoutCategories = new()
    {
        LatentSize = 1,
        ContinuousCodes = 2,
        Height = 1,
        Width = 1,
        Weights = [0],
        CodeWeights = [HalfLn2 / 2, 20],
    };

    [TestMethod]
    [DataRow("1", new byte[] { 255, 255, 255, 255 })]
    [DataRow("0,1", new byte[] { 0, 255, 0, 255 })]
    public void Sample_Codes_AreTakenInTurn(string codes, byte[] expected)
    {
        using var folder = new TemporaryFolder();
        var model = new TinyModel { LatentSize = 1, CodeCategories = 2, Height = 1, Width = 1, Weights = [0], CodeWeights = [-20, 20] };

        CollectionAssert.AreEqual(expected, Draw(folder, model, $"sample --count 4 --columns 4 --codes {codes}")[0]);
    }

    [TestMethod]
    [DataRow("", new byte[] { 0, 0, 170, 170, 255, 255, 0, 0 })]
    [DataRow("--labels 2,1", new byte[] { 255, 255, 170, 170, 255, 255, 170, 170 })]
    public void Sample_ClassRows_GiveEachRowOneClass(string labels, byte[] expected)
    {
        using var folder = new TemporaryFolder();

        var rows = Draw(folder, ThreeClasses, $"sample --count 8 --columns 2 --class-rows {labels}".Trim());

        CollectionAssert.AreEqual(expected, rows.SelectMany(static row => row).ToArray());
    }

    [TestMethod]
    [Description("Classes by name, without regard to case, as by number; a folder has a table of them.")]
    public void Sample_ClassesByName_AreThoseOfTheFile()
    {
        using var folder = new TemporaryFolder();

        CollectionAssert.AreEqual(
            new byte[] { 255, 0, 255, 0 }, Draw(folder, ThreeClasses, "sample", "--count", "4", "--columns", "4", "--labels", "Class 2,0")[0]);
        CollectionAssert.AreEqual(new byte[] { 255, 0 }, Draw(folder, ThreeClasses, "sweep", "--rows", "1", "--labels", "class 2,class 0")[0]);
        var (code, _, error) = Run("sample", "--model", folder["g.onnx"], "--count", "3", "--labels", "1,class 2", "--out", folder["images"]);

        Assert.AreEqual((0, ""), (code, error));
        Assert.AreEqual(
            "image,label,name\n00000.png,1,class 1\n00001.png,2,class 2\n00002.png,1,class 1\n", File.ReadAllText(folder["images/labels.csv"]));
        StringAssert.Contains(
            Run("sample", "--model", folder["g.onnx"], "--labels", "clas 1", "--out", folder["a.png"]).Error,
            "found 'clas 1', needed the number or the name of one. Did you mean 'class 1'?");
    }

    [TestMethod]
    [DataRow("s.npz", "found a name that ends in .npz, needed .png, .jpg, .jpeg, .npy, or none for a folder")]
    [DataRow("s.gif", "found a name that ends in .gif")]
    [DataRow("s.csv", "found a name that ends in .csv")]
    public void Sample_UnknownEnding_IsNoFolder(string name, string part)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["g.onnx"], ThreeClasses.ToBytes());

        var (code, _, error) = Run("sample", "--model", folder["g.onnx"], "--count", "1", "--out", folder[name]);

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, part);
        Assert.IsFalse(Path.Exists(folder[name]));
    }

    [TestMethod]
    [Description("A hundred million images of one pixel fit an array with their labels; a sweep of as many rows and columns does not, and nothing is made.")]
    public void Draw_MoreThanAnArrayHolds_IsRefusedBeforeItIsMade()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["g.onnx"], new TinyModel { LatentSize = 1_000, Height = 1, Width = 1, ContinuousCodes = 1 }.ToBytes());

        var (code, _, error) = Run("sweep", "--model", folder["g.onnx"], "--rows", "10000", "--steps", "10000", "--out", folder["a.png"]);
        var interpolate = Run("interpolate", "--model", folder["g.onnx"], "--rows", "10000", "--steps", "10000", "--out", folder["a.png"]);

        Assert.AreEqual((2, 2), (code, interpolate.Code));
        StringAssert.Contains(error, "found 'rows' 10000 of 10000 samples, which is 100,000,000 samples, needed ");
        StringAssert.Contains(interpolate.Error, "found 'rows' 10000 and 'steps' 10000, which is 200,000,000 samples");
    }

    [TestMethod]
    public void Sample_FolderInPlaceOfAModel_SaysWhatItIs()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["run"]);

        StringAssert.Contains(Run("sample", "--model", folder["run"], "--out", folder["a.png"]).Error, "found a folder, needed an ONNX file");
        File.WriteAllText(folder["run/run.json"], "{}");
        StringAssert.Contains(
            Run("sample", "--model", folder["run"], "--out", folder["a.png"]).Error,
            "found the run folder of a training, needed an ONNX file. Export it first: gans export --run ");
    }

    [TestMethod]
    public void Sample_ClassRowsOfAGeneratorWithoutClasses_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["g.onnx"], new TinyModel { Height = 1, Width = 1 }.ToBytes());

        var (code, _, error) = Run("sample", "--model", folder["g.onnx"], "--out", folder["a.png"], "--class-rows", "--device", "cpu");

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, "found class_rows", StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(folder["a.png"]));
    }

    [TestMethod]
    public void Sample_ClassRowsOfCodes_GiveEachRowOneCategory()
    {
        using var folder = new TemporaryFolder();
        var model = new TinyModel { LatentSize = 1, CodeCategories = 2, Height = 1, Width = 1, Weights = [0], CodeWeights = [-20, 20] };

        var rows = Draw(folder, model, "sample --count 4 --class-rows");

        CollectionAssert.AreEqual(new byte[] { 0, 0, 255, 255 }, rows.SelectMany(static row => row).ToArray());
    }

    [TestMethod]
    public void Sample_CodesNotGiven_AreDrawnFromTheSeed()
    {
        using var folder = new TemporaryFolder();
        var model = new TinyModel { CodeCategories = 4, ContinuousCodes = 2, Height = 1, Width = 1 };
        using var generator = Generator.Load(model.ToBytes(), new() { Device = Device.Cpu });

        var row = Draw(folder, model, "sample --count 12 --columns 12 --seed 5")[0];

        CollectionAssert.AreEqual(generator.Sample(12, seed: 5).Pixels.ToArray(), row);
    }

    [TestMethod]
    public void Sample_Truncation_IsTheLibrarys()
    {
        using var folder = new TemporaryFolder();
        var model = new TinyModel { Height = 1, Width = 1 };
        using var generator = Generator.Load(model.ToBytes(), new() { Device = Device.Cpu });

        var row = Draw(folder, model, "sample --count 9 --columns 9 --seed 2 --truncation 0.5")[0];

        CollectionAssert.AreEqual(generator.Sample(new SampleRequest(9, seed: 2) { Truncation = 0.5 }).Pixels.ToArray(), row);
        CollectionAssert.AreNotEqual(generator.Sample(9, seed: 2).Pixels.ToArray(), row);
    }

    [TestMethod]
    public void Sample_FewerLabelsThanImages_StartAgain()
    {
        using var folder = new TemporaryFolder();

        CollectionAssert.AreEqual(new byte[] { 255, 0, 255, 0, 255 }, Draw(folder, ThreeClasses, "sample --count 5 --columns 5 --labels 2,0")[0]);
    }

    [TestMethod]
    [Description("By hand: one latent value, weight 1, so each pixel shows its latent; a line of 5 between the first latents of two seeds.")]
    public void Interpolate_TwoSeeds_IsALine()
    {
        using var folder = new TemporaryFolder();
        var model = new TinyModel { LatentSize = 1, Height = 1, Width = 1, Weights = [1] };
        float[] ends = [First(seed: 3), First(seed: 17)];

        var row = Draw(folder, model, "interpolate --seeds 3,17 --steps 5 --method linear")[0];

        CollectionAssert.AreEqual(Enumerable.Range(0, 5).Select(k => Level(ends[0] + (ends[1] - ends[0]) * k / 4)).ToArray(), row);
    }

    [TestMethod]
    [Description("Numbers 2, 1 of the grid, there and back: the pixel of latent 1, the middle, of latent 0, the middle.")]
    public void Interpolate_NumbersInALoop_ComeBack()
    {
        using var folder = new TemporaryFolder();
        var model = new TinyModel { LatentSize = 1, Height = 1, Width = 1, Weights = [1] };
        var z = new LatentSource(1, LatentDistribution.Normal, seed: 4).Draw(2).Values.ToArray();

        var row = Draw(folder, model, "interpolate --numbers 2,1 --seed 4 --steps 3 --method linear --loop")[0];

        var middle = Level((z[0] + z[1]) / 2);
        CollectionAssert.AreEqual(new[] { Level(z[1]), middle, Level(z[0]), middle }, row);
    }

    [TestMethod]
    public void Interpolate_Rows_HaveOneClassEach()
    {
        using var folder = new TemporaryFolder();

        var rows = Draw(folder, ThreeClasses, "interpolate --rows 3 --steps 4 --labels 2,0");

        Assert.HasCount(3, rows);
        CollectionAssert.AreEqual(new byte[] { 255, 255, 255, 255 }, rows[0]);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 0 }, rows[1]);
        CollectionAssert.AreEqual(new byte[] { 255, 255, 255, 255 }, rows[2]);
    }

    [TestMethod]
    public void Interpolate_Gif_IsAnAnimation()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["g.onnx"], ThreeClasses.ToBytes());

        var (code, output, error) = Run("interpolate", "--model", folder["g.onnx"], "--out", folder["a.gif"], "--steps", "3", "--scale", "4");

        Assert.AreEqual((0, ""), (code, error));
        StringAssert.EndsWith(output.Trim(), "2 latents in 1 row of 3 images");
        CollectionAssert.AreEqual("GIF89a\u0004\0\u0004\0"u8.ToArray(), File.ReadAllBytes(folder["a.gif"])[..10]);
    }

    [TestMethod]
    public void Sweep_Classes_AreTheColumns()
    {
        using var folder = new TemporaryFolder();

        var rows = Draw(folder, ThreeClasses, "sweep --rows 2");

        Assert.HasCount(2, rows);
        CollectionAssert.AreEqual(new byte[] { 0, 170, 255 }, rows[0]);
        CollectionAssert.AreEqual(new byte[] { 170, 0 }, Draw(folder, ThreeClasses, "sweep --rows 1 --labels 1,0")[0]);
    }

    [TestMethod]
    [Description("Columns share a category's level, rows the latent; number 1 goes from -2 to 2 times (ln 2) / 4, so from tanh -1/3 by 0 to 1/3.")]
    public void Sweep_Codes_AreTheColumns()
    {
        using var folder = new TemporaryFolder();

        CollectionAssert.AreEqual(new byte[] { 0, 255 }, Draw(folder, Coded, "sweep --rows 1")[0]);
        CollectionAssert.AreEqual(new byte[] { 85, 128, 170 }, Draw(folder, CodedWithoutCategories, "sweep --rows 1 --steps 3")[0]);
        CollectionAssert.AreEqual(new byte[] { 0, 128, 255 }, Draw(folder, CodedWithoutCategories, "sweep --rows 1 --steps 3 --number 2 --range 1")[0]);
    }

    [TestMethod]
    [Description("One row a latent: the same in every column where the swept code changes nothing, other in the next row.")]
    public void Sweep_Rows_AreLatents()
    {
        using var folder = new TemporaryFolder();
        var model = new TinyModel { LatentSize = 1, CodeCategories = 3, Height = 1, Width = 1, Weights = [1], CodeWeights = [0, 0, 0] };
        var z = new LatentSource(1, LatentDistribution.Normal, seed: 9).Draw(2).Values.ToArray();

        var rows = Draw(folder, model, "sweep --rows 2 --seed 9");

        CollectionAssert.AreEqual(new[] { Level(z[0]), Level(z[0]), Level(z[0]) }, rows[0]);
        CollectionAssert.AreEqual(new[] { Level(z[1]), Level(z[1]), Level(z[1]) }, rows[1]);
    }

    [TestMethod]
    [Description("A bank made by the command, its pictures: a group's members and mean; an expression's means, white, and its value.")]
    public void Arithmetic_BankOfTheCommand_DrawsGroupsAndExpressions()
    {
        using var folder = new TemporaryFolder();
        var model = new TinyModel { LatentSize = 1, Height = 1, Width = 1, Weights = [1] };
        var z = new LatentSource(1, LatentDistribution.Normal, seed: 6).Draw(3).Values.ToArray();

        var (code, output, _) = Run("bank", folder["bank.json"], "--add", "old one=1,3", "--add", "b=2", "--seed", "6");
        var groups = Draw(folder, model, "arithmetic", "--bank", folder["bank.json"]);
        var results = Draw(folder, model, "arithmetic", "--bank", folder["bank.json"], "old one - b", "2 * b");

        Assert.AreEqual((0, "b        pictures 2 of seed 6\nold one  pictures 1, 3 of seed 6\n"), (code, output.ReplaceLineEndings("\n")));
        var mean = (z[0] + z[2]) / 2;
        CollectionAssert.AreEqual(new byte[] { Level(z[1]), 255, Level(z[1]) }, groups[0]);
        CollectionAssert.AreEqual(new byte[] { Level(z[0]), Level(z[2]), Level(mean) }, groups[1]);
        CollectionAssert.AreEqual(new byte[] { Level(mean), Level(z[1]), Level(mean - z[1]) }, results[0]);
        CollectionAssert.AreEqual(new byte[] { Level(z[1]), 255, Level(2 * z[1]) }, results[1]);
    }

    [TestMethod]
    [DataRow("interpolate --seeds 1,2 --numbers 3,4", "found both 'seeds' and 'numbers'")]
    [DataRow("interpolate --numbers 0,4", "found picture 0 in 'numbers'")]
    [DataRow("interpolate --seeds 1", "found 1 latent for 1 row, needed two or more a row")]
    [DataRow("interpolate --seeds 1,2,3 --rows 2", "found 3 latents for 2 rows")]
    [DataRow("interpolate --steps 1", "--steps: found '1', needed a whole number from 2 to 10000")]
    [DataRow("interpolate --codes 0", "have no categories")]
    [DataRow("sample --truncation 0", "--truncation: found '0', needed a number from 0.01 to 1E+30")]
    [DataRow("sample --codes 1", "have no categories")]
    [DataRow("sample --labels 3", "label 3 at position 0, needed 0 to 2")]
    [DataRow("sample --labels c", "found 'c', needed the number or the name of one")]
    [DataRow("sample --count 100000001", "--count: found '100000001', needed a whole number from 1 to 100000000.")]
    [DataRow("sweep --rows 10001", "--rows: found '10001', needed a whole number from 1 to 10000.")]
    [DataRow("interpolate --rows 1100000000", "--rows: found '1100000000', needed a whole number from 1 to 10000.")]
    [DataRow("sweep --number 1", "found number 1, but its codes have 0 numbers")]
    [DataRow("arithmetic --bank no/such.json a", "Make a bank with 'gans bank'")]
    [DataRow("arithmetic --bank no/such.json a*b", "found 'a*b', needed a name")]
    [DataRow("sample --count 2147483647", "--count: found '2147483647', needed a whole number from 1 to 100000000.")]
    public void Run_WhatCannotBe_IsOneLineAndExitCode2(string line, string part)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["g.onnx"], ThreeClasses.ToBytes());

        var (code, _, error) = Run([.. line.Split(' '), "--model", folder["g.onnx"], "--out", folder["a.png"], "--quiet"]);

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, part);
        Assert.HasCount(1, error.TrimEnd().Split('\n'));
    }

    [TestMethod]
    [DataRow("--add a", "needed NAME=N,N,...")]
    [DataRow("--add a=0", "needed NAME=N,N,...")]
    [DataRow("--add a=x", "needed NAME=N,N,...")]
    [DataRow("--add =1", "needed a name")]
    [DataRow("--add a=1 --truncation 0", "--truncation: found '0', needed a number from 0.01")]
    [DataRow("--remove a", "Make a bank with 'gans bank'")]
    public void Bank_WhatCannotBe_IsRefused(string line, string part)
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = Run(["bank", folder["bank.json"], .. line.Split(' ')]);

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, part);
    }

    [TestMethod]
    public void Sweep_NothingToSweep_SaysWhatToUse()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["g.onnx"], new TinyModel().ToBytes());

        StringAssert.Contains(Run("sweep", "--model", folder["g.onnx"], "--out", folder["a.png"]).Error, "neither classes nor codes");
    }

    private static float First(long seed) => new LatentSource(1, LatentDistribution.Normal, seed).Draw(1).Values[0];

    private static byte Level(float latent) => (byte)MathF.Round((MathF.Tanh(latent) + 1) / 2 * 255);

    private static byte[][] Draw(TemporaryFolder folder, TinyModel model, string line) => Draw(folder, model, line.Split(' '));

    /// <summary>Runs a command and reads its picture of one-pixel images back, without the gaps of two pixels.</summary>
    private static byte[][] Draw(TemporaryFolder folder, TinyModel model, params string[] words)
    {
        File.WriteAllBytes(folder["g.onnx"], model.ToBytes());
        var (code, _, error) = Run([.. words, "--model", folder["g.onnx"], "--out", folder["a.png"], "--device", "cpu", "--quiet"]);
        Assert.AreEqual((0, ""), (code, error));
        var picture = ImageCodec.Load(folder["a.png"]);
        return [.. Enumerable.Range(0, picture.Height / 3).Select(row =>
            Enumerable.Range(0, picture.Width / 3).Select(column => picture.Pixels[(row * 3 + 2) * picture.Width + column * 3 + 2]).ToArray())];
    }

    private static (int Code, string Output, string Error) Run(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = GansCommandLine.Run([.. words, .. words.Contains("--quiet") ? (string[])[] : ["--quiet"]], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
