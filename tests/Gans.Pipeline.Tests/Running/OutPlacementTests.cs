using Gans.Formats;
using Gans.Pipeline.Running;

namespace Gans.Pipeline.Tests.Running;

[TestClass]
public sealed class OutPlacementTests
{
    [TestMethod]
    [Description("Names that people use, such as run.partial, are left alone.")]
    public void FreeWorkFolder_NameIsTaken_IsAnother()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run.partial", "mine");
        Directory.CreateDirectory(folder["run.partial-2"]);

        var work = OutPlacement.FreeWorkFolder(folder["run"]);

        Assert.AreEqual(folder["run.partial-3"], work);
        Assert.IsTrue(OutPlacement.IsWorkFolder(work, folder["run"]));
    }

    [TestMethod]
    [DataRow("run.partial/x")]
    [DataRow("run")]
    [DataRow("other.partial")]
    public void IsWorkFolder_AnotherPlace_IsNot(string name)
    {
        using var folder = new TemporaryFolder();

        Assert.IsFalse(OutPlacement.IsWorkFolder(folder[name], folder["run"]));
    }

    [TestMethod]
    [Description("The link lies in a folder that is reached through another link: two dots lead up from where it really lies.")]
    public void PlaceOf_LinkBehindALink_IsWhereTheSystemGoes()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["big/a"]);
        Directory.CreateDirectory(folder["big/runs"]);
        Directory.CreateSymbolicLink(folder["artifacts"], "big/a");
        File.CreateSymbolicLink(folder["artifacts/run"], "../runs/1");

        File.WriteAllText(OutPlacement.PlaceOf(folder["artifacts/run"]), "x");

        Assert.AreEqual("x", folder.Read("big/runs/1"));
    }

    [TestMethod]
    public void PlaceOf_LinkToItself_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["link"], "link");

        Assert.Contains("in a circle", Assert.ThrowsExactly<InvalidInputException>(() => OutPlacement.PlaceOf(folder["link"])).Message);
    }

    [TestMethod]
    public void PlaceOf_Link_IsWhereItLeads()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["link"], "disk/run");

        Assert.AreEqual(folder["disk/run"], OutPlacement.PlaceOf(folder["link"]));
        Assert.AreEqual(folder["disk/run.partial"], OutPlacement.FreeWorkFolder(folder["link"]));
    }

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(false, true)]
    [DataRow(true, false)]
    [DataRow(true, true)]
    public void Replace_FileOrFolderByFileOrFolder_LeavesTheNewOneAlone(bool oldIsFolder, bool newIsFolder)
    {
        using var folder = new TemporaryFolder();
        folder.Write(oldIsFolder ? "to/x" : "to", "old");
        folder.Write(newIsFolder ? "from/y" : "from", "new");

        OutPlacement.Replace(folder["from"], folder["to"]);

        CollectionAssert.AreEqual(new[] { newIsFolder ? "to/y" : "to" }, folder.Files());
        Assert.AreEqual("new", folder.Read(newIsFolder ? "to/y" : "to"));
    }

    [TestMethod]
    [Description("Removing an out that is a link must not remove what it points to.")]
    public void Remove_LinkToAFolder_RemovesTheLink()
    {
        using var folder = new TemporaryFolder();
        folder.Write("real/x", "kept");
        Directory.CreateSymbolicLink(folder["link"], folder["real"]);

        OutPlacement.Remove(folder["link"]);

        Assert.IsFalse(OutPlacement.Exists(folder["link"]));
        Assert.AreEqual("kept", folder.Read("real/x"));
    }
}
