namespace Gans.Runtime;

/// <summary>ONNX Runtime's reports to its makers: what it runs and on what machine, kept in the home folder until they are sent.</summary>
internal static class Telemetry
{
    /// <summary>Read by the native library once, when it starts.</summary>
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    private const string Off = "1";

    /// <summary>Turns them off for this process and those that it starts, unless ONNX Runtime has started already.</summary>
    internal static void TurnOff() => NativeEnvironment.Set(Variable, Off);
}
