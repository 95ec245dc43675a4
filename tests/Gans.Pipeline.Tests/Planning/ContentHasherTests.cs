using Gans.Formats;
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

    [TestMethod]
    [Description("Stages read through links to folders, so what lies behind them counts.")]
    public void Digest_FileBehindALinkedFolderChanges_Differs()
    {
        using var folder = new TemporaryFolder();
        folder.Write("ext/cat/1", "x");
        Directory.CreateDirectory(folder["photos"]);
        Directory.CreateSymbolicLink(folder["photos/cat"], "../ext/cat");
        var before = Hasher(folder).Digest(folder["photos"]);

        folder.Write("ext/cat/1", "y");
        var changed = Hasher(folder).Digest(folder["photos"]);
        folder.Write("ext/cat/2", "y");

        Assert.AreNotEqual(before, changed);
        Assert.AreNotEqual(changed, Hasher(folder).Digest(folder["photos"]));
    }

    [TestMethod]
    [Description("Two links back up, and two folders linked to each other: each is followed once on the way.")]
    public void Digest_LinksInCircles_Ends()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1/a", "x");
        folder.Write("2/b", "y");
        File.CreateSymbolicLink(folder["1/one"], ".");
        File.CreateSymbolicLink(folder["1/other"], ".");
        File.CreateSymbolicLink(folder["1/two"], "../2");
        File.CreateSymbolicLink(folder["2/back"], "../1");

        Assert.IsNotNull(Hasher(folder).Digest(folder["1"]));
    }

    [TestMethod]
    [Description("30 folders, each with two links to the next: 2^30 paths.")]
    public void Digest_LinksThatMultiply_AreRefused()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 30; i++)
        {
            Directory.CreateDirectory(folder[$"{i}"]);
            File.CreateSymbolicLink(folder[$"{i}/a"], $"../{i + 1}");
            File.CreateSymbolicLink(folder[$"{i}/b"], $"../{i + 1}");
        }

        folder.Write("30/x", "x");

        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => Hasher(folder).Digest(folder["0"])).Message, "links to folders");
    }

    [TestMethod]
    [Timeout(10_000)]
    [Description("Nothing is opened that may wait for ever, and a link to nothing is a name with a target.")]
    public void Digest_LinksToNothingAndSpecialFiles_AreTakenByName()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1/a", "x");
        var plain = Hasher(folder).Digest(folder["1"]);
        File.CreateSymbolicLink(folder["1/nowhere"], "none");
        File.CreateSymbolicLink(folder["1/itself"], "itself");
        var links = Hasher(folder).Digest(folder["1"]);
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [folder["1/pipe"]]))
        {
            mkfifo.WaitForExit();
        }

        Assert.AreNotEqual(plain, links);
        Assert.AreNotEqual(links, Hasher(folder).Digest(folder["1"]));
        Assert.IsNotNull(Hasher(folder).Digest(folder["1/pipe"]));
        Assert.IsNull(Hasher(folder).Digest(folder["1/nowhere"]));
        Assert.IsNull(Hasher(folder).Digest(folder["1/itself"]));
    }

    [TestMethod]
    [DataRow(".DS_Store")]
    [DataRow("._a")]
    [DataRow("thumbs.db")]
    [DataRow("Desktop.ini")]
    [DataRow("__MACOSX/._a")]
    [Description("Looking at a folder must not make stages run.")]
    public void Digest_WhatDesktopsLeave_DoesNotCount(string name)
    {
        using var folder = new TemporaryFolder();
        folder.Write("1/d/a", "x");
        var before = Hasher(folder).Digest(folder["1"]);

        folder.Write("1/d/" + name, "y");

        Assert.AreEqual(before, Hasher(folder).Digest(folder["1"]));
    }

    private static ContentHasher Hasher(TemporaryFolder folder) => new(folder["cache"]);

    /// <summary>A hasher an hour later, to whom the files of the test are old.</summary>
    private static ContentHasher HasherLater(TemporaryFolder folder) => new(folder["cache"], new FixedClock(DateTimeOffset.UtcNow.AddHours(1)));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
