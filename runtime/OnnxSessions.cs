using System.Runtime.InteropServices;
using Gans.Formats;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Runtime;

/// <summary>Opens ONNX files. All sessions come from here, so that ONNX Runtime is quiet: it sends nothing, keeps nothing on disk, prints nothing.</summary>
/// <remarks>
/// ONNX Runtime decides once a process whether it reports to its makers, when its library loads. An app that uses it by itself, or through another library
/// such as ML.NET, calls <see cref="Start"/> before; else it must set <c>ORT_DISABLE_TELEMETRY=1</c> in the environment that it starts in.
/// </remarks>
/// <example>
/// <code>
/// using var session = OnnxSessions.Open("net.onnx", new SessionSettings { Device = Device.Cpu });
/// </code>
/// </example>
public static class OnnxSessions
{
    /// <summary>
    /// Loads ONNX Runtime with its telemetry and its log off, for all sessions of this process, whoever opens them. For apps in which another library does, and
    /// before it does; <see cref="Open(string, SessionSettings?)"/> needs no such call. Calls after the first do nothing.
    /// </summary>
    /// <exception cref="DllNotFoundException">The native library is missing, damaged or too old; the message says what to do.</exception>
    public static void Start() => OnnxRuntimeHost.Start();

    /// <summary>The device that a choice comes to here: <see cref="Device.Cpu"/> or a CUDA device. Only a CUDA device that was asked for can fail.</summary>
    /// <param name="device">What was chosen.</param>
    /// <exception cref="InvalidInputException">CUDA was asked for, and does not load or has no such device.</exception>
    /// <exception cref="DllNotFoundException">The native library is missing, damaged or too old; the message says what to do.</exception>
    public static Device Resolve(Device device)
    {
        if (device == Device.Cpu)
        {
            return Device.Cpu;
        }

        if (CudaProvider.ProblemOf(device.Index) is { } problem)
        {
            return device == Device.Auto ? Device.Cpu : throw new InvalidInputException($"Choosing the device {device}: {problem}. Or choose cpu or auto.");
        }

        return device == Device.Auto ? Device.Cuda : device;
    }

    /// <summary>Opens a model from its file.</summary>
    /// <param name="path">The ONNX file; weights that it keeps in files of their own lie beside it.</param>
    /// <param name="settings">Device, threads and more; null for the defaults.</param>
    /// <returns>The session; the caller disposes it. Calls of it throw <see cref="OnnxRuntimeException"/>.</returns>
    /// <exception cref="InvalidInputException">ONNX Runtime refuses the model, or a setting cannot be had here.</exception>
    /// <exception cref="DllNotFoundException">The native library is missing, damaged or too old; the message says what to do.</exception>
    public static InferenceSession Open(string path, SessionSettings? settings = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Open(path, settings ?? new(), options => new InferenceSession(path, options));
    }

    /// <summary>Opens a model from the bytes of its file.</summary>
    /// <param name="model">The whole file; not kept.</param>
    /// <param name="settings">Device, threads and more; null for the defaults.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>The session; the caller disposes it. Calls of it throw <see cref="OnnxRuntimeException"/>.</returns>
    /// <exception cref="InvalidInputException">ONNX Runtime refuses the model, or a setting cannot be had here.</exception>
    /// <exception cref="DllNotFoundException">The native library is missing, damaged or too old; the message says what to do.</exception>
    public static InferenceSession Open(ReadOnlyMemory<byte> model, SessionSettings? settings = null, string name = "model") =>
        Open(name, settings ?? new(), options => new InferenceSession(WholeArray(model), options));

    private static InferenceSession Open(string name, SessionSettings settings, Func<SessionOptions, InferenceSession> open)
    {
        settings.Validate();
        OnnxRuntimeHost.Start();
        var device = Resolve(settings.Device);
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };   // what it has to say is in its exceptions
        options.IntraOpNumThreads = settings.Threads ?? 0;
        options.EnableMemoryPattern = !settings.ShapesVary;
        options.GraphOptimizationLevel = settings.Optimize ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL;
        if (device.IsCuda)
        {
            CudaProvider.AppendTo(options, device.Index);
        }

        try
        {
            return open(options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidInputException($"Loading {name}: ONNX Runtime refuses it ({e.Message.ReplaceLineEndings(" ")}). Export it again.", e);
        }
    }

    /// <summary>The array itself where the memory is a whole one, else a copy: ONNX Runtime takes nothing less.</summary>
    private static byte[] WholeArray(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array && array.Length == memory.Length ? array : memory.ToArray();
}
