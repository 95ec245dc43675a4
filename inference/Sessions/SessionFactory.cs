using Gans.Formats;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>Makes ONNX Runtime sessions as options ask.</summary>
internal static class SessionFactory
{
    /// <summary>Auto and the CPU never fail here; CUDA does where it cannot be used.</summary>
    /// <exception cref="InvalidInputException">CUDA was asked for and does not load.</exception>
    internal static Device Resolve(Device device) => device switch
    {
        Device.Cpu => Device.Cpu,
        _ when CudaProvider.Problem is null => Device.Cuda,
        Device.Auto => Device.Cpu,
        _ => throw new InvalidInputException($"Loading a model on CUDA: {CudaProvider.Problem}. Or choose the device cpu or auto."),
    };

    /// <summary>Opens a model.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="device">Not <see cref="Device.Auto"/>.</param>
    /// <param name="threads">CPU threads of one call; null for one a physical core.</param>
    /// <param name="open">Makes the session from a path or from bytes.</param>
    /// <exception cref="InvalidInputException">ONNX Runtime refuses the model.</exception>
    internal static InferenceSession Open(string name, Device device, int? threads, Func<SessionOptions, InferenceSession> open)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.IntraOpNumThreads = threads ?? 0;
        if (device == Device.Cuda)
        {
            CudaProvider.AppendTo(options);
        }

        try
        {
            return open(options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidInputException($"Loading {name}: ONNX Runtime refuses it ({e.Message.ReplaceLineEndings(" ")}). Export it again with 'gans export'.", e);
        }
    }
}
