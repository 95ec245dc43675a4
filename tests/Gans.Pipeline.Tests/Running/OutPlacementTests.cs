using Gans.Formats;
using Gans.Pipeline.Running;

namespace Gans.Pipeline.Tests.Running;

[TestClass]
public sealed class OutPlacementTests
{
    [TestMethod]
    [DataRow("a/samples.png", "a/samples.partial.png")]
    [DataRow("a/run", "a/run.partial")]
    [DataRow("run", "run.partial")]
    [DataRow("/a/model.v2.onnx", "/a/model.v2.partial.onnx")]
    public void Unfinished_AnyPath_LiesBesideAndKeepsTheEnding(string path, string expected) => Assert.AreEqual(expected, OutPlacement.Unfinished(path));

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

    [TestMethod]
    [Description("A writer of a folder works in a hidden one beside it.")]
    [DataRow("out.partial", false, true)]
    [DataRow("out.partial", true, true)]
    [DataRow("other", false, false)]
    [DataRow("other", true, false)]
    public void HasUnfinished_WhatAKilledStageLeft_IsFound(string left, bool byWriter, bool expected)
    {
        using var folder = new TemporaryFolder();
        if (byWriter)
        {
            new AtomicFolder(folder[left]) { KeepsUnfinished = true }.Dispose();
        }
        else
        {
            Directory.CreateDirectory(folder[left]);
        }

        Assert.AreEqual(expected, OutPlacement.HasUnfinished(OutPlacement.Unfinished(folder["out"])));
    }
}
