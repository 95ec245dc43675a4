using System.Diagnostics;
using NetVips;
using Vips = NetVips.NetVips;

namespace Gans.Formats;

/// <summary>Makes libvips ready once, on first use.</summary>
internal static class VipsRuntime
{
    private static readonly Lazy<string> Ready = new(Prepare);

    /// <summary>The version of the loaded library, such as <c>8.18.7</c>.</summary>
    internal static string Version => Ready.Value;

    /// <summary>Where the library was found: a path, or its name where the system does not tell.</summary>
    internal static string Location => Version.Length > 0 ? FindModule() : "";

    /// <summary>Makes sure that the library is ready.</summary>
    /// <exception cref="DllNotFoundException">It cannot be loaded; the message says why and what to do.</exception>
    internal static void EnsureReady() => _ = Ready.Value;

    /// <summary>What to tell where libvips is missing.</summary>
    /// <param name="reason">Why it could not be loaded; null where nothing is known.</param>
    internal static DllNotFoundException Missing(Exception? reason)
    {
        var found = (reason?.Message ?? "nothing").ReplaceLineEndings(" ").TrimEnd(' ', '.');
        return new DllNotFoundException(
            $"Loading libvips: found {found}, needed the library of this system. "
            + "Reference the NetVips.Native package of its name, or install libvips 8.15 or later.",
            reason);
    }

    private static string Prepare()
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            throw Missing(ModuleInitializer.Exception);
        }

        // Buffers are ours and short-lived, so nothing may be cached; callers run images side by side, so one thread an image.
        // Untrusted loaders stay as they are: an app may use them, and we call none but those of our formats, by name.
        Cache.Max = 0;
        Vips.Concurrency = 1;
        foreach (var domain in (ReadOnlySpan<string>)["VIPS", "GLib-GObject"])
        {
            // What matters reaches us as an error. An error of GLib itself ends the process, and may say so.
            Log.SetLogHandler(domain, Enums.LogLevelFlags.LevelMask & ~Enums.LogLevelFlags.Error, static (_, _, _) => { });
        }

        return $"{Vips.Version(0)}.{Vips.Version(1)}.{Vips.Version(2)}";
    }

    private static string FindModule()
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(static module => module.FileName)
            .FirstOrDefault(static path => Path.GetFileName(path).StartsWith("libvips", StringComparison.Ordinal)) ?? "libvips";
    }
}
