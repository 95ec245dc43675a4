using System.Diagnostics;

namespace Gans.Runtime;

/// <summary>Which ONNX Runtime this process uses.</summary>
/// <param name="Version">Its version, such as <c>1.31.1</c>.</param>
/// <param name="LibraryPath">The native library's file; empty where the system does not tell.</param>
/// <param name="Providers">The execution providers that it was built with.</param>
/// <param name="CudaProblem">Why CUDA cannot be used, in one line; null where it can.</param>
public sealed record OnnxRuntimeInfo(string Version, string LibraryPath, IReadOnlyList<string> Providers, string? CudaProblem)
{
    /// <summary>Loads ONNX Runtime and asks it. The first call also tries CUDA, which takes up to a second where there is a GPU.</summary>
    /// <exception cref="DllNotFoundException">The native library is missing, damaged or too old; the message says what to do.</exception>
    public static OnnxRuntimeInfo Detect()
    {
        var environment = OnnxRuntimeHost.Start();
        return new(environment.GetVersionString(), FindLibrary(), [.. environment.GetAvailableProviders()], CudaProvider.ProblemOf(0));
    }

    /// <summary>The native library among the files that this process has loaded.</summary>
    private static string FindLibrary()
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(module => module.FileName).FirstOrDefault(IsLibrary) ?? "";
    }

    /// <summary>
    /// Whether a file is <c>libonnxruntime.so</c>, <c>libonnxruntime.dylib</c> or <c>onnxruntime.dll</c>, perhaps with a version in its name.
    /// </summary>
    private static bool IsLibrary(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith("libonnxruntime.", StringComparison.Ordinal) || name.Equals("onnxruntime.dll", StringComparison.OrdinalIgnoreCase);
    }
}
