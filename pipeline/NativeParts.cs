using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gans.Formats;
using Gans.Onnx;
using Gans.Runtime;
using TorchSharp;

namespace Gans.Pipeline;

/// <summary>A part that Gans runs on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version; null if it is missing.</param>
/// <param name="Location">Where it was found; null if it is missing.</param>
/// <param name="Note">What else is to say: a GPU that can be used, or why it cannot.</param>
/// <param name="Problem">What is missing and how to mend it; null if nothing is.</param>
internal sealed record NativePart(string Name, string? Version, string? Location, string? Note = null, string? Problem = null);

/// <summary>Looks at the parts that Gans runs on, by loading each.</summary>
internal static class NativeParts
{
    private const string OpenBlasName = "libopenblas.so.0";

    /// <summary>Version of this tool.</summary>
    public static string ToolVersion => GansVersion.Current;

    /// <summary>All parts.</summary>
    public static ImmutableArray<NativePart> Find() =>
    [
        new("gans", ToolVersion, AppContext.BaseDirectory.TrimEnd('/')),
        new(".NET", Environment.Version.ToString(), Path.GetDirectoryName(typeof(object).Assembly.Location)),
        Try("libtorch", FindTorch),
        Try("OpenBLAS", FindOpenBlas),
        Try("ONNX Runtime", FindOnnxRuntime),
        Try("libvips", FindVips),
    ];

    private static NativePart Try(string name, Func<NativePart> find)
    {
        try
        {
            return find();
        }
#pragma warning disable CA1031 // Whatever keeps a part from loading is what is to be told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new NativePart(
                name, null, null, Problem: (e is TypeInitializationException { InnerException: { } inner } ? inner : e).Message.ReplaceLineEndings(" "));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NativePart FindTorch()
    {
        TorchLibrary.Load();
        var devices = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        var device = devices > 0 ? $"CUDA, {devices} device{(devices > 1 ? "s" : "")}" : "CPU only";
        return new("libtorch", torch.__version__, TorchLibrary.Location, string.Join("; ", [device, .. TorchLibrary.Remarks]));
    }

    /// <summary>What computes the linear algebra of measures; they have their own where it is missing.</summary>
    private static unsafe NativePart FindOpenBlas()
    {
        if (!NativeLibrary.TryLoad(OpenBlasName, out var library))
        {
            return new NativePart("OpenBLAS", "none", "measures compute with code of their own, more slowly");
        }

        var describe = (delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "openblas_get_config");
        var words = (Marshal.PtrToStringUTF8(describe()) ?? "OpenBLAS ?").Split(' ');
        return new NativePart("OpenBLAS", words[1], FindModule("libopenblas"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NativePart FindOnnxRuntime()
    {
        var info = OnnxRuntimeInfo.Detect();
        return new("ONNX Runtime", info.Version, info.LibraryPath, info.CudaProblem is { } problem ? $"CPU only: {problem}" : "CUDA");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NativePart FindVips() => new("libvips", ImageCodec.NativeVersion, ImageCodec.NativeLocation);

    /// <summary>The file among those that this process has loaded.</summary>
    private static string? FindModule(string start)
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(module => module.FileName)
            .FirstOrDefault(path => Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal));
    }
}
