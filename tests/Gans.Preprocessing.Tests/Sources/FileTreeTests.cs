using Gans.Formats;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Tests.Sources;

[TestClass]
public sealed class FileTreeTests
{
    private static readonly (string Name, byte[] Content)[] Files =
    [
        ("a/1.png", [1, 2, 3]), ("a/2.png", [4]), ("ä ö/3.png", [5, 6]), (".hidden", [7]), ("a/.DS_Store", [7]), ("a/._1.png", [7]),
        ("__MACOSX/a", [7]), ("a/__macosx/b.png", [7]), ("a/Thumbs.db", [7]), ("thumbs.db", [7]), ("a/Desktop.ini", [7]),
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
        var contents = ReadAll(tree, 0, 2);
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

        Assert.AreEqual(
            "Reading 1.png: found an empty file, needed an image. Get it again, or remove it.",
            Assert.ThrowsExactly<InvalidInputException>(() => tree.ReadOne(0)).Message);
        CollectionAssert.AreEqual(new byte[] { 1 }, tree.ReadOne(1));
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
        CollectionAssert.AreEqual(new byte[] { 2 }, tree.ReadOne(2));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => tree.ReadOne(3)).Message, "Reading d.png: found a link that leads nowhere");
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

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => tree.ReadOne(0)).Message, "Reading pipe.png: found a pipe, needed a regular file");
    }

    [TestMethod]
    [Description("Each link leads back to the folder, and through the other one again: followed blindly that would be 2^40 ways.")]
    [Timeout(30_000)]
    public void Open_TwoLinksBackUp_GivesEachFileOnce()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], ("1.png", [1]), ("a/2.png", [2]));
        Directory.CreateSymbolicLink(Path.Combine(folder["in"], "b"), folder["in"]);
        Directory.CreateSymbolicLink(Path.Combine(folder["in"], "a", "c"), Path.Combine(folder["in"], "a"));
        File.CreateSymbolicLink(Path.Combine(folder["in"], "self.png"), Path.Combine(folder["in"], "self.png"));

        using var tree = FileTree.Open(folder["in"], "Testing");

        CollectionAssert.AreEqual(new[] { "1.png", "a/2.png", "self.png" }, tree.Files.Select(static file => file.Name).ToArray());
        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => tree.ReadOne(2)).Message, "a link that leads nowhere");
    }

    [TestMethod]
    [Description("The bytes 0xFF and 0xFE are no UTF-8. .NET cannot name such files, so the shell makes them.")]
    public void Open_NamesThatAreNoText_AreShownAndRead()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in"]);
        using var make = System.Diagnostics.Process.Start(
            "bash", ["-c", "cd \"$0\" && printf one > $'a\\xff.png' && mkdir $'\\xfe' && printf two > $'\\xfe/b.png'", folder["in"]]);
        make.WaitForExit();

        using var tree = FileTree.Open(folder["in"], "Testing");

        CollectionAssert.AreEqual(new[] { "\\xfe/b.png", "a\\xff.png" }, tree.Files.Select(static file => file.Name).ToArray());
        CollectionAssert.AreEqual("two"u8.ToArray(), tree.ReadOne(0));
        CollectionAssert.AreEqual("one"u8.ToArray(), tree.ReadOne(1));
        using var remove = System.Diagnostics.Process.Start("rm", ["-r", folder["in"]]);   // which .NET cannot either
        remove.WaitForExit();
    }

    [TestMethod]
    public void Read_FlippedBitInAnEntry_IsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        var zip = ArchiveBytes.Zip(new ZipPart("a.png", [1, 2, 3]), new ZipPart("b.png", [4, 5, 6]) { Sum = 7 });
        File.WriteAllBytes(folder["in.zip"], zip);

        using var tree = FileTree.Open(folder["in.zip"], "Testing");

        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, tree.ReadOne(0));
        StringAssert.StartsWith(
            Assert.ThrowsExactly<InvalidInputException>(() => tree.ReadOne(1)).Message,
            "Reading b.png: damaged entry of the archive: its checksum differs from its content");
    }

    [TestMethod]
    [DataRow(8, DisplayName = "a wrong sum")]
    [DataRow(3, DisplayName = "half a sum")]
    [DataRow(0, DisplayName = "no sum")]
    public void Open_TarGzipWithoutItsSum_IsRefused(int kept)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, "tar.gz", Files);
        var bytes = File.ReadAllBytes(path);
        bytes[^8] ^= 0xFF;   // the first byte of the sum, RFC 1952
        File.WriteAllBytes(path, bytes[..^(8 - kept)]);

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => FileTree.Open(path, "Testing")).Message, "gzip data that are damaged or cut short");
    }

    [TestMethod]
    [Description("Programs that pack on several cores write several members, one behind the other.")]
    public void Open_TarGzipOfTwoMembers_ReadsBoth()
    {
        using var folder = new TemporaryFolder();
        var tar = File.ReadAllBytes(Write(folder, "tar", Files));
        File.WriteAllBytes(folder["in.tar.gz"], [.. IdxFiles.Gzip(tar.AsSpan(0, 700)), .. IdxFiles.Gzip(tar.AsSpan(700))]);

        using var tree = FileTree.Open(folder["in.tar.gz"], "Testing");

        CollectionAssert.AreEqual(new byte[] { 5, 6 }, tree.ReadOne(2));
    }

    [TestMethod]
    [DynamicData(nameof(Bombs))]
    [Description("Each asks for far more memory or work than its bytes are worth.")]
    [Timeout(30_000)]
    public void Open_Bomb_IsRefusedInALine(string name, byte[] archive, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["bomb"], archive);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.ThrowsExactly<InvalidInputException>(() => FileTree.Open(folder["bomb"], "Testing").Dispose(), name);

        StringAssert.StartsWith(error.Message, $"Reading {folder["bomb"]}: ");
        StringAssert.Contains(error.Message, expected);
        Assert.IsLessThan((4 << 20) + (4L * archive.Length), GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [Timeout(120_000)]
    [DataRow("zip")]
    [DataRow("tar")]
    [DataRow("tar.gz")]
    public void Open_DamagedArchive_ReadsOrThrowsInvalidInput(string kind)
    {
        using var folder = new TemporaryFolder();
        var whole = File.ReadAllBytes(Write(folder, kind, ("a/1.png", [1, 2, 3]), ("b/2.png", new byte[700]), ("c.png", [9])));

        ReaderFuzz.Run(whole, Read, count: 500);

        static void Read(string path)
        {
            try
            {
                using var tree = FileTree.Open(path, "Testing");
                _ = new FileLayout([.. tree.Files.Select(static file => file.Name)]);
                ReadAll(tree, [.. Enumerable.Range(0, tree.Files.Count)]);
            }
            catch (InvalidInputException e)
            {
                throw new InvalidInputException($"{path}: {e.Message}", e);   // of an entry, the message names that alone
            }
        }
    }

    private static IEnumerable<object[]> Bombs()
    {
        var zeros = new byte[1 << 20];
        yield return
        [
            "entries that share their bytes",
            ArchiveBytes.Zip([.. Enumerable.Range(0, 2000).Select(_ => new ZipPart("a.png", zeros) { At = 0 })]),
            "in the same bytes",
        ];
        yield return
            ["entries that expand", ArchiveBytes.Zip([.. Enumerable.Range(0, 40).Select(i => new ZipPart($"{i}.png", zeros))]), "the most that is expanded"];
        yield return ["a name of 60,000 letters", ArchiveBytes.Zip(new ZipPart(new string('a', 60_000), [1])), "a name of 60,000 letters"];
        yield return
            ["a name of 2,000 folders", ArchiveBytes.Zip(new ZipPart($"{string.Concat(Enumerable.Repeat("a/", 2000))}b.png", [1])), "more than 128 folders"];
        yield return ["a tar of zeros", IdxFiles.Gzip(ArchiveBytes.Tar(('0', "a.png", new byte[40 << 20]))), "that are expanded of"];
        yield return ["a long name of 2 MB", IdxFiles.Gzip(ArchiveBytes.Tar(('L', "././@LongLink", new byte[2 << 20]))), "a header of 2,097,152 bytes"];
        yield return ["a PAX header of 2 MB", IdxFiles.Gzip(ArchiveBytes.Tar(('x', "pax", new byte[2 << 20]))), "a header of 2,097,152 bytes"];
        yield return ["a global header of 2 MB", IdxFiles.Gzip(ArchiveBytes.Tar(('g', "pax", new byte[2 << 20]))), "a header of 2,097,152 bytes"];
        yield return ["a PAX size below zero", ArchiveBytes.Tar(('x', "pax", "11 size=-1\n"u8.ToArray()), ('0', "a.png", [1])), "the size -1"];
        yield return
        [
            "a name of 5,000 letters",
            ArchiveBytes.Tar(('L', "././@LongLink", [.. Enumerable.Repeat((byte)'a', 5000)]), ('0', "a.png", [1])),
            "a name of 5,000 letters",
        ];
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
                ReadAll(tree, [.. Enumerable.Range(0, tree.Files.Count)]);
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
        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => FileTree.Open(folder["none"], "Testing")).Message, "found no such file");
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

    private static string Write(TemporaryFolder folder, string kind, params (string Name, byte[] Content)[] files) => Pictures.Write(folder, kind, files);

    private static byte[][] ReadAll(FileTree tree, params int[] indexes) => [.. tree.Read(indexes).Select(static file => file.Content())];
}
