namespace Gans.Setup;

/// <summary>Composes a folder of native libraries from which every program here loads them.</summary>
/// <remarks>
/// The system's loader looks for a library's companions in the folder of the path by which it was loaded, so all of them must be in one folder; links
/// serve, and half a gigabyte needs no second place on the disk.
/// </remarks>
internal static class NativeFolder
{
    /// <summary>The file in which the folder says how it came about, one remark a line.</summary>
    public const string RemarksFile = "remarks.txt";

    private static readonly string[] LibraryEndings = [".so", ".dll", ".dylib"];

    /// <summary>Makes the folder anew, or removes it where nothing is to be in it.</summary>
    /// <param name="folder">The folder; what is there is replaced.</param>
    /// <param name="natives">The libraries of the packages.</param>
    /// <param name="libtorch">A libtorch besides that is no package's: its folder, or the one above <c>lib</c>; null for none.</param>
    /// <param name="standardLibrary">The system's libstdc++; null where TorchSharp's library needs none.</param>
    /// <returns>The remarks that were written.</returns>
    /// <exception cref="SetupException">The other libtorch is none, or TorchSharp's library cannot run here.</exception>
    public static IReadOnlyList<string> Compose(string folder, IEnumerable<string> natives, string? libtorch, string? standardLibrary)
    {
        string[] libraries = [.. natives, .. libtorch is null ? [] : LibrariesOf(libtorch)];
        var remarks = new List<string>();
        var fresh = $"{folder}.new";
        DeleteIfThere(fresh);
        if (libraries.Length == 0)
        {
            DeleteIfThere(folder);
            return remarks;
        }

        Directory.CreateDirectory(fresh);
        foreach (var library in libraries)
        {
            Place(library, Path.Combine(fresh, Path.GetFileName(library)), standardLibrary, remarks);
        }

        if (libtorch is not null)
        {
            remarks.Add($"libtorch of {libtorch}");
        }

        File.WriteAllLines(Path.Combine(fresh, RemarksFile), remarks);
        Replace(folder, fresh);
        return remarks;
    }

    private static void Place(string library, string place, string? standardLibrary, List<string> remarks)
    {
        if (standardLibrary is not null
            && Path.GetFileName(library) == "libLibTorchSharp.so"
            && WeakVersion.IsMissingIn(File.ReadAllBytes(standardLibrary), out var newest))
        {
            var content = File.ReadAllBytes(library);
            WeakVersion.CheckDigest(content);
            File.WriteAllBytes(place, WeakVersion.Relax(content));
            remarks.Add($"libLibTorchSharp.so: version need {WeakVersion.Version} made weak, because libstdc++ here ends at {newest}");
            return;
        }

        try
        {
            File.CreateSymbolicLink(place, library);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)   // Windows asks for a privilege that not everyone has.
        {
            File.Copy(library, place);
        }
    }

    private static IEnumerable<string> LibrariesOf(string libtorch)
    {
        var folder = new[] { libtorch, Path.Combine(libtorch, "lib") }
            .FirstOrDefault(static folder => Directory.Exists(folder) && Libraries(folder).Any(IsLibtorch))
            ?? throw new SetupException(
                $"choosing libtorch: found no libtorch_cpu in '{libtorch}' or its folder lib, needed an unpacked libtorch 2.10. "
                + "Name one (LIBTORCH=DIR), or LIBTORCH=package.");
        return Libraries(folder);
    }

    private static IEnumerable<string> Libraries(string folder) =>
        Directory.EnumerateFiles(folder).Where(static file => LibraryEndings.Any(ending => Path.GetFileName(file).Contains(ending, StringComparison.Ordinal)));

    private static bool IsLibtorch(string file) => Path.GetFileNameWithoutExtension(file) is "libtorch_cpu" or "torch_cpu";

    /// <summary>The old folder is moved away whole: a program that still runs keeps the files that it has open.</summary>
    private static void Replace(string folder, string fresh)
    {
        var old = $"{folder}.old";
        DeleteIfThere(old);
        if (Directory.Exists(folder))
        {
            Directory.Move(folder, old);
        }

        Directory.Move(fresh, folder);
        DeleteIfThere(old);
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
