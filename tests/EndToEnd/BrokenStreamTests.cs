using System.Diagnostics;
using Gans.Formats;

namespace Gans.EndToEnd;

/// <summary>
/// Streams of the process that take nothing: what a shell gives as <c>2&gt;/dev/full</c> and <c>2&gt;&amp;-</c>; and files that may not grow.
/// </summary>
[TestClass]
public sealed class BrokenStreamTests
{
    [TestMethod]
    [DataRow("2>/dev/full", DisplayName = "full")]
    [DataRow("2>&-", DisplayName = "closed")]
    public void Error_TakesNothing_TheWorkIsDone(string redirection)
    {
        using var folder = new TemporaryFolder();
        folder.Write("p.yaml", "stages:\n  a: { cmd: \"echo 1 > ${out}; echo said\", outs: [n] }\n");

        Assert.AreEqual(0, Shell(folder, $"run -f p.yaml {redirection}").Code);
        Assert.AreEqual(0, Shell(folder, $"train --model gan-1d --steps 20 --out run {redirection}").Code);
        Assert.AreEqual(2, Shell(folder, $"nosuch {redirection}").Code);

        Assert.AreEqual("1\n", folder.Read("n"));
        Assert.IsTrue(folder.Has("run/checkpoint/state.json"));
    }

    [TestMethod]
    [DataRow(">/dev/full", "the disk is full")]
    [DataRow(">&-", "it is closed, or nothing takes what is written")]
    public void Output_TakesNothing_IsOneLineAndExitCode1(string redirection, string expected)
    {
        using var folder = new TemporaryFolder();

        var result = Shell(folder, $"schema {redirection}");

        Assert.AreEqual(1, result.Code);
        StringAssert.StartsWith(result.Error, $"gans: Writing results of gans schema to standard output: {expected}. ");
        Assert.AreEqual(1, result.Error.Count(letter => letter == '\n'));
    }

    [TestMethod]
    [Description("20 blocks of 512 or 1,024 bytes, by shell; the runtime maps its own code from a file unless told not to, which would not fit either.")]
    public void Output_LargerThanFilesMayBe_IsOneLineAndExitCode1()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in"]);
        ImageCodec.Save(new Image(150, 150, 3), folder["in/a.png"]);

        var result = Shell(folder, "prepare --dataset images --in in --out pack --quiet", "ulimit -f 20; export DOTNET_EnableWriteXorExecute=0; ");

        Assert.AreEqual(1, result.Code, result.Error);
        StringAssert.StartsWith(result.Error, "gans: Writing pack: the file would be larger than 'ulimit -f' or the disk allows.");
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path, "*pack*"));
    }

    private static GansResult Shell(TemporaryFolder folder, string arguments, string first = "")
    {
        var start = new ProcessStartInfo("sh", ["-c", $"{first}exec dotnet '{GansProcess.Command}' {arguments}"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new GansResult(process.ExitCode, output.GetAwaiter().GetResult(), error);
    }
}
