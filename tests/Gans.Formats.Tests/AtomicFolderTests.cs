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
    public void Constructor_LeftoverOfKilledRun_StartsEmpty()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder[".out.partial"], "half"));
        File.WriteAllText(Path.Combine(folder[".out.partial"], "file"), "");

        using var work = new AtomicFolder(folder["out"] + "/");
        work.Commit();

        Assert.AreEqual(0, Directory.GetFileSystemEntries(folder["out"]).Length);
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
    [DataRow("/proc/gans")]
    [DataRow("/dev/null/out")]
    public void Constructor_UnwritablePlace_SaysSoInOneLine(string path)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => new AtomicFolder(path).Dispose());

        StringAssert.StartsWith(error.Message, $"Writing {path}: ");
        Assert.DoesNotContain("\n", error.Message);
    }

    [TestMethod]
    [Description("Asked only about a folder that has something in it.")]
    public void Constructor_MayReplace_IsAskedAboutContentAlone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);
        Fill(folder["full"], "file");

        new AtomicFolder(folder["none"], _ => false).Dispose();
        new AtomicFolder(folder["empty"], _ => false).Dispose();
        new AtomicFolder(folder["full"], _ => true).Dispose();
        Assert.ThrowsExactly<InvalidInputException>(() => new AtomicFolder(folder["full"], _ => false).Dispose());
    }

    private static void Fill(string path, string name)
    {
        using var work = new AtomicFolder(path);
        File.WriteAllText(Path.Combine(work.WorkPath, name), "");
        work.Commit();
    }
}
