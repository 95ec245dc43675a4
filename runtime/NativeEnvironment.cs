using System.Runtime.InteropServices;

namespace Gans.Runtime;

/// <summary>Variables that native libraries read from the environment of this process when they load.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets one for this process and those that it starts.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value, in place of any that it has.</param>
    internal static void Set(string name, string value)
    {
        // reaches native code on Windows; elsewhere .NET keeps a copy of the environment, for itself and for new processes
        Environment.SetEnvironmentVariable(name, value);
        if (!OperatingSystem.IsWindows())
        {
            _ = SetNative(name, value, overwrite: 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetNative(string name, string value, int overwrite);
}
