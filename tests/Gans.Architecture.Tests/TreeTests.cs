using System.Text.RegularExpressions;

namespace Gans.Architecture.Tests;

[TestClass]
public sealed partial class TreeTests
{
    private const int LargestFile = 512 * 1024;
    private const int Columns = 160;
    private const string NativesProject = "Gans.Natives";

    /// <summary>What docs/apps.md shows those who have ONNX Runtime without Gans.</summary>
    private const string PlainApp = "tests/Gans.Apps.Tests/Snippets/PlainOnnxRuntime.cs";

    [TestMethod]
    [Description("But the one that is restored and never built, which holds the natives of this system alone.")]
    public void Solution_EveryProject_IsInIt()
    {
        var solution = File.ReadAllText(Repository.FullPath("Gans.sln")).Replace('\\', '/');

        var missing = Repository.Projects
            .Where(static project => project.Name != NativesProject)
            .Where(project => !solution.Contains($"\"{project.Folder}/{project.Name}.csproj\"", StringComparison.Ordinal));

        Assert.AreEqual("", Lines(missing.Select(static project => project.Name)));
    }

    [TestMethod]
    [Description("The tool has its tests as a package, in Gans.Packages.Tests.")]
    public void Assemblies_EveryOne_HasItsTests()
    {
        var names = Repository.Projects.Select(static project => project.Name).ToHashSet();

        var untested = Repository.Projects
            .Where(static project => project.Name.StartsWith("Gans.", StringComparison.Ordinal) && project.Name != NativesProject)
            .Where(static project => project.Folder.Split('/')[0] is not ("tests" or "bench" or "samples" or "tool"))
            .Where(project => !names.Contains($"{project.Name}.Tests"));

        Assert.AreEqual("", Lines(untested.Select(static project => project.Name)));
    }

    [TestMethod]
    [Description("The first touch of ONNX Runtime decides whether it reports to its makers, so Gans.Runtime is to make it. Its own tests may touch it.")]
    public void Sources_OutsideRuntime_OpenNoOnnxRuntimeThemselves()
    {
        var opening = Repository.TrackedFiles
            .Where(static path => path.EndsWith(".cs", StringComparison.Ordinal) && !path.StartsWith("runtime/", StringComparison.Ordinal))
            .Where(static path => !path.StartsWith("tests/Gans.Runtime.Tests/", StringComparison.Ordinal) && path != PlainApp)
            .SelectMany(LinesOf)
            .Where(static line => OpensOnnxRuntime(line.Text));

        Assert.AreEqual("", Lines(opening.Select(static line => line.Where)));
    }

    [TestMethod]
    [DataRow("using var session = new InferenceSession|(path);", true)]
    [DataRow("var options = new Session|Options();", true)]
    [DataRow("Session|Options options = new();", true)]
    [DataRow("Ort|Env.Instance();", true)]
    [DataRow("internal LaneOutputs(InferenceSession session)", false)]
    [DataRow("runOptions = new RunOptions();", false)]
    [Description("A bar stands for nothing, so that this file passes its own test.")]
    public void OpensOnnxRuntime_Line_KnowsFirstTouches(string line, bool expected)
    {
        Assert.AreEqual(expected, OpensOnnxRuntime(line.Replace("|", "", StringComparison.Ordinal)));
    }

    [TestMethod]
    [Description("ML.NET opens its sessions itself, so ONNX Runtime is to be started, quiet, above in the same file.")]
    public void Sources_ApplyingOnnxModels_StartOnnxRuntimeBefore()
    {
        var late = Repository.TrackedFiles
            .Where(static path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Where(static path => AppliesBeforeStart(File.ReadAllText(Repository.FullPath(path))));

        Assert.AreEqual("", Lines(late));
    }

    [TestMethod]
    [DataRow("OnnxSessions.Start();\nvar estimator = transforms.Apply|OnnxModel(path);", false)]
    [DataRow("var estimator = transforms.Apply|OnnxModel(path);\nOnnxSessions.Start();", true)]
    [DataRow("var estimator = transforms\n    .Apply|OnnxModel(path);", true)]
    [DataRow("// OnnxSessions.Start();\nvar estimator = transforms.Apply|OnnxModel(path);", true)]
    [DataRow("/// as in Apply|OnnxModel(path)", false)]
    [Description("A bar stands for nothing, so that this file passes its own test.")]
    public void AppliesBeforeStart_Source_KnowsTheOrder(string source, bool expected)
    {
        Assert.AreEqual(expected, AppliesBeforeStart(source.Replace("|", "", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void TrackedFiles_EveryOne_IsSmall()
    {
        var large = Repository.TrackedFiles.Where(static path => new FileInfo(Repository.FullPath(path)).Length > LargestFile);

        Assert.AreEqual("", Lines(large));
    }

    [TestMethod]
    public void TrackedFiles_EveryOne_NamesNoPlaceOfItsAuthors()
    {
        var naming = Repository.TrackedFiles
            .Where(static path => !IsBinary(path))
            .SelectMany(LinesOf)
            .Where(static line => NamesPlace(line.Text));

        Assert.AreEqual("", Lines(naming.Select(static line => line.Where)));
    }

    [TestMethod]
    [DataRow("cp x ~/home", false)]
    [DataRow("see /usr/share/dataset", false)]
    [DataRow("https://dot.net/download", false)]
    [DataRow("cp x |home|anna|", true)]
    [DataRow("data: '|work|data'", true)]
    [DataRow("https:||feed.nuget.example|v3", true)]
    [DataRow("https:||registry.example|a", true)]
    [Description("A bar stands for a slash, so that this file passes its own test.")]
    public void NamesPlace_Line_KnowsPathsAndRegistries(string line, bool expected)
    {
        Assert.AreEqual(expected, NamesPlace(line.Replace('|', '/')));
    }

    [TestMethod]
    public void TrackedFiles_OfCode_FitTheColumns()
    {
        var wide = Repository.TrackedFiles
            .Where(IsCode)
            .SelectMany(LinesOf)
            .Where(static line => line.Text.Length > Columns);

        Assert.AreEqual("", Lines(wide.Select(static line => line.Where)));
    }

    [TestMethod]
    [DataRow("onnx/OnnxExport.cs", true)]
    [DataRow("onnx/Gans.Onnx.csproj", true)]
    [DataRow("setup/torch", true)]
    [DataRow("Makefile", true)]
    [DataRow("docs/onnx.md", false)]
    [DataRow("onnx/packages.lock.json", false)]
    [DataRow("Gans.sln", false)]
    [DataRow("tests/picture.png", false)]
    [DataRow(".gitignore", false)]
    public void IsCode_Path_KnowsWhatPeopleWrap(string path, bool expected)
    {
        Assert.AreEqual(expected, IsCode(path));
    }

    [TestMethod]
    public void Columns_EditorConfig_SaysTheSame()
    {
        var settings = File.ReadLines(Repository.FullPath(".editorconfig"));

        CollectionAssert.Contains(settings.ToList(), $"max_line_length = {Columns}");
    }

    private static bool NamesPlace(string line) => Place().IsMatch(line);

    private static bool OpensOnnxRuntime(string line) => FirstTouch().IsMatch(line);

    private static bool AppliesBeforeStart(string source)
    {
        var application = Application().Match(source);
        var start = Start().Match(source);
        return application.Success && !(start.Success && start.Index < application.Index);
    }

    private static bool IsBinary(string path) =>
        Path.GetExtension(path) is ".png" or ".jpg" or ".webp" or ".gz" or ".npy" or ".npz" or ".onnx" or ".safetensors";

    /// <summary>What people write by the line; tables, schemas and what tools write have the lines that they need. A script has no ending.</summary>
    private static bool IsCode(string path) =>
        Path.GetExtension(path) is ".cs" or ".csproj" or ".props" or ".targets" or ".sh" or ".py" or ".css" or ".yaml" or "";

    private static IEnumerable<(string Where, string Text)> LinesOf(string path) =>
        File.ReadLines(Repository.FullPath(path)).Select((line, index) => (Where: $"{path}:{index + 1}: {line.Trim()}", Text: line));

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    /// <summary>What loads ONNX Runtime's library: a session, its options, the environment.</summary>
    [GeneratedRegex(@"\bnew InferenceSession\(|\bSessionOptions\b|\bOrtEnv\.")]
    private static partial Regex FirstTouch();

    /// <summary>Where ML.NET is given an ONNX file, but for comments.</summary>
    [GeneratedRegex(@"^(?!\s*//).*\bApplyOnnxModel\(", RegexOptions.Multiline)]
    private static partial Regex Application();

    [GeneratedRegex(@"^\s*OnnxSessions\.Start\(\);", RegexOptions.Multiline)]
    private static partial Regex Start();

    /// <summary>A path under the folders in which people and build machines keep things, or the address of a package registry or mirror.</summary>
    [GeneratedRegex(@"(?<![\w.~/-])/(home|root|Users|work|workspace|mnt|tmp)/\w|https?://[\w.-]*(registry|nuget|npmjs|pypi|mirror|artifactory|nexus)")]
    private static partial Regex Place();
}
