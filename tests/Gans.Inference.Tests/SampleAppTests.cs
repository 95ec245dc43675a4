using System.Diagnostics;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class SampleAppTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [TestMethod]
    public void ClothesPrinter_TinyGenerator_WritesASheet()
    {
        using var folder = new TemporaryFolder();
        var sheet = folder["sheet.png"];

        var (exitCode, output, errors) = Run(folder.Save(new TinyModel { Height = 28, Width = 28 }), sheet, "7");

        Assert.AreEqual(0, exitCode, errors);
        Assert.Contains("loaded tiny", output);
        Assert.Contains("drew 64 images of 28 x 28 with seed 7", output);
        CollectionAssert.AreEqual(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, File.ReadAllBytes(sheet)[..4]);
    }

    [TestMethod]
    public void ClothesPrinter_NoSuchFile_EndsWithOneLineAndCode2()
    {
        var (exitCode, _, errors) = Run("/nowhere/model.onnx");

        Assert.AreEqual(2, exitCode);
        Assert.HasCount(1, errors.Trim().Split('\n'));
        Assert.Contains("no such file", errors);
    }

    [TestMethod]
    public void ClothesPrinter_SeedThatIsNoNumber_ShowsItsUsage()
    {
        var (exitCode, _, errors) = Run("generator.onnx", "sheet.png", "seven");

        Assert.AreEqual(2, exitCode);
        Assert.Contains("Usage: ClothesPrinter", errors);
    }

    /// <summary>The sample is built with the tests, beside them.</summary>
    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var app = Path.Combine(here.Parent!.Parent!.FullName, "ClothesPrinter", here.Name, "ClothesPrinter.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [app, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.IsTrue(process.WaitForExit(Patience), "the sample did not end");
        return (process.ExitCode, output, errors.Result);
    }
}
