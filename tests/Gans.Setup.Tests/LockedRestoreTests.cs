using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gans.Setup.Tests;

/// <summary>Lock files fit the projects, on every system and with either ONNX Runtime. Each restore writes to a folder of its own.</summary>
[TestClass]
public sealed partial class LockedRestoreTests
{
    private readonly string artifacts = Directory.CreateTempSubdirectory("gans-restore-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(artifacts, recursive: true);

    [TestMethod]
    public void Restore_WholeSolution_FitsTheLockFiles()
    {
        DotNet(["restore", "Gans.sln", "--locked-mode"]);
    }

    [TestMethod]
    [DataRow("linux-x64")]
    [DataRow("linux-arm64")]
    [DataRow("win-x64")]
    [DataRow("win-arm64")]
    [DataRow("osx-arm64")]
    public void Restore_WhatAppsReferenceForASystem_FitsTheLockFiles(string system)
    {
        var libraries = ProjectsOf("Gans.sln").ToDictionary(static path => path, static path => File.ReadAllText(Path.Combine(Repository.Root, path)))
            .Where(static project => project.Value.Contains("AppLibrary.props", StringComparison.Ordinal)).ToList();
        var used = string.Join('\n', libraries.Select(static library => library.Value));
        Assert.IsNotEmpty(libraries);
        foreach (var library in libraries.Select(static library => library.Key).Where(path => !used.Contains($"/{Path.GetFileName(path)}\"")))
        {
            // Restores those that it uses too.
            DotNet(["restore", library, "--locked-mode", "--runtime", system]);
        }
    }

    [TestMethod]
    [Description("So what restores with one choice restores with the other, without three hundred megabytes of it.")]
    public void Graph_WithGpu_IsTheSameAsWithout()
    {
        CollectionAssert.AreEqual(Dependencies("Gans.sln"), Dependencies("Gans.sln", "-p:GansOnnxRuntime=Gpu"));
    }

    [TestMethod]
    [Description("The graph alone, without the natives of all systems, which are over a gigabyte.")]
    [DataRow("linux-x64", "")]
    [DataRow("linux-x64", "Gpu")]
    [DataRow("linux-arm64", "")]
    [DataRow("win-x64", "")]
    [DataRow("win-arm64", "")]
    [DataRow("osx-arm64", "")]
    public void Natives_OfASystem_AreLocked(string system, string onnxRuntime)
    {
        const string Project = "setup/natives/Gans.Natives.csproj";
        var lockFile = Path.Combine(Repository.Root, "setup", "natives", $"packages.{system}{(onnxRuntime == "" ? "" : ".gpu")}.lock.json");
        using var locked = JsonDocument.Parse(File.ReadAllText(lockFile));

        var packages = locked.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
            .Where(static package => package.Value.GetProperty("type").GetString() == "Direct")
            .Select(static package => $"Gans.Natives: {package.Name} {package.Value.GetProperty("requested").GetString()}");

        CollectionAssert.AreEqual(
            Dependencies(Project, $"-p:RuntimeIdentifier={system}", $"-p:GansOnnxRuntime={onnxRuntime}"),
            packages.Order(StringComparer.Ordinal).ToList());
    }

    [TestMethod]
    [Description("NuGet hands the folder on as the user wrote it in NUGET_PACKAGES.")]
    [DataRow("")]
    [DataRow("/")]
    public void Natives_PackageCacheWithAndWithoutASlash_AreListed(string end)
    {
        var list = Path.Combine(artifacts, "natives.txt");
        var cache = PackageCache.Folder.TrimEnd('/', '\\') + end;

        DotNet(
            ["msbuild", "setup/natives", "-restore", "-t:List", $"-p:NativesList={list}", "-p:RuntimeIdentifier=linux-x64", "-p:RestoreLockedMode=true"],
            ("NUGET_PACKAGES", cache));

        var names = File.ReadLines(list).Select(static path => Path.GetFileName(path)).ToList();
        CollectionAssert.Contains(names, "libLibTorchSharp.so");
        CollectionAssert.Contains(names, "libtorch_cpu.so");
    }

    /// <summary>What each project asks for itself, one line a package, in order.</summary>
    private List<string> Dependencies(string project, params string[] properties)
    {
        var path = Path.Combine(artifacts, "graph.json");
        DotNet(["msbuild", project, "-t:GenerateRestoreGraphFile", $"-p:RestoreGraphOutputPath={path}", .. properties]);
        using var graph = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. graph.RootElement.GetProperty("projects").EnumerateObject().SelectMany(static project => PackagesOf(project.Value)
                .Select(package => $"{Path.GetFileNameWithoutExtension(project.Name)}: {package.Name} {package.Value.GetProperty("version").GetString()}"))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static JsonElement.ObjectEnumerator PackagesOf(JsonElement project) =>
        project.GetProperty("frameworks").GetProperty("net10.0").TryGetProperty("dependencies", out var packages) ? packages.EnumerateObject() : default;

    private void DotNet(string[] arguments, params (string Name, string Value)[] environment) => Testing.DotNet.Run(
        Repository.Root,
        [.. arguments, "-p:NuGetAudit=false", "-nodeReuse:false", "-nologo", "-verbosity:quiet", $"-p:ArtifactsPath={artifacts}/"],
        environment);

    private static IEnumerable<string> ProjectsOf(string solution) =>
        ProjectPath().Matches(File.ReadAllText(Path.Combine(Repository.Root, solution))).Select(static match => match.Value.Trim('"').Replace('\\', '/'));

    [GeneratedRegex("\"[^\"]+\\.csproj\"")]
    private static partial Regex ProjectPath();
}
