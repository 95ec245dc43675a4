using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Gans.Packages.Tests;

/// <summary>What lies in each package.</summary>
[TestClass]
public sealed class PackageContentTests
{
    /// <summary>Marks a source file inside symbols, by the specification of portable PDBs.</summary>
    private static readonly Guid EmbeddedSource = new("0e8a571b-6926-466e-b4ad-8ab04611f5fe");

    /// <summary>The libraries, in the order of the house.</summary>
    public static IEnumerable<object[]> Names =>
        [
            ["Gans.Formats"], ["Gans.Images"], ["Gans.Runtime"], ["Gans.Inference"], ["Gans.Inference.Faces"], ["Gans.Inference.Metrics"], ["Gans.Onnx"],
            ["Gans.Models"], ["Gans.Training"],
        ];

    [TestMethod]
    public void Feed_ThisBuild_HoldsTheLibrariesAndTheTool()
    {
        var packages = Directory.EnumerateFiles(PackageFeed.Folder, "*.nupkg").Select(static path => Path.GetFileName(path)).Order().ToList();

        CollectionAssert.AreEqual(Names.Append(["Gans.Tool"]).Select(static name => $"{name[0]}.{PackageFeed.Version}.nupkg").Order().ToList(), packages);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Files_EachPackage_AreTheLibraryItsDocumentationAndItsPapers(string name)
    {
        using var package = ZipFile.OpenRead(PackageFeed.File(name));

        string[] own = ["_rels/.rels", "[Content_Types].xml", $"{name}.nuspec"];   // what makes it a package
        string[] font = name == "Gans.Training" ? ["Lato/LICENSE_FONT"] : [];      // the library holds the font
        string[] targets = name == "Gans.Formats" ? ["buildTransitive/Gans.Formats.targets"] : [];
        string[] expected =
            [$"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml", "LICENSE", "README.md", "THIRD-PARTY-NOTICES.txt", .. font, .. targets];
        CollectionAssert.AreEquivalent(
            expected,
            package.Entries.Select(static entry => entry.FullName)
                .Except(own)
                .Where(static file => !file.StartsWith("package/", StringComparison.Ordinal))
                .ToList());
        Assert.StartsWith($"# {name}\n", Text(package, "README.md"));
        Assert.StartsWith("MIT License", Text(package, "LICENSE"));
        Assert.Contains("name=\"T:Gans.", Text(package, $"lib/net10.0/{name}.xml"));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Description_EachPackage_IsComplete(string name)
    {
        var metadata = Metadata(name);

        Assert.AreEqual(PackageFeed.Version, Value(metadata, "version"));
        Assert.AreEqual("MIT", Value(metadata, "license"));
        Assert.AreEqual("README.md", Value(metadata, "readme"));
        Assert.AreEqual("The Gans authors", Value(metadata, "authors"));
        Assert.AreNotEqual("Package Description", Value(metadata, "description"));
        Assert.Contains("gan ", Value(metadata, "tags"));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Dependencies_EachPackage_HaveTheVersionsOfTheSources(string name)
    {
        foreach (var dependency in Metadata(name).Descendants().Where(static element => element.Name.LocalName == "dependency"))
        {
            var used = dependency.Attribute("id")!.Value;
            var version = dependency.Attribute("version")!.Value;
            Assert.AreEqual(Names.Any(own => own[0].Equals(used)) ? PackageFeed.Version : Repository.PackageVersions.GetValueOrDefault(used), version, used);
        }
    }

    [TestMethod]
    [Description("Its user chooses the natives of torch; those of ONNX Runtime and libvips come along.")]
    public void Dependencies_InferenceAndOnnx_BringAllNativesButTorch()
    {
        var inference = Dependencies("Gans.Inference");
        var onnx = Dependencies("Gans.Onnx");

        foreach (var system in new[] { "linux-x64", "linux-arm64", "win-x64", "win-arm64", "osx-arm64" })
        {
            Assert.DoesNotContain("Native", inference[$"NetVips.Native.{system}"]);
        }

        Assert.DoesNotContain("Native", inference["Microsoft.ML.OnnxRuntime"]);
        Assert.IsFalse(inference.ContainsKey("TorchSharp"));
        Assert.Contains("Native", onnx["TorchSharp"]);
        Assert.IsFalse(onnx.Keys.Any(static used => used.StartsWith("libtorch", StringComparison.OrdinalIgnoreCase)));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Symbols_EachPackage_AreThoseOfItsLibraryAndHoldTheSources(string name)
    {
        using var package = ZipFile.OpenRead(PackageFeed.File(name));
        using var symbols = ZipFile.OpenRead(PackageFeed.File(name, "snupkg"));
        using var library = new PEReader(Content(package, $"lib/net10.0/{name}.dll"));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(Content(symbols, $"lib/net10.0/{name}.pdb"));

        var named = library.ReadCodeViewDebugDirectoryData(
            library.ReadDebugDirectory().Single(static entry => entry.Type == DebugDirectoryEntryType.CodeView)).Guid;
        var reader = provider.GetMetadataReader();
        Assert.AreEqual(named, new BlobContentId(reader.DebugMetadataHeader!.Id).Guid);
        foreach (var document in reader.Documents)
        {
            Assert.IsTrue(
                reader.GetCustomDebugInformation(document).Any(info => reader.GetGuid(reader.GetCustomDebugInformation(info).Kind) == EmbeddedSource),
                reader.GetString(reader.GetDocument(document).Name));
        }
    }

    private static Dictionary<string, string> Dependencies(string name) => Metadata(name).Descendants()
        .Where(static element => element.Name.LocalName == "dependency")
        .ToDictionary(static element => element.Attribute("id")!.Value, static element => element.Attribute("exclude")?.Value ?? "");

    private static XElement Metadata(string name)
    {
        using var package = ZipFile.OpenRead(PackageFeed.File(name));
        return XDocument.Parse(Text(package, $"{name}.nuspec")).Root!.Elements().Single();
    }

    private static string Value(XElement metadata, string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

    private static string Text(ZipArchive package, string name)
    {
        using var reader = new StreamReader(Content(package, name));
        return reader.ReadToEnd();
    }

    private static MemoryStream Content(ZipArchive package, string name)
    {
        var content = new MemoryStream();
        using (var entry = package.GetEntry(name)!.Open())
        {
            entry.CopyTo(content);
        }

        content.Position = 0;
        return content;
    }
}
