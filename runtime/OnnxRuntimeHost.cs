using Microsoft.ML.OnnxRuntime;

namespace Gans.Runtime;

/// <summary>Loads ONNX Runtime, once a process, with nothing to be heard of it.</summary>
internal static class OnnxRuntimeHost
{
    private static readonly Lazy<OrtEnv> Environment = new(Create);

    /// <summary>ONNX Runtime's environment, the one of this process.</summary>
    /// <exception cref="DllNotFoundException">The native library is missing; the message says which.</exception>
    internal static OrtEnv Start() => Environment.Value;

    private static OrtEnv Create()
    {
        Telemetry.TurnOff();
        try
        {
            var environment = OrtEnv.IsCreated ? OrtEnv.Instance() : CreateSilent();
            environment.DisableTelemetryEvents();
            return environment;
        }
        catch (TypeInitializationException e) when (e.InnerException is DllNotFoundException missing)
        {
            throw new DllNotFoundException($"Loading ONNX Runtime: {missing.Message.ReplaceLineEndings(" ")}", missing);
        }
    }

    private static OrtEnv CreateSilent()
    {
        var options = new EnvironmentCreationOptions { logId = "gans", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return OrtEnv.CreateInstanceWithOptions(ref options);
    }
}
