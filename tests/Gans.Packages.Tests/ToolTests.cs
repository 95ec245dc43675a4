using System.IO.Compression;
using Gans.Formats;

namespace Gans.Packages.Tests;

/// <summary>The <c>gans</c> command, installed as a tool.</summary>
[TestClass]
public sealed class ToolTests
{
    private static readonly TemporaryFolder Home = new();

    private static readonly string[] Short = ["--steps", "3", "--batch-size", "4"];

    private static string Command => Home[OperatingSystem.IsWindows() ? "tool/gans.exe" : "tool/gans"];

    [ClassInitialize]
    public static void Install(TestContext context) => DotNet.Run(
        Home.Path, "tool", "install", "Gans.Tool", "--tool-path", Home["tool"], "--version", PackageFeed.Version, "--add-source", PackageFeed.Folder);

    [ClassCleanup]
    public static void Remove() => Home.Dispose();

    [TestMethod]
    public void Tool_Help_ListsTheCommands()
    {
        var (code, output, _) = Run("--help");

        Assert.AreEqual(0, code);
        Assert.Contains("gans run", output);
        Assert.Contains("sample", output);
    }

    [TestMethod]
    public void Tool_InfoAndSample_ReadAGenerator()
    {
        File.WriteAllBytes(Home["generator.onnx"], new TinyModel { Height = 12, Width = 10 }.ToBytes());

        var info = Run("info", "generator.onnx");
        var sample = Run("sample", "--model", "generator.onnx", "--count", "4", "--seed", "7", "--out", "sheet.png");

        Assert.AreEqual(0, info.Code, info.Error);
        Assert.Contains("tiny", info.Output);
        Assert.AreEqual(0, sample.Code, sample.Error);
        Assert.IsGreaterThanOrEqualTo(2 * 12, ImageCodec.Load(Home["sheet.png"]).Height);
    }

    [TestMethod]
    [Description("As a machine has it on which TorchSharp was never restored.")]
    public void Tool_DoctorWithoutTorchInTheCache_NamesTheCommandThatFetchesIt()
    {
        var (code, output, _) = Run(["doctor"], ("NUGET_PACKAGES", Home["no-packages"]), ("LIBTORCH", ""));

        Assert.AreEqual(1, code);
        var version = Repository.PackageVersions["TorchSharp"];
        Assert.Contains($"dotnet package download TorchSharp@{version} libtorch-cpu-{PackageFeed.ThisSystem}@", output);
    }

    [TestMethod]
    [Description("Where libstdc++ is older than TorchSharp asks for, the folder holds the adapted copy.")]
    public void Tool_DoctorWithTorchInTheCache_LoadsIt()
    {
        var (code, output, _) = Run(["doctor"], ("LIBTORCH", ""));

        Assert.AreEqual(0, code, output);
        Assert.Contains(Home["data"], output.Split('\n').Single(static line => line.StartsWith("libtorch", StringComparison.Ordinal)));
    }

    [TestMethod]
    [Description("The project, the class and the commands of docs/own-model.md, but for the length of the training.")]
    public void Tool_OwnModelAsThePageHasIt_IsBuiltTrainedExportedAndDrawn()
    {
        using var project = new OutsideProject(
            ("MyModels.csproj", BlockOfPage("xml").Replace("Version=\"0.1.0\"", $"Version=\"{PackageFeed.Version}\"", StringComparison.Ordinal)),
            ("SmallHinge.cs", BlockOfPage("csharp")));
        project.UseFeed();
        Directory.CreateDirectory(project["pictures"]);
        for (var i = 0; i < 8; i++)
        {
            File.WriteAllBytes(project[$"pictures/{i}.png"], Pictures.Noise(32, 32, seed: i));
        }

        var outputs = new Dictionary<string, string>();
        foreach (var line in BlockOfPage("sh").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            var (code, output, error) = words is ["gans", var name, ..]
                ? Commands.Run(Command, project.Path, [.. words[1..], .. name == "train" ? Short : []], ("XDG_DATA_HOME", Home["data"]), ("LIBTORCH", ""))
                : (0, DotNet.Run(project.Path, [.. words[1..], "-warnaserror", "-v:quiet", "--nologo"]), "");
            Assert.AreEqual(0, code, $"{line}\n{output}{error}");
            outputs[words[1]] = output;
        }

        Assert.StartsWith("small-hinge: Small GAN with the hinge loss", outputs["models"]);
        Assert.Contains("comes from", outputs["models"]);
        Assert.Contains("parameters", outputs["summary"]);
        Assert.IsTrue(ImageCodec.Load(project["samples.png"]).Height >= 8 * 32);
        Assert.IsFalse(File.Exists(project["bin/Release/net10.0/Gans.Models.dll"]), "Gans has it itself.");
    }

    [TestMethod]
    public void Package_ThisBuild_HoldsNoLibtorchAndThePapersOfWhatItHolds()
    {
        using var package = ZipFile.OpenRead(PackageFeed.File("Gans.Tool"));
        var files = package.Entries.Select(static entry => entry.FullName).ToList();

        Assert.IsEmpty(files.Where(static file =>
            file.Contains("torch_cpu", StringComparison.Ordinal) || file.Contains("LibTorchSharp", StringComparison.Ordinal)));
        foreach (var paper in new[] { "README.md", "LICENSE", "THIRD-PARTY-NOTICES.txt", "Lato/LICENSE_FONT" })
        {
            Assert.Contains(paper, files);
        }

        foreach (var part in new[] { "Microsoft.ML.OnnxRuntime", "NetVips.Native.linux-x64", "SkiaSharp" })
        {
            Assert.IsTrue(files.Any(file => file.StartsWith($"licences/{part}/", StringComparison.Ordinal)), part);
        }
    }

    /// <summary>The first piece of code of a language on the page.</summary>
    private static string BlockOfPage(string language)
    {
        var page = File.ReadAllText(Repository.File("docs/own-model.md"));
        return page.Split($"```{language}\n", 2)[1].Split("```", 2)[0];
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments) => Run(arguments, []);

    /// <summary>With a folder for the user's data of its own.</summary>
    private static (int Code, string Output, string Error) Run(string[] arguments, params (string Name, string Value)[] environment) =>
        Commands.Run(Command, Home.Path, arguments, [("XDG_DATA_HOME", Home["data"]), .. environment]);
}
