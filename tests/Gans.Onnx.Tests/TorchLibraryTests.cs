using System.Diagnostics;

namespace Gans.Onnx.Tests;

/// <summary>What becomes of a process whose libtorch is there, is missing, is none or too new for the system: a result or one line, never a signal.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class TorchLibraryTests
{
    private readonly string root = Directory.CreateTempSubdirectory("gans-torch-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(root, recursive: true);

    [TestMethod]
    [DataRow("load")]
    [DataRow("use")]
    public void Load_FolderAboveTheProgram_IsFound(string how)
    {
        Assert.AreEqual((0, "6", ""), Probe(how, AppContext.BaseDirectory, libtorch: ""));
    }

    [TestMethod]
    [DataRow("load")]
    [DataRow("use")]
    public void Load_FolderThatTheVariableNames_IsFound(string how)
    {
        Assert.AreEqual((0, "6", ""), Probe(how, Away(), TorchFolder.Composed));
    }

    [TestMethod]
    [DataRow("load")]
    [DataRow("use")]
    public void Load_LibtorchInTheVariableAndTheOtherLibraryAbove_UsesBoth(string how)
    {
        var own = TorchFolder.LinkInto(Path.Combine(root, "own", "lib"));
        File.Delete(Path.Combine(own, "libLibTorchSharp.so"));

        Assert.AreEqual((0, "6", ""), Probe(how, AppContext.BaseDirectory, Path.GetDirectoryName(own)!));
    }

    [TestMethod]
    [DataRow("load")]
    [DataRow("use")]
    public void Load_NoLibtorchAtAll_OneLine(string how)
    {
        AssertOneLine("found no libLibTorchSharp.so in a folder 'torch' beside or above", Probe(how, Away(), libtorch: ""));
    }

    [TestMethod]
    [DataRow("load")]
    [DataRow("use")]
    public void Load_VariableNamesNoLibtorch_OneLineThatNamesIt(string how)
    {
        AssertOneLine($"LIBTORCH='{root}'", Probe(how, AppContext.BaseDirectory, root));
    }

    [TestMethod]
    [DataRow("load")]
    [DataRow("use")]
    public void Load_FileThatIsNoLibrary_OneLineThatNamesIt(string how)
    {
        var folder = TorchFolder.LinkInto(Path.Combine(root, "torch"));
        File.Delete(Path.Combine(folder, "libtorch_cpu.so"));
        File.WriteAllText(Path.Combine(folder, "libtorch_cpu.so"), "no library");

        AssertOneLine($"found {folder}/libtorch_cpu.so, which the system does not load", Probe(how, AppContext.BaseDirectory, folder));
    }

    [TestMethod]
    [DataRow("load")]
    [DataRow("use")]
    public void Load_LibraryThatIsNoLibtorch_OneLineWithTheVersionNeeded(string how)
    {
        var folder = TorchFolder.LinkInto(Path.Combine(root, "torch"));
        File.Delete(Path.Combine(folder, "libtorch_cpu.so"));
        File.CreateSymbolicLink(Path.Combine(folder, "libtorch_cpu.so"), Path.Combine(TorchFolder.Composed, "libgomp-98b21ff3.so.1"));

        AssertOneLine("found a version before 2.9", Probe(how, AppContext.BaseDirectory, folder));
    }

    [TestMethod]
    [DataRow("load")]
    [DataRow("use")]
    [Description("The package's own library, where the system's libstdc++ is older than GCC 13's.")]
    public void Load_LibstdcxxTooOld_OneLineThatSaysSo(string how)
    {
        if (!TorchFolder.IsAdapted)
        {
            Assert.Inconclusive("This system's libstdc++ is new enough.");
        }

        var folder = TorchFolder.LinkInto(Path.Combine(root, "torch"));
        File.Delete(Path.Combine(folder, "libLibTorchSharp.so"));
        File.CreateSymbolicLink(Path.Combine(folder, "libLibTorchSharp.so"), TorchFolder.PackagedLibrary);

        AssertOneLine("found a libstdc++ without GLIBCXX_3.4.32", Probe(how, AppContext.BaseDirectory, folder));
    }

    private static void AssertOneLine(string expected, (int ExitCode, string Output, string Error) result)
    {
        Assert.AreEqual(1, result.ExitCode, result.Error);
        Assert.AreEqual("", result.Output);
        StringAssert.Contains(result.Error, expected);
        Assert.AreEqual(1, result.Error.Split('\n').Length, result.Error);
    }

    private static (int ExitCode, string Output, string Error) Probe(string how, string folder, string libtorch)
    {
        string[] arguments = [Path.Combine(folder, "TorchProbe.dll"), how];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LIBTORCH"] = libtorch;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim(), error.Result.Trim());
    }

    /// <summary>The program in a folder that has no torch above it. Copied: .NET takes the folder to which a link leads.</summary>
    private string Away()
    {
        var away = Directory.CreateDirectory(Path.Combine(root, "away")).FullName;
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(away, Path.GetFileName(file)));
        }

        return away;
    }
}
