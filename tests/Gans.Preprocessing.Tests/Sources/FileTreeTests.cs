using Gans.Formats;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Tests.Sources;

[TestClass]
public sealed class FileTreeTests
{
    private static readonly (string Name, byte[] Content)[] Files =
    [
        ("a/1.png", [1, 2, 3]), ("a/2.png", [4]), ("ä ö/3.png", [5, 6]), (".hidden", [7]), ("a/.DS_Store", [7]), ("__MACOSX/a", [7]), ("a/Thumbs.db", [7]),
    ];

    [TestMethod]
    [DataRow("folder")]
    [DataRow("zip")]
    [DataRow("tar")]
    [DataRow("tar.gz")]
    public void Read_FolderOrArchive_GivesItsFilesWithoutLeftovers(string kind)
    {
        using var folder = new TemporaryFolder();
        using var tree = FileTree.Open(Write(folder, kind, Files), "Testing");

        CollectionAssert.AreEqual(new[] { "a/1.png", "a/2.png", "ä ö/3.png" }, tree.Files.Select(static file => file.Name).ToArray());
        CollectionAssert.AreEqual(new long[] { 3, 1, 2 }, tree.Files.Select(static file => file.Length).ToArray());
        var contents = tree.Read([0, 2]).Select(static read => read()).ToArray();
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, contents[0]);
        CollectionAssert.AreEqual(new byte[] { 5, 6 }, contents[1]);
        Assert.AreEqual(kind == "folder", tree.Digest is null);
    }

    [TestMethod]
    [DataRow("folder")]
    [DataRow("zip")]
    [DataRow("tar")]
    public void Read_EmptyFile_ThrowsInvalidInputForThatFile(string kind)
    {
        using var folder = new TemporaryFolder();
        using var tree = FileTree.Open(Write(folder, kind, ("1.png", []), ("2.png", [1])), "Testing");

        var reads = tree.Read([0, 1]).ToArray();

        Assert.AreEqual(
            "Reading 1.png: found an empty file, needed an image. Get it again, or remove it.",
            Assert.ThrowsExactly<InvalidInputException>(() => reads[0]()).Message);
        CollectionAssert.AreEqual(new byte[] { 1 }, reads[1]());
    }

    [TestMethod]
    public void Open_FolderWithLinks_FollowsThemButNotInCircles()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], ("a/1.png", [1]));
        Pictures.WriteFolder(folder["elsewhere"], ("2.png", [2]));
        Directory.CreateSymbolicLink(Path.Combine(folder["in"], "b"), folder["elsewhere"]);
        Directory.CreateSymbolicLink(Path.Combine(folder["in"], "a", "up"), folder["in"]);
        File.CreateSymbolicLink(Path.Combine(folder["in"], "c.png"), Path.Combine(folder["elsewhere"], "2.png"));
        File.CreateSymbolicLink(Path.Combine(folder["in"], "d.png"), folder["nowhere"]);

        using var tree = FileTree.Open(folder["in"], "Testing");

        CollectionAssert.AreEqual(new[] { "a/1.png", "b/2.png", "c.png", "d.png" }, tree.Files.Select(static file => file.Name).ToArray());
        var reads = tree.Read([2, 3]).ToArray();
        CollectionAssert.AreEqual(new byte[] { 2 }, reads[0]());
        Assert.ThrowsExactly<InvalidInputException>(() => reads[1]());
    }

    [TestMethod]
    [Description("A pipe would keep its reader waiting for ever.")]
    [Timeout(30_000)]
    public void Read_NamedPipe_IsRefusedUnopened()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in"]);
        using var make = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder["in"], "pipe.png")]);
        make.WaitForExit();

        using var tree = FileTree.Open(folder["in"], "Testing");

        Assert.ThrowsExactly<InvalidInputException>(() => tree.Read([0]).Single()());
    }

    [TestMethod]
    [DataRow("zip")]
    [DataRow("tar")]
    [DataRow("tar.gz")]
    public void Open_ArchiveCutAnywhere_ReadsOrThrowsInvalidInput(string kind)
    {
        using var folder = new TemporaryFolder();
        var whole = File.ReadAllBytes(Write(folder, kind, Files));
        for (var length = 1; length < whole.Length; length += 13)
        {
            File.WriteAllBytes(folder["cut"], whole[..length]);
            try
            {
                using var tree = FileTree.Open(folder["cut"], "Testing");
                foreach (var read in tree.Read(Enumerable.Range(0, tree.Files.Count)))
                {
                    read();
                }
            }
            catch (InvalidInputException e)
            {
                Assert.DoesNotContain("\n", e.Message);
            }
        }
    }

    [TestMethod]
    public void Open_OtherFile_NamesWhatIsNeeded()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["text"], "hello");

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => FileTree.Open(folder["text"], "Testing")).Message, "needed a folder, .zip, .tar or .tar.gz");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => FileTree.Open(folder["none"], "Testing")).Message, "no such file or folder");
    }

    [TestMethod]
    [Description("A copy is the same to shards; touching a file is a change to unfinished work.")]
    public void Fingerprint_CopyAndTouch_DifferAsTheyShould()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], Files);
        Pictures.WriteFolder(folder["copy"], Files);
        using var original = FileTree.Open(folder["in"], "Testing");
        File.SetLastWriteTimeUtc(Path.Combine(folder["copy"], "a/1.png"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using var copy = FileTree.Open(folder["copy"], "Testing");

        Assert.AreEqual(original.Identity, copy.Identity);
        Assert.AreNotEqual(original.Fingerprint, copy.Fingerprint);
    }

    private static string Write(TemporaryFolder folder, string kind, params (string Name, byte[] Content)[] files)
    {
        var path = folder["in." + kind];
        switch (kind)
        {
            case "folder":
                Pictures.WriteFolder(path, files);
                break;
            case "zip":
                Pictures.WriteZip(path, files);
                break;
            default:
                Pictures.WriteTar(path, kind == "tar.gz", files);
                break;
        }

        return path;
    }
}
