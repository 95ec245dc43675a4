using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>Which ONNX Runtime this process uses.</summary>
/// <param name="Version">Its version, such as <c>1.29.0</c>.</param>
/// <param name="LibraryPath">The native library's file.</param>
/// <param name="Providers">The execution providers that can be used, those it was built with first.</param>
/// <param name="CudaProblem">Why CUDA cannot be used, in one line; null where it can.</param>
public sealed record OnnxRuntimeInfo(string Version, string LibraryPath, IReadOnlyList<string> Providers, string? CudaProblem)
{
    /// <summary>Loads ONNX Runtime and asks it. The first call also tries CUDA, which takes up to a second where there is a GPU.</summary>
    /// <exception cref="DllNotFoundException">The native library is missing; the message says which.</exception>
    public static OnnxRuntimeInfo Detect()
    {
        try
        {
            var environment = OrtEnv.Instance();
            var cudaProblem = CudaProvider.Problem;
            var providers = environment.GetAvailableProviders().Union(environment.GetEpDevices().Select(device => device.EpName));
            return new(environment.GetVersionString(), FindLibrary() ?? "", [.. providers], cudaProblem);
        }
        catch (TypeInitializationException e) when (e.InnerException is DllNotFoundException missing)
        {
            throw new DllNotFoundException($"Loading ONNX Runtime: {missing.Message.ReplaceLineEndings(" ")}", missing);
        }
    }

    /// <summary>The native library among the files that this process has loaded.</summary>
    internal static string? FindLibrary()
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(module => module.FileName)
            .FirstOrDefault(path => Path.GetFileName(path).StartsWith("libonnxruntime.", StringComparison.Ordinal));
    }
}
