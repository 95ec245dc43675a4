using System.Diagnostics;

namespace Gans.Runtime.Tests;

/// <summary>
/// A process of its own that uses nothing but this assembly. ONNX Runtime left alone would keep a device's name and its reports below HOME or its cache folder.
/// </summary>
[TestClass]
public sealed class QuietTests
{
    [TestMethod]
    [DataRow(Program.OpenCommand)]
    [DataRow(Program.StartCommand)]
    public void Open_EmptyHome_LeavesItEmptyAndPrintsNothing(string command)
    {
        var root = Directory.CreateTempSubdirectory("gans-quiet-").FullName;
        try
        {
            AssertQuiet(command, root, Path.Combine(root, "home"));

            Assert.AreEqual("", string.Join('\n', Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [TestMethod]
    [Description("The folder does not exist and cannot be made: its parent is a device.")]
    public void Open_HomeThatCannotBeWritten_PrintsNothing()
    {
        var root = Directory.CreateTempSubdirectory("gans-quiet-").FullName;
        try
        {
            AssertQuiet(Program.OpenCommand, root, "/dev/null/home");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [TestMethod]
    [Description("Two channels for a kernel of one: what ONNX Runtime has to say of that is in its exception, and nowhere else.")]
    public void Run_ModelThatFails_PrintsNothing()
    {
        var root = Directory.CreateTempSubdirectory("gans-quiet-").FullName;
        try
        {
            AssertQuiet(Program.FailCommand, root, Path.Combine(root, "home"), expected: "failed");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void AssertQuiet(string command, string root, string home, string expected = "6")
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, command])
        {
            WorkingDirectory = Directory.CreateDirectory(Path.Combine(root, "work")).FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = home;
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName;
        start.Environment["ORT_DISABLE_TELEMETRY"] = "0";   // as a user who has not heard of it, and worse
        start.Environment.Remove("XDG_CACHE_HOME");
        start.Environment["DOTNET_EnableDiagnostics"] = "0";   // .NET's own sockets for debuggers
        if (home.StartsWith(root, StringComparison.Ordinal))
        {
            Directory.CreateDirectory(home);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.AreEqual("", error.GetAwaiter().GetResult());
        Assert.AreEqual(expected, output);
        Assert.AreEqual(0, process.ExitCode);
    }
}
