using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>ONNX Runtime's CUDA provider: registered once a process, if it lies beside the native library, and tried with a convolution of one pixel.</summary>
internal static class CudaProvider
{
    private const string ProviderName = "CUDAExecutionProvider";
    private const string ProviderFile = "libonnxruntime_providers_cuda.so";
    private const string Part = "com.github.asus4.onnxruntime.linux-x64-gpu";

    private static readonly Lazy<string?> FirstProblem = new(Probe);

    /// <summary>Why CUDA cannot be used, in one line; null where it can.</summary>
    internal static string? Problem => FirstProblem.Value;

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

    /// <summary>Makes a session run on the first CUDA device. Only after <see cref="Problem"/> was null.</summary>
    internal static void AppendTo(SessionOptions options) =>
        options.AppendExecutionProvider(OrtEnv.Instance(), [Devices().First()], new Dictionary<string, string>());

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

    private static string? Probe()
    {
        var environment = OrtEnv.Instance();
        if (OnnxRuntimeInfo.FindLibrary() is not { } library)
        {
            return "the native library of ONNX Runtime is not among this process' files, so its CUDA provider cannot be found";
        }

        var provider = Path.Combine(Path.GetDirectoryName(library)!, ProviderFile);
        if (!File.Exists(provider))
        {
            return $"{ProviderFile} is not beside {library}. Install the optional npm part {Part} and build again";
        }

        try
        {
            environment.RegisterExecutionProviderLibrary(ProviderName, provider);
            if (!Devices().Any())
            {
                return $"{provider} loads, but finds no GPU. See whether nvidia-smi lists one";
            }

            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            AppendTo(options);
            RunProbe(options);
            return null;
        }
        catch (OnnxRuntimeException e)
        {
            return $"{e.Message.ReplaceLineEndings(" ")}. It needs an NVIDIA driver, CUDA 13 and cuDNN 9";
        }
    }

    private static IEnumerable<OrtEpDevice> Devices() => OrtEnv.Instance().GetEpDevices().Where(device => device.EpName == ProviderName);
}
