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
    public void Write_LeftoverOfKilledRun_IsClearedAway()
    {
        using var folder = new TemporaryFolder();
        KilledWriter.LeaveFile(folder["file"]);

        AtomicFile.WriteText(folder["file"], "whole");

        Assert.AreEqual("whole", File.ReadAllText(folder["file"]));
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    [Description("Names that people use, that earlier versions worked under, and that look as ours do.")]
    [DataRow("file.partial")]
    [DataRow(".file.partial")]
    [DataRow("file.previous")]
    [DataRow(".file.gans-0123456789abcdef")]
    public void Write_FilesOfOthersBesideIt_Stay(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[name], "mine");
        KilledWriter.LeaveFile(folder["file"]);

        AtomicFile.WriteText(folder["file"], "whole");

        Assert.AreEqual("mine", File.ReadAllText(folder[name]));
        Assert.AreEqual(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public void Write_LinkPlantedAtTheNotedWorkName_IsNeitherFollowedNorRemoved()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["victim"], "dear");
        var work = KilledWriter.Leave(folder["file"]);
        File.CreateSymbolicLink(work, folder["victim"]);

        AtomicFile.WriteText(folder["file"], "whole");

        Assert.AreEqual(("dear", "whole"), (File.ReadAllText(folder["victim"]), File.ReadAllText(folder["file"])));
        Assert.AreEqual(folder["victim"], new FileInfo(work).LinkTarget);
    }

    [TestMethod]
    [DataRow(true, DisplayName = "to a file")]
    [DataRow(false, DisplayName = "to nowhere")]
    public void Write_LinkPlantedAtTheLock_IsRefused(bool exists)
    {
        using var folder = new TemporaryFolder();
        if (exists)
        {
            File.WriteAllText(folder["victim"], "dear");
        }

        File.CreateSymbolicLink(folder[".file.gans-lock"], folder["victim"]);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => AtomicFile.WriteText(folder["file"], "whole"));

        StringAssert.Contains(error.Message, ".file.gans-lock: found something there that Gans did not make");
        Assert.AreEqual(exists ? "dear" : null, File.Exists(folder["victim"]) ? File.ReadAllText(folder["victim"]) : null);
    }

    [TestMethod]
    [Description("A file, a folder and a pipe: none is written to, waited for or removed.")]
    [DataRow("file")]
    [DataRow("folder")]
    [DataRow("pipe")]
    public void Write_SomethingElseAtTheLock_IsRefused(string kind)
    {
        using var folder = new TemporaryFolder();
        var planted = folder[".file.gans-lock"];
        switch (kind)
        {
            case "file":
                File.WriteAllText(planted, "mine");
                break;
            case "folder":
                Directory.CreateDirectory(planted);
                break;
            default:
                PlantedPaths.Pipe(planted);
                break;
        }

        Assert.ThrowsExactly<InvalidInputException>(() => AtomicFile.WriteText(folder["file"], "whole"));

        Assert.IsTrue(Path.Exists(planted));
        Assert.IsFalse(File.Exists(folder["file"]));
        if (kind == "file")
        {
            Assert.AreEqual("mine", File.ReadAllText(planted));
        }
    }

    [TestMethod]
    [DataRow(UnixFileMode.UserRead | UnixFileMode.UserWrite, DisplayName = "600")]
    [DataRow(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite, DisplayName = "662")]
    public void Write_OlderFile_ItsModeIsKept(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no modes.");
            return;
        }

        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "old");
        File.SetUnixFileMode(folder["file"], mode);

        AtomicFile.Write(
            folder["file"],
            stream => Assert.IsTrue(OperatingSystem.IsWindows() || File.GetUnixFileMode(((FileStream)stream).SafeFileHandle) == mode, "while it is written"));

        Assert.AreEqual(mode, File.GetUnixFileMode(folder["file"]));
    }

    [TestMethod]
    [DataRow(true, DisplayName = "target exists")]
    [DataRow(false, DisplayName = "target is yet to come")]
    public void Write_Link_StaysAndItsTargetIsReplacedInItsOwnFolder(bool exists)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["big"]);
        if (exists)
        {
            File.WriteAllText(Path.Combine(folder["big"], "file"), "old");
        }

        File.CreateSymbolicLink(folder["link"], Path.Combine("big", "file"));

        AtomicFile.Write(folder["link"], _ => Assert.AreEqual(exists ? 3 : 2, Directory.GetFileSystemEntries(folder["big"]).Length, "lock and work lie there"));

        Assert.AreEqual(Path.Combine("big", "file"), new FileInfo(folder["link"]).LinkTarget);
        Assert.AreEqual("", File.ReadAllText(Path.Combine(folder["big"], "file")));
        Assert.AreEqual(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    [Description("'..' in a link is the folder above the one that it truly lies in: a/b is big/b, and its neighbour is big/c, not a/../c.")]
    public void Write_LinkUpwardsInALinkedFolder_LeadsWhereTheSystemGoes()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder["big"], "b"));
        Directory.CreateDirectory(Path.Combine(folder["big"], "c"));
        File.CreateSymbolicLink(Path.Combine(folder["big"], "b", "link"), Path.Combine("..", "c", "file"));
        Directory.CreateDirectory(folder["a"]);
        Directory.CreateSymbolicLink(Path.Combine(folder["a"], "b"), Path.Combine("..", "big", "b"));

        AtomicFile.WriteText(Path.Combine(folder["a"], "b", "link"), "new");

        Assert.AreEqual("new", File.ReadAllText(Path.Combine(folder["big"], "c", "file")));
    }

    [TestMethod]
    public void Write_LinksInACircle_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["one"], folder["two"]);
        File.CreateSymbolicLink(folder["two"], folder["one"]);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => AtomicFile.WriteText(folder["one"], "text"));

        StringAssert.Contains(error.Message, "round in a circle");
    }

    [TestMethod]
    public void Write_Pipe_IsWrittenToAndStays()
    {
        using var folder = new TemporaryFolder();
        var pipe = PlantedPaths.Pipe(folder["pipe"]);
        var reader = Task.Run(() => File.ReadAllText(pipe));

        AtomicFile.Write(pipe, stream =>
        {
            stream.Write("23"u8);
            stream.Position = 0;   // a promise: what writes may seek
            stream.Write("1"u8);
        });

        Assert.AreEqual("13", reader.GetAwaiter().GetResult());
        Assert.AreEqual(FileKind.Pipe, LinuxFiles.StatusOf(pipe, followLinks: false)!.Value.Kind);
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    [DataRow(false, DisplayName = "itself")]
    [DataRow(true, DisplayName = "through a link")]
    public void Write_DevNull_StaysADevice(bool link)
    {
        using var folder = new TemporaryFolder();
        var device = PlantedPaths.Device(folder["null"], number: 3);
        if (link)
        {
            File.CreateSymbolicLink(folder["link"], device);
        }

        AtomicFile.WriteText(link ? folder["link"] : device, "text");

        Assert.AreEqual(FileKind.Device, LinuxFiles.StatusOf(device, followLinks: false)!.Value.Kind);
        Assert.AreEqual(link ? 2 : 1, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public void Write_DevFull_SaysThatTheDiskIsFull()
    {
        using var folder = new TemporaryFolder();
        var device = PlantedPaths.Device(folder["full"], number: 7);

        var error = Assert.ThrowsExactly<IOException>(() => AtomicFile.WriteText(device, "text"));

        StringAssert.StartsWith(error.Message, $"Writing {device}: the disk is full");
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
