using Microsoft.ML.OnnxRuntime;

namespace Gans.Runtime;

/// <summary>Loads ONNX Runtime, once a process, with nothing to be heard of it.</summary>
internal static class OnnxRuntimeHost
{
    private static readonly Lazy<OrtEnv> Environment = new(Create);

    /// <summary>ONNX Runtime's environment, the one of this process.</summary>
    /// <exception cref="DllNotFoundException">The native library is missing, damaged or too old; the message says what to do.</exception>
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
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw Missing(e is TypeInitializationException { InnerException: { } reason } ? reason : e);
        }
    }

    /// <summary>What to tell where the native library is missing, damaged, or so old that it lacks what ONNX Runtime's assembly asks of it.</summary>
    private static DllNotFoundException Missing(Exception reason)
    {
        var found = reason is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException
            ? FirstLine(reason.Message)
            : "a library of another version";
        var version = typeof(OrtEnv).Assembly.GetName().Version;
        return new DllNotFoundException(
            $"Loading ONNX Runtime: found {found}, needed the library of version {version?.ToString(2)}. "
            + "Restore the package Microsoft.ML.OnnxRuntime again, or take an older library out of the way.",
            reason);
    }

    private static string FirstLine(string message) => message.Split('\n')[0].Trim().TrimEnd('.');

    private static OrtEnv CreateSilent()
    {
        var options = new EnvironmentCreationOptions { logId = "gans", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return OrtEnv.CreateInstanceWithOptions(ref options);
    }
}
