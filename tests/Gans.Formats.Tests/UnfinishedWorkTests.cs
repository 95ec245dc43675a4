namespace Gans.Formats.Tests;

[TestClass]
public sealed class UnfinishedWorkTests
{
    [TestMethod]
    public void RemoveAllIn_LeftoversAtAnyDepth_AreRemovedAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["run"]);
        Directory.CreateDirectory(folder["elsewhere"]);
        KilledWriter.LeaveFile(folder["out"]);
        KilledWriter.LeaveFolder(Path.Combine(folder["run"], "checkpoint"));
        KilledWriter.LeaveFile(Path.Combine(folder["elsewhere"], "out"));
        Directory.CreateSymbolicLink(Path.Combine(folder["run"], "link"), folder["elsewhere"]);
        File.WriteAllText(folder[".gans-lock"], "");
        File.WriteAllText(folder[".other"], "");

        UnfinishedWork.RemoveAllIn(folder["run"]);
        CollectionAssert.AreEqual(new[] { "link" }, Names(folder["run"]));
        Assert.HasCount(2, Names(folder["elsewhere"]));

        UnfinishedWork.RemoveAllIn(folder.Path);
        CollectionAssert.AreEqual(new[] { ".gans-lock", ".other", "elsewhere", "run" }, Names(folder.Path));
        Assert.IsEmpty(Names(folder["elsewhere"]));
    }

    [TestMethod]
    public void Remove_WhileAWriterWorks_LeavesItAlone()
    {
        using var folder = new TemporaryFolder();

        AtomicFile.Write(folder["file"], stream =>
        {
            UnfinishedWork.Remove(folder["file"]);
            Assert.IsTrue(UnfinishedWork.Exists(folder["file"]));
            stream.Write("whole"u8);
        });

        Assert.IsFalse(UnfinishedWork.Exists(folder["file"]));
        Assert.AreEqual("whole", File.ReadAllText(folder["file"]));
    }

    [TestMethod]
    public void RemoveAllIn_NoSuchFolder_DoesNothing()
    {
        using var folder = new TemporaryFolder();

        UnfinishedWork.RemoveAllIn(folder["none"]);

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static string[] Names(string folder) =>
        [.. Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
