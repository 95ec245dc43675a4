using System.Runtime.InteropServices;

namespace Gans.Runtime;

/// <summary>ONNX Runtime's reports to its makers: what it runs and on what machine, kept in the home folder until they are sent.</summary>
internal static partial class Telemetry
{
    /// <summary>Read by the native library once, when it starts.</summary>
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    private const string Off = "1";

    /// <summary>Turns them off for this process and those that it starts, unless ONNX Runtime has started already.</summary>
    internal static void TurnOff()
    {
        // reaches native code on Windows; elsewhere .NET keeps a copy of the environment, for itself and for new processes
        Environment.SetEnvironmentVariable(Variable, Off);
        if (!OperatingSystem.IsWindows())
        {
            SetNative(Variable, Off, overwrite: 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetNative(string name, string value, int overwrite);
}
