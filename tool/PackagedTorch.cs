using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gans.Formats;
using Gans.Onnx;
using Gans.Runtime;
using Gans.Setup;

namespace Gans.Tool;

/// <summary>libtorch for the tool: it is not in the package, but where NuGet has unpacked the packages of TorchSharp, or where <c>LIBTORCH</c> says.</summary>
/// <remarks>
/// All of it must be in one folder, which is composed once in the user's own folder of program data, of links where the system has them. The one file that
/// is not linked everywhere is TorchSharp's library on a Linux with an older libstdc++: set-up's copy of it stands there, which loads.
/// </remarks>
internal static class PackagedTorch
{
    private const string Variable = "LIBTORCH";
    private const string TorchSharp = "TorchSharp";

    /// <summary>As packages name this system.</summary>
    private static string ThisSystem =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + $"-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>Looks for it when the command first needs it, and no earlier: most commands never do.</summary>
    internal static void FindOnFirstUse() => AppDomain.CurrentDomain.AssemblyLoad += static (_, load) =>
    {
        if (load.LoadedAssembly.GetName().Name == TorchSharp)
        {
            Find();
        }
    };

    private static void Find()
    {
        SetUnlessSet("GOMP_SPINCOUNT", "10000");
        SetUnlessSet("TORCH_CPP_LOG_LEVEL", "ERROR");
        var own = Environment.GetEnvironmentVariable(Variable);
        try
        {
            if (Compose(string.IsNullOrEmpty(own) ? null : own) is { } folder)
            {
                Environment.SetEnvironmentVariable(Variable, folder);
                return;
            }

            AppContext.SetData(TorchLibrary.AdviceKey, AdviceToFetch());
        }
        catch (Exception e) when (e is SetupException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            AppContext.SetData(TorchLibrary.AdviceKey, $"{e.Message} On this system the tool cannot train.");
        }
    }

    /// <summary>The folder with all libraries; null where one is missing.</summary>
    /// <param name="own">The user's own libtorch; null for the package's.</param>
    private static string? Compose(string? own)
    {
        var folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "gans",
            $"torch-{Version(TorchSharp)}-{Mark(own)}");
        if (IsWhole(folder))
        {
            return folder;
        }

        var torchSharp = Natives(TorchSharp.ToLowerInvariant(), Version(TorchSharp));
        var libtorch = own is null ? Natives($"libtorch-cpu-{ThisSystem}", Version("Libtorch")) : [];
        if (torchSharp.Length == 0 || (own is null && libtorch.Length == 0))
        {
            return null;
        }

        NativeFolder.Compose(folder, [.. torchSharp, .. libtorch], own, StandardLibrary.Find());
        return IsWhole(folder) ? folder : null;
    }

    private static bool IsWhole(string folder) =>
        new[] { TorchFiles.FileName("torch_cpu"), TorchFiles.FileName("LibTorchSharp") }.All(name => File.Exists(Path.Combine(folder, name)));

    private static string[] Natives(string package, string version)
    {
        var folder = Path.Combine(ProjectFolders.Packages(), package, version, "runtimes", ThisSystem, "native");
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }

    private static string AdviceToFetch() =>
        $"Fetch it: dotnet package download TorchSharp@{Version(TorchSharp)} libtorch-cpu-{ThisSystem}@{Version("Libtorch")} "
        + $"--output {ProjectFolders.Packages()}";

    private static string Version(string part) => typeof(PackagedTorch).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == $"{part}Version").Value!;

    /// <summary>Tells folders of different choices apart.</summary>
    private static string Mark(string? own) =>
        own is null ? "cpu" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(own))))[..8];

    private static void SetUnlessSet(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is null)
        {
            NativeEnvironment.Set(name, value);
        }
    }
}
