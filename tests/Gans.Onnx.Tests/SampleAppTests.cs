using System.Diagnostics;
using Gans.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Onnx.Tests;

[TestClass]
public sealed class SampleAppTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [TestMethod]
    public void ResidualExport_AsItIs_WritesAFileThatRuns()
    {
        var folder = Directory.CreateTempSubdirectory("gans-sample-");
        try
        {
            var path = Path.Combine(folder.FullName, "residual.onnx");

            var (exitCode, output, errors) = Run(path);

            Assert.AreEqual(0, exitCode, errors);
            Assert.Contains("takes images [N, 3, 32, 32], gives scores [N, 10]", output);
            Assert.Contains("recognised in block1: relu(", output);
            using var session = OnnxSessions.Open(File.ReadAllBytes(path), new SessionSettings { Device = Device.Cpu }, path);
            using var images = OrtValue.CreateTensorValueFromMemory(new float[4 * 3 * 32 * 32], [4, 3, 32, 32]);
            using var options = new RunOptions();
            using var results = session.Run(options, ["images"], [images], ["scores"]);
            CollectionAssert.AreEqual(new long[] { 4, 10 }, results[0].GetTensorTypeAndShape().Shape);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void ResidualExport_TooManyArguments_ShowsItsUsage()
    {
        var (exitCode, _, errors) = Run("a.onnx", "b.onnx");

        Assert.AreEqual(2, exitCode);
        Assert.Contains("Usage: ResidualExport", errors);
    }

    /// <summary>The sample is built with the tests, beside them.</summary>
    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var app = Path.Combine(here.Parent!.Parent!.FullName, "ResidualExport", here.Name, "ResidualExport.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [app, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.IsTrue(process.WaitForExit(Patience), "the sample did not end");
        return (process.ExitCode, output, errors.Result);
    }
}
