using System.Diagnostics;

namespace Gans.Onnx.Tests;

/// <summary>What becomes of a process whose libtorch is there, is missing, is none or too new for the system: a result or one line, never a signal.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class TorchLibraryTests
{
    private static readonly string Composed = FindComposed();

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
        Assert.AreEqual((0, "6", ""), Probe(how, Away(), Composed));
    }

    [TestMethod]
    [DataRow("load")]
    [DataRow("use")]
    public void Load_LibtorchInTheVariableAndTheOtherLibraryAbove_UsesBoth(string how)
    {
        var own = LinkAll("own/lib");
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
        var folder = LinkAll("torch");
        File.Delete(Path.Combine(folder, "libtorch_cpu.so"));
        File.WriteAllText(Path.Combine(folder, "libtorch_cpu.so"), "no library");

        AssertOneLine($"found {folder}/libtorch_cpu.so, which the system does not load", Probe(how, AppContext.BaseDirectory, folder));
    }

    [TestMethod]
    [DataRow("load")]
    [DataRow("use")]
    public void Load_LibraryThatIsNoLibtorch_OneLineWithTheVersionNeeded(string how)
    {
        var folder = LinkAll("torch");
        File.Delete(Path.Combine(folder, "libtorch_cpu.so"));
        File.CreateSymbolicLink(Path.Combine(folder, "libtorch_cpu.so"), Path.Combine(Composed, "libgomp-98b21ff3.so.1"));

        AssertOneLine("found a version before 2.9", Probe(how, AppContext.BaseDirectory, folder));
    }

    [TestMethod]
    [DataRow("load")]
    [DataRow("use")]
    [Description("The package's own library, where the system's libstdc++ is older than GCC 13's.")]
    public void Load_LibstdcxxTooOld_OneLineThatSaysSo(string how)
    {
        if (!File.ReadAllText(Path.Combine(Composed, "remarks.txt")).Contains("made weak", StringComparison.Ordinal))
        {
            Assert.Inconclusive("This system's libstdc++ is new enough.");
        }

        var folder = LinkAll("torch");
        File.Delete(Path.Combine(folder, "libLibTorchSharp.so"));
        File.CreateSymbolicLink(Path.Combine(folder, "libLibTorchSharp.so"), PackagedLibrary());

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

    private string LinkAll(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        foreach (var library in Directory.EnumerateFiles(Composed, "*.so*"))
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(library)), library);
        }

        return folder;
    }

    private static string PackagedLibrary() => File.ReadLines(Path.Combine(Path.GetDirectoryName(Composed)!, "natives.txt"))
        .Single(static path => Path.GetFileName(path) == "libLibTorchSharp.so");

    private static string FindComposed()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "torch", "libLibTorchSharp.so")))
            {
                return Path.Combine(folder.FullName, "torch");
            }
        }

        throw new DirectoryNotFoundException(
            $"Looking for libtorch: found no folder 'torch' with it above {AppContext.BaseDirectory}, needed one. Run 'make setup'.");
    }
}
