namespace Gans.Formats.Tests;

[TestClass]
public sealed class AtomicFolderTests
{
    [TestMethod]
    public void Commit_OlderFolder_IsReplacedWhole()
    {
        using var folder = new TemporaryFolder();
        Fill(folder["out"], "old");

        Fill(folder["out"], "new");

        CollectionAssert.AreEqual(new[] { "new" }, Directory.GetFileSystemEntries(folder["out"]).Select(Path.GetFileName).ToArray());
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public void Dispose_WithoutCommit_LeavesOlderFolderAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        Fill(folder["out"], "old");

        using (var work = new AtomicFolder(folder["out"]))
        {
            File.WriteAllText(Path.Combine(work.WorkPath, "half"), "");
        }

        Assert.IsTrue(File.Exists(Path.Combine(folder["out"], "old")));
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public void Constructor_LeftoverOfKilledRun_IsClearedAway()
    {
        using var folder = new TemporaryFolder();
        KilledWriter.LeaveFolder(folder["out"]);

        using var work = new AtomicFolder(folder["out"] + "/");
        work.Commit();

        Assert.AreEqual(0, Directory.GetFileSystemEntries(folder["out"]).Length);
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public void Constructor_ToResume_FindsWhatAKilledRunLeft()
    {
        using var folder = new TemporaryFolder();
        var left = KilledWriter.LeaveFolder(folder["out"]);

        using var work = new AtomicFolder(folder["out"], resume: true);

        Assert.AreEqual(left, work.WorkPath);
        Assert.IsTrue(File.Exists(Path.Combine(left, "half", "file")));
        work.Clear();
        Assert.AreEqual(0, Directory.GetFileSystemEntries(left).Length);
    }

    [TestMethod]
    [Description("Where two names cannot be exchanged, the older folder makes way first; killed then, it must not be lost.")]
    public void Constructor_OlderFolderHadMadeWay_IsPutBack()
    {
        using var folder = new TemporaryFolder();
        var left = KilledWriter.LeaveFolder(folder["out"]);
        Directory.CreateDirectory(left + ".old");
        File.WriteAllText(Path.Combine(left + ".old", "old"), "");

        new AtomicFolder(folder["out"]).Dispose();

        CollectionAssert.AreEqual(new[] { "old" }, Directory.GetFileSystemEntries(folder["out"]).Select(Path.GetFileName).ToArray());
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    [Description("Folders of others: under names that earlier versions worked under, and under names that look as ours do.")]
    [DataRow("out.partial")]
    [DataRow(".out.partial")]
    [DataRow("out.previous")]
    [DataRow(".out.gans-0123456789abcdef")]
    [DataRow(".out.gans-0123456789abcdef.old")]
    public void Commit_FoldersOfOthersBesideIt_Stay(string name)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder[name]);
        File.WriteAllText(Path.Combine(folder[name], "thesis"), "dear");
        KilledWriter.LeaveFolder(folder["out"]);

        Fill(folder["out"], "new");

        Assert.AreEqual("dear", File.ReadAllText(Path.Combine(folder[name], "thesis")));
        Assert.AreEqual(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    [DataRow(".out.partial", DisplayName = "at the name that earlier versions worked under")]
    [DataRow("", DisplayName = "at the noted work name")]
    public void Commit_LinkPlantedToAFolder_IsNeitherFollowedNorEmptied(string name)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["victim"]);
        File.WriteAllText(Path.Combine(folder["victim"], "thesis"), "dear");
        var work = KilledWriter.Leave(folder["out"]);
        Directory.CreateSymbolicLink(name == "" ? work : folder[name], folder["victim"]);

        using (var resumed = new AtomicFolder(folder["out"], resume: true))
        {
            File.WriteAllText(Path.Combine(resumed.WorkPath, "new"), "");
            resumed.Commit();
        }

        CollectionAssert.AreEqual(new[] { "thesis" }, Directory.GetFileSystemEntries(folder["victim"]).Select(Path.GetFileName).ToArray());
        Assert.IsNull(new DirectoryInfo(folder["out"]).LinkTarget);
        Assert.IsTrue(File.Exists(Path.Combine(folder["out"], "new")));
    }

    [TestMethod]
    public void Commit_Link_StaysAndItsTargetIsReplaced()
    {
        using var folder = new TemporaryFolder();
        Fill(Path.Combine(folder["big"], "out"), "old");
        Directory.CreateSymbolicLink(folder["link"], Path.Combine("big", "out"));

        Fill(folder["link"], "new");

        Assert.AreEqual(Path.Combine("big", "out"), new DirectoryInfo(folder["link"]).LinkTarget);
        CollectionAssert.AreEqual(new[] { "new" }, Directory.GetFileSystemEntries(Path.Combine(folder["big"], "out")).Select(Path.GetFileName).ToArray());
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder["big"]).Length);
        Assert.AreEqual(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public void Commit_OlderFolder_ItsModeIsKept()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no modes.");
            return;
        }

        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;   // 701
        using var folder = new TemporaryFolder();
        Fill(folder["out"], "old");
        File.SetUnixFileMode(folder["out"], mode);

        using var work = new AtomicFolder(folder["out"]);
        Assert.AreEqual(mode, File.GetUnixFileMode(work.WorkPath), "as secret while it is filled");
        work.Commit();

        Assert.AreEqual(mode, File.GetUnixFileMode(folder["out"]));
    }

    [TestMethod]
    [Description("What came while the work was done is no less dear than what was there before.")]
    public void Commit_OtherContentCameMeanwhile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Fill(folder["out"], "ours");
        using var work = new AtomicFolder(folder["out"], entry => entry.Name == "ours");
        File.WriteAllText(Path.Combine(folder["out"], "notes.txt"), "dear");

        var error = Assert.ThrowsExactly<InvalidInputException>(work.Commit);

        StringAssert.Contains(error.Message, "found a folder with other content, which would be lost: notes.txt.");
        Assert.AreEqual("dear", File.ReadAllText(Path.Combine(folder["out"], "notes.txt")));
    }

    [TestMethod]
    [Description("A volume of a container, say: it cannot be moved, so its content must not go first.")]
    public void Commit_DiskMountedAtTheTarget_IsRefusedAndNothingIsLost()
    {
        using var disk = new SmallDisk(kibibytes: 64);
        File.WriteAllText(disk["dear"], "dear");
        using var work = new AtomicFolder(disk.Path);

        var error = Assert.ThrowsExactly<InvalidInputException>(work.Commit);

        Assert.AreEqual($"Writing {disk.Path}: a disk is mounted there, so nothing can take its place. Choose a name inside it.", error.Message);
        Assert.AreEqual("dear", File.ReadAllText(disk["dear"]));
    }

    [TestMethod]
    public void Constructor_WhileAnotherWrites_SaysSo()
    {
        using var folder = new TemporaryFolder();
        using var first = new AtomicFolder(folder["out"]);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => new AtomicFolder(folder["out"]).Dispose());

        StringAssert.Contains(error.Message, "another process is writing it");
        first.Commit();
        Assert.IsTrue(Directory.Exists(folder["out"]));
    }

    [TestMethod]
    public void Constructor_WhereAFileIs_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["out"], "");

        var error = Assert.ThrowsExactly<InvalidInputException>(() => new AtomicFolder(folder["out"]).Dispose());

        StringAssert.Contains(error.Message, "found a file of that name");
    }

    [TestMethod]
    public void Constructor_WhereAPipeIs_SaysSo()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<InvalidInputException>(() => new AtomicFolder(PlantedPaths.Pipe(folder["out"])).Dispose());

        StringAssert.Contains(error.Message, "found a device or a pipe, needed a folder");
    }

    [TestMethod]
    [DataRow("/proc/gans")]
    [DataRow("/dev/null/out")]
    public void Constructor_UnwritablePlace_SaysSoInOneLine(string path)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => new AtomicFolder(path).Dispose());

        StringAssert.StartsWith(error.Message, $"Writing {path}: ");
        Assert.DoesNotContain("\n", error.Message);
    }

    [TestMethod]
    [Description("Asked only about a folder that has something in it; what is in the way is named.")]
    public void Constructor_MayReplace_IsAskedAboutEachEntry()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);
        Fill(folder["full"], "file");

        new AtomicFolder(folder["none"], _ => false).Dispose();
        new AtomicFolder(folder["empty"], _ => false).Dispose();
        new AtomicFolder(folder["full"], _ => true).Dispose();
        var error = Assert.ThrowsExactly<InvalidInputException>(() => new AtomicFolder(folder["full"], entry => entry.Name != "file").Dispose());
        StringAssert.Contains(error.Message, "found a folder with other content, which would be lost: file.");
    }

    private static void Fill(string path, string name)
    {
        using var work = new AtomicFolder(path);
        File.WriteAllText(Path.Combine(work.WorkPath, name), "");
        work.Commit();
    }
}
