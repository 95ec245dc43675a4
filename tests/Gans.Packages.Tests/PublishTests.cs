using System.Security.Cryptography;

namespace Gans.Packages.Tests;

/// <summary>Apps that are published for a system, from any other.</summary>
[TestClass]
public sealed class PublishTests
{
    private const string Systems = "linux-x64;linux-arm64;win-x64;win-arm64;osx-arm64";

    /// <summary>Writes what a publish would copy, a file a system, and copies nothing.</summary>
    private const string Listing = """
        <Project>
          <ItemGroup>
            <System Include="$(RuntimeIdentifiers)" />
          </ItemGroup>
          <PropertyGroup>
            <Quietly>SelfContained=false;UseAppHost=false;EnableRuntimePackDownload=false;EnableAppHostPackDownload=false;BuildProjectReferences=false</Quietly>
            <Here>CustomAfterMicrosoftCommonTargets=$(MSBuildThisFileFullPath);ListFolder=$(MSBuildThisFileDirectory)</Here>
          </PropertyGroup>
          <Target Name="ListEach">
            <MSBuild Projects="$(App)" Targets="ListPublished" Properties="RuntimeIdentifier=%(System.Identity);$(Quietly);$(Here)" />
          </Target>
          <Target Name="ListPublished" DependsOnTargets="ComputeResolvedFilesToPublishList">
            <WriteLinesToFile File="$(ListFolder)$(RuntimeIdentifier).txt" Lines="@(ResolvedFileToPublish->'%(RelativePath)')" />
          </Target>
        </Project>
        """;

    [TestMethod]
    [Description("By its lists: the natives lie beside the program, and none of another system does.")]
    public void Publish_SampleForEachSystem_HasTheNativesOfThatSystemAlone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["systems.proj"], Listing);
        var app = Path.Combine(Repository.Root, "samples", "ClothesPrinter", "ClothesPrinter.csproj");
        string[] shared = [$"-p:ArtifactsPath={folder["artifacts"]}/", "-nologo", "-v:quiet"];

        string[] alone = ["-p:EnableRuntimePackDownload=false", "-p:EnableAppHostPackDownload=false"];
        DotNet.Run(folder.Path, ["restore", app, .. alone, .. shared], ("RuntimeIdentifiers", Systems));
        DotNet.Run(folder.Path, ["msbuild", "systems.proj", "-t:ListEach", $"-p:App={app}", .. shared], ("RuntimeIdentifiers", Systems));

        AssertNatives(folder, "linux-x64", "libonnxruntime.so", "libonnxruntime_providers_shared.so", "libvips.so.42");
        AssertNatives(folder, "linux-arm64", "libonnxruntime.so", "libonnxruntime_providers_shared.so", "libvips.so.42");
        AssertNatives(folder, "win-x64", "onnxruntime.dll", "onnxruntime_providers_shared.dll", "libvips-42.dll");
        AssertNatives(folder, "win-arm64", "onnxruntime.dll", "onnxruntime_providers_shared.dll", "libvips-42.dll");
        AssertNatives(folder, "osx-arm64", "libonnxruntime.dylib", "libvips.42.dylib");
    }

    [TestMethod]
    [Description("Not even where it is published for another system than this one.")]
    public void Publish_OutsideAppThatReferencesOurProjects_TouchesNoFileOfOurs()
    {
        using var app = new OutsideProject(
            $"""<ProjectReference Include="{Path.Combine(Repository.Root, "inference", "Gans.Inference.csproj")}" />""",
            """Console.WriteLine(Gans.Runtime.Device.Auto);""");
        var before = LockFiles();

        string[] elsewhere = ["-o", app["out"], $"-p:ArtifactsPath={app["artifacts"]}/"];
        DotNet.Run(app.Path, ["publish", "-r", "win-arm64", "--no-self-contained", "-p:UseAppHost=false", .. elsewhere, "--nologo", "-v:quiet"]);

        CollectionAssert.AreEqual(before, LockFiles());
        Assert.IsTrue(File.Exists(app["out/Gans.Inference.dll"]));
        Assert.IsTrue(File.Exists(app["out/onnxruntime.dll"]));
        Assert.IsTrue(File.Exists(app["out/libvips-42.dll"]));
        Assert.IsFalse(Directory.Exists(app["out/runtimes"]));
    }

    private static void AssertNatives(TemporaryFolder folder, string system, params string[] expected)
    {
        var files = File.ReadAllLines(folder[$"{system}.txt"]).Select(static path => path.Replace('\\', '/')).ToList();

        CollectionAssert.AreEquivalent(expected, files.Where(IsNative).ToList(), $"{system}: {string.Join(", ", files)}");
    }

    /// <summary>Import libraries, which a C compiler takes on Windows, are not loaded by anyone.</summary>
    private static bool IsNative(string path) => Path.GetExtension(path) is not (".json" or ".pdb" or ".xml" or ".lib")
        && (!path.EndsWith(".dll", StringComparison.Ordinal)
            || path.Contains("onnxruntime", StringComparison.Ordinal)
            || path.Contains("libvips", StringComparison.Ordinal));

    /// <summary>Name and digest of each lock file of the sources.</summary>
    private static List<string> LockFiles() =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "packages*.lock.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
            .Where(static path => !path.StartsWith(Path.Combine(Repository.Root, "build"), StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static path => $"{path} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];
}
