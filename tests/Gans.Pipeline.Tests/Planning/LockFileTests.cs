using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Tests.Planning;

[TestClass]
public sealed class LockFileTests
{
    [TestMethod]
    public void WriteRead_Stages_ComeBackAndAreSorted()
    {
        using var folder = new TemporaryFolder();
        var locked = LockFile.Empty.With("b", Stage("echo \"<ü>\"")).With("a", Stage("x"));

        locked.Write(folder["p.lock"]);
        var read = LockFile.Read(folder["p.lock"]);

        CollectionAssert.AreEqual(new[] { "a", "b" }, read.Stages.Keys.ToArray());
        Assert.AreEqual("echo \"<ü>\"", read.Find("b")!.Action);
        CollectionAssert.AreEqual(locked.Find("b")!.Outs.ToArray(), read.Find("b")!.Outs.ToArray());
        var text = folder.Read("p.lock");
        Assert.IsTrue(text.IndexOf("\"a\"", StringComparison.Ordinal) < text.IndexOf("\"b\"", StringComparison.Ordinal));
        Assert.IsTrue(text.IndexOf("\"x/1\"", StringComparison.Ordinal) < text.IndexOf("\"x/2\"", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Read_NoFile_KnowsNothing() => Assert.IsTrue(LockFile.Read("no/such.lock").Stages.IsEmpty);

    [TestMethod]
    [DataRow("")]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("{\"schema\":1}")]
    [DataRow("{\"schema\":\"1\",\"stages\":{}}")]
    [DataRow("{\"schema\":1,\"stages\":{\"a\":{}}}")]
    [DataRow("{\"schema\":1,\"stages\":{\"a\":{\"action\":1,\"version\":0,\"params\":{},\"deps\":{},\"outs\":{}}}}")]
    public void Read_DamagedFile_SaysToDeleteIt(string text)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<InvalidInputException>(() => LockFile.Read(folder.Write("p.lock", text)));

        StringAssert.Contains(error.Message, "Delete it");
    }

    [TestMethod]
    public void Read_LaterSchema_NamesBoth()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<InvalidInputException>(() => LockFile.Read(folder.Write("p.lock", "{\"schema\":2,\"stages\":{}}")));

        StringAssert.Contains(error.Message, "found schema 2, needed 1");
    }

    private static LockedStage Stage(string action) => new(
        action,
        3,
        ImmutableSortedDictionary<string, string>.Empty.Add("seed", "1"),
        ImmutableSortedDictionary<string, string>.Empty.Add("in", "sha256:0"),
        ImmutableSortedDictionary<string, string>.Empty.Add("x/2", "sha256:2").Add("x/1", "sha256:1"));

    [TestMethod]
    public void Read_LinkToNothing_KnowsNothing()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["p.lock"], "nowhere/else.lock");

        Assert.AreEqual(0, LockFile.Read(folder["p.lock"]).Stages.Count);
    }
}
