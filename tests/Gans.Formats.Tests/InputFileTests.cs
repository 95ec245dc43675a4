using System.Diagnostics;
using System.Runtime.Versioning;

namespace Gans.Formats.Tests;

[TestClass]
[UnsupportedOSPlatform("windows")]
public sealed class InputFileTests
{
    [TestMethod]
    [Timeout(30_000)]
    [Description("Opened as files are, a pipe waits for a writer; nothing could stop that but killing the process.")]
    public void Open_NamedPipe_IsRefusedAtOnce()
    {
        using var folder = new TemporaryFolder();
        using var make = Process.Start("mkfifo", [folder["pipe"]]);
        make.WaitForExit();

        AssertRefuses(folder["pipe"], "found a pipe, needed a regular file");
    }

    [TestMethod]
    [DataRow("/dev/zero", "found a device, needed a regular file")]
    [DataRow("/tmp", "found a folder, needed a regular file")]
    [DataRow("/nowhere/a", "found no such file")]
    [DataRow("/dev/null/a", "found no such file")]
    [Timeout(30_000)]
    public void ReadAll_NoRegularFile_SaysWhatItIs(string path, string expected) => AssertRefuses(path, expected);

    [TestMethod]
    public void ReadAll_LinkToItself_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["self"], folder["self"]);

        AssertRefuses(folder["self"], "found a link that leads nowhere");
    }

    [TestMethod]
    public void ReadAll_LinkToAFile_ReadsIt()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["file"], [1, 2]);
        File.CreateSymbolicLink(folder["link"], folder["file"]);

        CollectionAssert.AreEqual(new byte[] { 1, 2 }, InputFile.ReadAll(folder["link"]));
    }

    [TestMethod]
    public void ReadAll_MoreThanTheLimit_IsRefusedUnread()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder["huge"]))
        {
            file.SetLength(1L << 40);   // holes
        }

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => InputFile.ReadAll(folder["huge"], 1000)).Message,
            "found 1,099,511,627,776 bytes, needed at most 1,000");
    }

    private static void AssertRefuses(string path, string expected)
    {
        StringAssert.StartsWith(Assert.ThrowsExactly<InvalidInputException>(() => InputFile.Open(path)).Message, $"Reading {path}: {expected}");
        Assert.ThrowsExactly<InvalidInputException>(() => InputFile.ReadAll(path));
    }
}
