using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gans.Setup;

/// <summary>The C++ library of a Linux system.</summary>
internal static class StandardLibrary
{
    private const string Name = "libstdc++.so.6";

    /// <summary>The file that the loader takes, as it will for torch; null on a system that has none of that name.</summary>
    public static string? Find()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad(Name, out _))
        {
            return null;
        }

        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(static module => module.FileName)
            .First(static path => Path.GetFileName(path).StartsWith("libstdc++.so", StringComparison.Ordinal));
    }
}
