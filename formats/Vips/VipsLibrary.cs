using System.Reflection;
using System.Runtime.InteropServices;

namespace Gans.Formats.Vips;

/// <summary>Finds, loads and initialises libvips once, on first use.</summary>
internal static class VipsLibrary
{
    /// <summary>The environment variable that names another libvips.</summary>
    internal const string PathVariable = "GANS_LIBVIPS";

    private const int LogLevelsBelowError = 0xFC & ~4;   // every level of GLib but G_LOG_LEVEL_ERROR, which aborts

    private static readonly Lazy<Loaded> Instance = new(Load);

    /// <summary>Makes sure that the library is ready.</summary>
    /// <exception cref="DllNotFoundException">It is not installed; the message lists what was tried.</exception>
    internal static void EnsureLoaded() => _ = Instance.Value;

    /// <summary>The version of the loaded library, such as <c>8.18.7</c>.</summary>
    internal static string Version => Instance.Value.Version;

    /// <summary>Where the library was found: a path, or a name that the system's loader resolved.</summary>
    internal static string Location => Instance.Value.Location;

    /// <summary>Loads the first candidate that can be loaded.</summary>
    /// <exception cref="DllNotFoundException">None can; the message says why for each.</exception>
    internal static (nint Handle, string Location) LoadFirst(IEnumerable<string> candidates)
    {
        var failures = new List<string>();
        foreach (var candidate in candidates)
        {
            try
            {
                return (NativeLibrary.Load(candidate), candidate);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                failures.Add(candidate);
            }
        }

        throw new DllNotFoundException(
            $"Loading libvips: found none of {string.Join(", ", failures)}. Run make setup, or set {PathVariable} to a libvips.so of version 8.15 or later.");
    }

    private static unsafe Loaded Load()
    {
        var (handle, location) = LoadFirst(Candidates());
        NativeLibrary.SetDllImportResolver(
            typeof(VipsLibrary).Assembly, (name, _, _) => name == NativeMethods.Library ? handle : 0);
        if (NativeMethods.vips_init("gans") != 0)
        {
            throw new DllNotFoundException($"Initialising libvips from {location}: {VipsErrors.Take()}.");
        }

        // Buffers are ours and short-lived, so nothing may be cached; callers run images side by side, so one thread an image.
        NativeMethods.vips_cache_set_max(0);
        NativeMethods.vips_concurrency_set(1);
        foreach (var domain in (ReadOnlySpan<string>)["VIPS", "GLib-GObject"])
        {
            NativeMethods.g_log_set_handler(domain, LogLevelsBelowError, &NativeMethods.DropLogMessage, 0);
        }

        return new Loaded(location, Marshal.PtrToStringUTF8((nint)NativeMethods.vips_version_string()) ?? "unknown");
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } chosen)
        {
            yield return chosen;
            yield break;
        }

        yield return Path.Combine(AppContext.BaseDirectory, "libvips-cpp.so");
        if (Assembly.GetExecutingAssembly().Location is { Length: > 0 } assembly)
        {
            var besideAssembly = Path.Combine(Path.GetDirectoryName(assembly)!, "libvips-cpp.so");
            if (besideAssembly != Path.Combine(AppContext.BaseDirectory, "libvips-cpp.so"))
            {
                yield return besideAssembly;
            }
        }

        yield return "libvips.so.42";
    }

    private sealed record Loaded(string Location, string Version);
}
