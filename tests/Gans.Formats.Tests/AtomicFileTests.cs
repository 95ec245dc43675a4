namespace Gans.Formats.Tests;

[TestClass]
public sealed class AtomicFileTests
{
    [TestMethod]
    public void WriteText_NewFolder_MakesItAndWritesUtf8WithoutMark()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder["a"], "b", "text");

        AtomicFile.WriteText(path, "ä\n");

        CollectionAssert.AreEqual(new byte[] { 0xC3, 0xA4, (byte)'\n' }, File.ReadAllBytes(path));
    }

    [TestMethod]
    public void Write_ThatFails_LeavesOlderFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteText(folder["file"], "old");

        Assert.ThrowsExactly<InvalidOperationException>(() => AtomicFile.Write(folder["file"], stream =>
        {
            stream.Write(new byte[1_000_000]);
            throw new InvalidOperationException();
        }));

        Assert.AreEqual("old", File.ReadAllText(folder["file"]));
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public void Write_WhileWriting_OlderFileIsStillThere()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteText(folder["file"], "old");

        AtomicFile.Write(folder["file"], stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.AreEqual("old", File.ReadAllText(folder["file"]));
        });

        Assert.AreEqual("new", File.ReadAllText(folder["file"]));
    }

    [TestMethod]
    [Description("What a killed run left is started anew, even if it was longer.")]
    public void Write_LeftoverOfKilledRun_IsReplaced()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[".file.partial"], "half of something long");

        AtomicFile.WriteText(folder["file"], "whole");

        Assert.AreEqual("whole", File.ReadAllText(folder["file"]));
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public void Write_WhereAFolderIs_SaysSo()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<InvalidInputException>(() => AtomicFile.WriteText(folder.Path, "text"));

        StringAssert.Contains(error.Message, "found a folder of that name");
    }

    [TestMethod]
    [DataRow("/proc/gans/file")]
    [DataRow("/dev/null/file")]
    [DataRow("/proc/version/sub/file")]
    public void Write_UnwritablePlace_SaysSoInOneLine(string path)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => AtomicFile.WriteText(path, "text"));

        StringAssert.StartsWith(error.Message, $"Writing {path}: ");
        StringAssert.EndsWith(error.Message, "Choose a folder that can be written to.");
    }

    [TestMethod]
    public void Write_TwoAtOnce_SecondIsTold()
    {
        using var folder = new TemporaryFolder();

        AtomicFile.Write(folder["file"], _ =>
        {
            var error = Assert.ThrowsExactly<InvalidInputException>(() => AtomicFile.WriteText(folder["file"], "text"));
            StringAssert.Contains(error.Message, "another process is writing it");
        });

        Assert.AreEqual("", File.ReadAllText(folder["file"]));
    }

    [TestMethod]
    public void Write_FullDisk_SaysSoAndLeavesOlderFile()
    {
        using var disk = new SmallDisk(kibibytes: 64);
        AtomicFile.WriteText(disk["file"], "old");

        var error = Assert.ThrowsExactly<IOException>(() => AtomicFile.Write(disk["file"], stream => stream.Write(new byte[200_000])));

        Assert.AreEqual($"Writing {disk["file"]}: the disk is full. Free space there or choose a folder on another disk.", error.Message);
        Assert.AreEqual("old", File.ReadAllText(disk["file"]));
        Assert.AreEqual(1, Directory.GetFileSystemEntries(disk.Path).Length);
    }
}
