using System.Diagnostics;
using Gans.Pipeline.Running;

namespace Gans.Pipeline.Tests.Running;

[TestClass]
public sealed class ShellCommandTests
{
    [TestMethod]
    public void Run_Prints_RelaysBothStreams()
    {
        var lines = new List<string>();

        ShellCommand.Run("echo out; echo err >&2", line => { lock (lines) { lines.Add(line); } }, CancellationToken.None);

        CollectionAssert.AreEquivalent(new[] { "out", "err" }, lines);
    }

    [TestMethod]
    public void Run_Fails_NamesCodeAndLastError()
    {
        var error = Assert.ThrowsExactly<StageFailedException>(() => ShellCommand.Run("echo 'no such thing' >&2; exit 7", _ => { }, CancellationToken.None));

        StringAssert.Contains(error.Message, "exit code 7");
        StringAssert.Contains(error.Message, "no such thing");
    }

    [TestMethod]
    [Description("A command that waits for input would hang a pipeline.")]
    public void Run_ReadsInput_FindsItsEnd() => ShellCommand.Run("cat", _ => { }, CancellationToken.None);

    [TestMethod]
    public void Run_LeavesAProcessBehind_EndsIt()
    {
        using var folder = new TemporaryFolder("gans-pipeline-");

        ShellCommand.Run($"sleep 60 & echo $! > {folder["pid"]}", _ => { }, CancellationToken.None);

        AssertEnds(int.Parse(folder.Read("pid")));
    }

    [TestMethod]
    [DataRow("", DisplayName = "a command that ends on SIGTERM")]
    [DataRow("trap 'echo bye >> $0' TERM; ", DisplayName = "a command that does something first")]
    public void Run_Cancelled_EndsTheWholeGroup(string prefix)
    {
        using var folder = new TemporaryFolder("gans-pipeline-");
        using var source = new CancellationTokenSource();
        var pidFile = folder["pid"];
        var command = $"{prefix.Replace("$0", folder["bye"], StringComparison.Ordinal)}sleep 60 & echo $! > {pidFile}.new; mv {pidFile}.new {pidFile}; wait; "
            + "exit 1";
        var canceller = Task.Run(() =>
        {
            SpinWait.SpinUntil(() => File.Exists(pidFile));
            source.Cancel();
        });

        Assert.ThrowsExactly<OperationCanceledException>(() => ShellCommand.Run(command, _ => { }, source.Token));
        canceller.GetAwaiter().GetResult();
        AssertEnds(int.Parse(folder.Read("pid")));
        Assert.AreEqual(prefix.Length > 0, File.Exists(folder["bye"]));
    }

    /// <summary>Waits for the end of a process that is about to end; a test that hangs here has found one that does not.</summary>
    private static void AssertEnds(int pid)
    {
        try
        {
            Assert.IsTrue(Process.GetProcessById(pid).WaitForExit(TimeSpan.FromSeconds(30)));
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }
}
