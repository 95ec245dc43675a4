using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using TorchSharp;

namespace Gans.Onnx;

/// <summary>Loads libtorch and TorchSharp's native library from where they lie, before TorchSharp looks for them itself.</summary>
/// <remarks>
/// They are half a gigabyte, so they lie once in a folder <c>torch</c> beside or above the programs that use them, or where the environment variable
/// <c>LIBTORCH</c> says, and not in each program's output. A program that brings them as its packages' natives uses these. Left to itself, TorchSharp
/// takes any libtorch that the system has, and where it finds none it writes a page to the console.
/// </remarks>
public static partial class TorchLibrary
{
    /// <summary>
    /// Names the entry of <see cref="AppContext"/> in which a program may say what its user should do where libtorch is not found, in place of the advice
    /// for those who build one.
    /// </summary>
    public const string AdviceKey = "Gans.Onnx.TorchAdvice";

    /// <summary>What TorchSharp 0.107 was built for.</summary>
    internal static readonly Version NeededVersion = new(2, 10);

    private const string LibraryName = "LibTorchSharp";
    private const string OwnAdvice = "Run 'make setup' in Gans' sources; an app references the package TorchSharp-cpu.";

    private static readonly Lazy<Dictionary<string, nint>> Handles = new(Open);

    private static int attached;

    /// <summary>The folder of the libtorch that this process uses; null as long as nothing was loaded through this class.</summary>
    public static string? Location { get; private set; }

    /// <summary>What set-up did to the libraries in <see cref="Location"/>, one remark a line; empty where it only linked them.</summary>
    public static IReadOnlyList<string> Remarks { get; private set; } = [];

    /// <summary>Loads them now, if that was not done before. Takes some tenths of a second.</summary>
    /// <exception cref="TorchLibraryException">There is none, it is of another version, or the system's libraries are too old for it.</exception>
    public static void Load()
    {
        LoadOnFirstUse();
        _ = Handles.Value;
    }

    /// <summary>
    /// Has them loaded when TorchSharp's assembly is, for module initializers: a program that has the reference and touches no type of it starts as
    /// quickly as without it. Where they cannot be loaded, the first use of TorchSharp throws an exception whose inner one is a
    /// <see cref="TorchLibraryException"/>.
    /// </summary>
    /// <remarks>Later would be too late: TorchSharp's first call takes whatever libtorch the system has, and two versions of it in one process crash.</remarks>
    public static void LoadOnFirstUse()
    {
        if (Interlocked.Exchange(ref attached, 1) == 1)
        {
            return;
        }

        AppDomain.CurrentDomain.AssemblyLoad += static (_, load) => Attach(load.LoadedAssembly);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Attach(assembly);
        }
    }

    private static void Attach(Assembly assembly)
    {
        if (!IsTorchSharp(assembly))
        {
            return;
        }

        try
        {
            NativeLibrary.SetDllImportResolver(assembly, static (name, _, _) => name == LibraryName ? HandleOf(name) : 0);
        }
        catch (InvalidOperationException)
        {
            return;   // The program has a resolver of its own for TorchSharp, or this one is there already.
        }

        if (AssemblyLoadContext.GetLoadContext(assembly) is { } context)
        {
            context.ResolvingUnmanagedDll += Resolve;
        }

        try
        {
            _ = Handles.Value;
        }
        catch (TorchLibraryException)
        {
            // The runtime swallows what is thrown while it loads an assembly. The first call throws it again.
        }
    }

    /// <summary>
    /// Answers searches by name: those of others where the system knows no library by a name that it was not loaded by, as on macOS, and TorchSharp's, which
    /// swallows exceptions and goes on to copy files about and to write to the console.
    /// </summary>
    /// <remarks>So TorchSharp's failure is answered by any handle, and the first call, which cannot be bound without the resolver above, throws it.</remarks>
    private static nint Resolve(Assembly assembly, string name)
    {
        if (name is not (LibraryName or "torch_cpu" or "torch_cuda"))
        {
            return 0;
        }

        try
        {
            return HandleOf(name);
        }
        catch (TorchLibraryException)
        {
            return IsTorchSharp(assembly) ? NativeLibrary.GetMainProgramHandle() : 0;
        }
    }

    private static bool IsTorchSharp(Assembly assembly) => assembly.GetName().Name == nameof(TorchSharp);

    private static nint HandleOf(string name) => Handles.Value.GetValueOrDefault(name);

    private static Dictionary<string, nint> Open()
    {
        if (IsLoaded() || IsInteractive())
        {
            return [];
        }

        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            throw new TorchLibraryException(
                $"Loading libtorch: found {RuntimeInformation.RuntimeIdentifier}, needed linux-x64, win-x64, win-arm64 or osx-arm64, "
                + "which TorchSharp is built for. Train and export on such a machine; inference needs no torch.");
        }

        var natives = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        var files = TorchFiles.Find(Environment.GetEnvironmentVariable(TorchFiles.Variable), AppContext.BaseDirectory, natives)
            ?? throw new TorchLibraryException(
                $"Loading libtorch: found no {TorchFiles.FileName(LibraryName)} in a folder 'torch' beside or above {AppContext.BaseDirectory} "
                + $"or among the program's natives, needed one. {AppContext.GetData(AdviceKey) ?? OwnAdvice}");
        var handles = new Dictionary<string, nint>();
        foreach (var path in files.InOrder)
        {
            var handle = Load(path);
            var name = Path.GetFileNameWithoutExtension(path);
            handles[OperatingSystem.IsWindows() ? name : name["lib".Length..]] = handle;
            if (path.EndsWith(TorchFiles.FileName("torch_cpu"), StringComparison.Ordinal))
            {
                CheckVersion(handle, path);
            }
        }

        Location = files.Libtorch;
        Remarks = files.ReadRemarks();
        return handles;
    }

    private static nint Load(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new TorchLibraryException(Explain(path, e.Message), e);
        }
    }

    /// <summary>One line for what the system's loader says.</summary>
    internal static string Explain(string path, string reason) => MissingVersion().Match(reason) is { Success: true } version
        ? $"Loading libtorch: found a libstdc++ without {version.Value}, which {path} needs. "
            + "Run 'make setup' in Gans' sources: it writes a copy that loads here. An app needs a system with the libstdc++ of GCC 13 or newer."
        : $"Loading libtorch: found {path}, which the system does not load ({LastLine(reason)}), needed libtorch {NeededVersion}. "
            + $"Run 'make setup' in Gans' sources, or name an unpacked libtorch {NeededVersion} in {TorchFiles.Variable}.";

    /// <summary>The runtime's message begins with general advice; the loader's own words about the last place it tried come last.</summary>
    private static string LastLine(string reason) =>
        reason.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("no reason given");

    /// <summary>libtorch tells its version as bytes, the major one first, since 2.9.</summary>
    private static unsafe void CheckVersion(nint library, string path)
    {
        var found = "a version before 2.9";
        if (NativeLibrary.TryGetExport(library, "aoti_torch_abi_version", out var export))
        {
            var number = ((delegate* unmanaged<ulong>)export)();
            var version = new Version((int)(number >> 56), (int)(number >> 48 & 0xff));
            if (version == NeededVersion)
            {
                return;
            }

            found = $"version {version}";
        }

        throw new TorchLibraryException(
            $"Loading libtorch: found {found} in {path}, needed {NeededVersion}, which TorchSharp was built for. "
            + $"Run 'make setup' in Gans' sources, or name an unpacked libtorch {NeededVersion} in {TorchFiles.Variable}.");
    }

    /// <summary>Whether the program used TorchSharp before it came here.</summary>
    private static bool IsLoaded()
    {
        var library = TorchFiles.FileName(LibraryName);
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Any(module => module.ModuleName == library);
    }

    /// <summary>Whether this is a notebook, where the assembly lies in the package cache: there TorchSharp finds the packages beside its own.</summary>
    private static bool IsInteractive() =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(torch).Assembly.Location) ?? "", "..", "..", "torchsharp.nuspec"));

    [GeneratedRegex(@"GLIBCXX_[\d.]*\d")]
    private static partial Regex MissingVersion();
}
