using System.Diagnostics;

namespace Gans.Runtime.Tests;

/// <summary>A process of its own, from a copy of this program whose native library is not what it should be.</summary>
[TestClass]
public sealed class BrokenLibraryTests
{
    private const string Library = "libonnxruntime.so";

    [TestMethod]
    [DataRow("missing")]
    [DataRow("damaged")]
    [DataRow("another")]
    [OSCondition(OperatingSystems.Linux)]
    [Description("None; one whose beginning is gone; a library without what is asked of it, as an older one may be: ONNX Runtime's other one.")]
    public void Detect_LibraryThatCannotServe_SaysWhatToDoInOneLine(string state)
    {
        var root = Directory.CreateTempSubdirectory("gans-broken-").FullName;
        try
        {
            var library = CopyProgram(root).Single(file => Path.GetFileName(file) == Library);
            var other = Path.Combine(Path.GetDirectoryName(library)!, "libonnxruntime_providers_shared.so");
            switch (state)
            {
                case "damaged":
                    using (var file = File.OpenWrite(library))
                    {
                        file.Write(new byte[64]);   // its header
                    }

                    break;
                case "another":
                    File.Copy(other, library, overwrite: true);
                    break;
                default:
                    File.Delete(library);
                    break;
            }

            var (code, output) = Run(Path.Combine(root, Path.GetFileName(typeof(Program).Assembly.Location)));

            Assert.AreEqual(1, code, output);
            Assert.StartsWith("Loading ONNX Runtime: found ", output);
            Assert.Contains("Restore the package Microsoft.ML.OnnxRuntime again", output);
            Assert.DoesNotContain('\n', output);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static List<string> CopyProgram(string root)
    {
        var copies = new List<string>();
        var source = AppContext.BaseDirectory;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(root, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            copies.Add(copy);
        }

        return copies;
    }

    private static (int Code, string Output) Run(string program)
    {
        var start = new ProcessStartInfo("dotnet", [program, Program.DetectCommand]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}
