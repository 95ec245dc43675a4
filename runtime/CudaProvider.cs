using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Runtime;

/// <summary>ONNX Runtime's CUDA provider: used where the native library was built with it, and tried once a device with a convolution of one pixel.</summary>
internal static class CudaProvider
{
    private const string ProviderName = "CUDAExecutionProvider";

    private static readonly ConcurrentDictionary<int, string?> Problems = [];

    /// <summary>ir_version 8, opset 18, y = Conv(x, w), all float32 [1, 1, 1, 1]: needs the driver, the CUDA libraries and cuDNN.</summary>
    internal static ReadOnlySpan<byte> ProbeModel =>
    [
        0x08, 8,
        0x3A, 107,
        0x0A, 15, 0x0A, 1, (byte)'x', 0x0A, 1, (byte)'w', 0x12, 1, (byte)'y', 0x22, 4, (byte)'C', (byte)'o', (byte)'n', (byte)'v',
        0x12, 1, (byte)'g',
        0x5A, 27, 0x0A, 1, (byte)'x', 0x12, 22, 0x0A, 20, 0x08, 1, 0x12, 16, 0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 1,
        0x5A, 27, 0x0A, 1, (byte)'w', 0x12, 22, 0x0A, 20, 0x08, 1, 0x12, 16, 0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 1,
        0x62, 27, 0x0A, 1, (byte)'y', 0x12, 22, 0x0A, 20, 0x08, 1, 0x12, 16, 0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 1,
        0x42, 2, 0x10, 18,
    ];

    /// <summary>Why a CUDA device cannot be used, in one line; null where it can. The first call takes up to a second where there is a GPU.</summary>
    /// <param name="index">Which one, in CUDA's order.</param>
    internal static string? ProblemOf(int index) => Problems.GetOrAdd(index, Probe);

    /// <summary>Makes a session run on a CUDA device. Only after <see cref="ProblemOf"/> was null.</summary>
    internal static void AppendTo(SessionOptions options, int index) => options.AppendExecutionProvider_CUDA(index);

    /// <summary>Runs <see cref="ProbeModel"/>.</summary>
    /// <returns>The convolution of 2 with 3.</returns>
    internal static float RunProbe(SessionOptions options)
    {
        using var session = new InferenceSession(ProbeModel.ToArray(), options);
        using var x = OrtValue.CreateTensorValueFromMemory([2f], [1, 1, 1, 1]);
        using var w = OrtValue.CreateTensorValueFromMemory([3f], [1, 1, 1, 1]);
        using var runOptions = new RunOptions();
        using var results = session.Run(runOptions, ["x", "w"], [x, w], ["y"]);
        return results[0].GetTensorDataAsSpan<float>()[0];
    }

    private static string? Probe(int index)
    {
        if (!OnnxRuntimeHost.Start().GetAvailableProviders().Contains(ProviderName))
        {
            return "this ONNX Runtime was built without CUDA. Build with -p:GansOnnxRuntime=Gpu";
        }

        try
        {
            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            AppendTo(options, index);
            RunProbe(options);
            return null;
        }
        catch (OnnxRuntimeException e)
        {
            return $"{e.Message.ReplaceLineEndings(" ")}. It needs an NVIDIA GPU of that number, its driver, CUDA and cuDNN 9";
        }
    }
}
