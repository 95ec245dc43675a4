using System.Security.Cryptography;

namespace Gans.Setup.Tests;

[TestClass]
public sealed class NativeFolderTests
{
    private readonly string root = Directory.CreateTempSubdirectory("gans-setup-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(root, recursive: true);

    [TestMethod]
    public void Compose_Libraries_LinksThem()
    {
        var library = Write("cache/libtorch_cpu.so", "libtorch");

        NativeFolder.Compose(Place, [library], libtorch: null, standardLibrary: null);

        Assert.AreEqual(library, new FileInfo(Path.Combine(Place, "libtorch_cpu.so")).LinkTarget);
    }

    [TestMethod]
    public void Compose_Again_LeavesNothingOfTheOldFolder()
    {
        NativeFolder.Compose(Place, [Write("cache/old.so", "")], libtorch: null, standardLibrary: null);

        NativeFolder.Compose(Place, [Write("cache/new.so", "")], libtorch: null, standardLibrary: null);

        CollectionAssert.AreEquivalent(new[] { "new.so", NativeFolder.RemarksFile }, Names(Place));
        CollectionAssert.AreEquivalent(new[] { "cache", "torch" }, Names(root));
        Assert.IsTrue(File.Exists(Path.Combine(root, "cache", "old.so")), "what a link pointed to was deleted");
    }

    [TestMethod]
    public void Compose_NoLibraries_RemovesTheFolder()
    {
        NativeFolder.Compose(Place, [Write("cache/old.so", "")], libtorch: null, standardLibrary: null);

        NativeFolder.Compose(Place, [], libtorch: null, standardLibrary: null);

        Assert.IsFalse(Directory.Exists(Place));
    }

    [TestMethod]
    [DataRow("own")]
    [DataRow("own/lib")]
    public void Compose_OwnLibtorch_LinksItsLibrariesAndSaysSo(string folder)
    {
        Write("own/lib/libtorch_cpu.so", "theirs");
        Write("own/lib/libgomp-1234.so.1", "theirs");
        Write("own/lib/notes.md", "no library");
        var own = Path.Combine(root, folder);

        var remarks = NativeFolder.Compose(Place, [Write("cache/libLibTorchSharp.so", "")], own, standardLibrary: null);

        CollectionAssert.AreEquivalent(new[] { "libLibTorchSharp.so", "libtorch_cpu.so", "libgomp-1234.so.1", NativeFolder.RemarksFile }, Names(Place));
        CollectionAssert.AreEqual(new[] { $"libtorch of {own}" }, remarks.ToArray());
    }

    [TestMethod]
    public void Compose_OwnLibtorchThatIsNone_Refuses()
    {
        Write("own/readme.txt", "");

        var e = Assert.ThrowsExactly<SetupException>(() => NativeFolder.Compose(Place, [], Path.Combine(root, "own"), standardLibrary: null));

        StringAssert.Contains(e.Message, Path.Combine(root, "own"));
    }

    [TestMethod]
    public void Compose_NewLibstdcxx_LinksTheLibraryAsItIs()
    {
        var library = Write("cache/libLibTorchSharp.so", "any");
        var standardLibrary = Write("libstdc++.so.6", new HandMadeElf { Defines = ["GLIBCXX_3.4.30", WeakVersion.Version] }.Build());

        var remarks = NativeFolder.Compose(Place, [library], libtorch: null, standardLibrary);

        Assert.AreEqual(library, new FileInfo(Path.Combine(Place, "libLibTorchSharp.so")).LinkTarget);
        Assert.IsEmpty(remarks);
    }

    [TestMethod]
    public void Compose_OldLibstdcxxAndUnknownLibrary_RefusesAndKeepsTheFolder()
    {
        NativeFolder.Compose(Place, [Write("cache/old.so", "")], libtorch: null, standardLibrary: null);
        var library = Write("cache/libLibTorchSharp.so", "another one");

        Assert.ThrowsExactly<SetupException>(() => NativeFolder.Compose(Place, [library], libtorch: null, OldStandardLibrary()));

        CollectionAssert.Contains(Names(Place), "old.so");
    }

    [TestMethod]
    public void Compose_OldLibstdcxxAndTorchSharpsLibrary_WritesARelaxedCopyAndLeavesThePackage()
    {
        var library = PackagedLibrary();
        var remarks = NativeFolder.Compose(Place, [library], libtorch: null, OldStandardLibrary());

        var copy = new FileInfo(Path.Combine(Place, "libLibTorchSharp.so"));
        Assert.IsNull(copy.LinkTarget);
        Assert.AreEqual(WeakVersion.KnownDigest, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(library))));
        var need = new ElfFile(File.ReadAllBytes(copy.FullName)).Needs.Single(static need => need.Flags != 0);
        Assert.AreEqual((WeakVersion.Version, VersionNeed.Weak), (need.Version, need.Flags));
        Assert.AreEqual("libLibTorchSharp.so: version need GLIBCXX_3.4.32 made weak, because libstdc++ here ends at GLIBCXX_3.4.30", remarks.Single());
    }

    private string Place => Path.Combine(root, "torch");

    private string OldStandardLibrary() => Write("libstdc++.so.6", new HandMadeElf { Defines = ["GLIBCXX_3.4.29", "GLIBCXX_3.4.30"] }.Build());

    /// <summary>The file in the package cache from which set-up composed; a tree that was not set up has none to test.</summary>
    private static string PackagedLibrary()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var list = Path.Combine(folder.FullName, "natives.txt");
            if (File.Exists(list) && File.ReadLines(list).FirstOrDefault(static path => Path.GetFileName(path) == "libLibTorchSharp.so") is { } library)
            {
                return library;
            }
        }

        Assert.Inconclusive("build/natives.txt names no libLibTorchSharp.so: this system's torch was not set up.");
        return "";
    }

    private static string[] Names(string folder) => [.. Directory.EnumerateFileSystemEntries(folder).Select(static path => Path.GetFileName(path))];

    private string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }
}
