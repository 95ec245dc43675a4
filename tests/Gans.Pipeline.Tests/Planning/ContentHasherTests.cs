using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Tests.Planning;

[TestClass]
public sealed class ContentHasherTests
{
    [TestMethod]
    [Description("SHA-256 of \"abc\": FIPS 180-2, appendix B.1.")]
    public void Digest_File_IsItsSha256()
    {
        using var folder = new TemporaryFolder();

        Assert.AreEqual("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Hasher(folder).Digest(folder.Write("a", "abc")));
    }

    [TestMethod]
    public void Digest_Nothing_IsNull()
    {
        using var folder = new TemporaryFolder();

        Assert.IsNull(Hasher(folder).Digest(folder["a"]));
    }

    [TestMethod]
    public void Digest_Folder_TellsNamesAndContentsApart()
    {
        using var folder = new TemporaryFolder();
        (string Name, string Text)[] files =
        [
            ("1/a", "x"), ("1/b", "y"),
            ("2/a", "y"), ("2/b", "x"),
            ("3/a", "x"), ("3/c", "y"),
            ("4/d/a", "x"), ("4/b", "y"),
            ("5/b", "y"), ("5/a", "x"),
        ];
        foreach (var (name, text) in files)
        {
            folder.Write(name, text);
        }

        var digests = Enumerable.Range(1, 5).Select(i => Hasher(folder).Digest(folder[$"{i}"])).ToArray();

        Assert.AreEqual(4, digests.Distinct().Count());
        Assert.AreEqual(digests[0], digests[4]);
    }

    [TestMethod]
    public void Digest_FileThatLooksTheSame_IsNotReadAgain()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a", "abc");

        var first = HasherLater(folder);
        first.Digest(folder["a"]);
        first.Save();
        var second = HasherLater(folder);
        var digest = second.Digest(folder["a"]);

        Assert.AreEqual(1, first.FilesRead);
        Assert.AreEqual(0, second.FilesRead);
        Assert.AreEqual("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", digest);
    }

    [TestMethod]
    [Description("A file written within one tick of the clock could change again without looking different.")]
    public void Digest_FileWrittenJustNow_IsReadAgain()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a", "abc");
        var first = Hasher(folder);
        first.Digest(folder["a"]);
        first.Save();

        var second = Hasher(folder);
        second.Digest(folder["a"]);

        Assert.AreEqual(1, second.FilesRead);
    }

    [TestMethod]
    [Description("Same size, and the time of the last write set back: the time of the last change gives it away.")]
    public void Digest_FileChangedUnderTheOldTime_IsSeen()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a", "abc");
        var time = File.GetLastWriteTimeUtc(folder["a"]);
        var first = HasherLater(folder);
        var before = first.Digest(folder["a"]);
        first.Save();

        folder.Write("a", "abd");
        File.SetLastWriteTimeUtc(folder["a"], time);

        Assert.AreNotEqual(before, HasherLater(folder).Digest(folder["a"]));
    }

    [TestMethod]
    [DataRow("gans stat cache 1\nnonsense\n")]
    [DataRow("gans stat cache 9\n")]
    [DataRow("\0\0\0")]
    public void Digest_DamagedCache_CountsAsEmpty(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("cache", text);

        Assert.AreEqual("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Hasher(folder).Digest(folder.Write("a", "abc")));
    }

    [TestMethod]
    public void Digest_LinkInAFolderToTheFolderAround_Ends()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1/a", "x");
        File.CreateSymbolicLink(folder["1/up"], "..");

        StringAssert.StartsWith(Hasher(folder).Digest(folder["1"]), "sha256:");
    }

    private static ContentHasher Hasher(TemporaryFolder folder) => new(folder["cache"]);

    /// <summary>A hasher an hour later, to whom the files of the test are old.</summary>
    private static ContentHasher HasherLater(TemporaryFolder folder) => new(folder["cache"], new FixedClock(DateTimeOffset.UtcNow.AddHours(1)));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
