namespace Gans.Onnx;

/// <summary>The native libraries under TorchSharp, as paths.</summary>
/// <param name="Libtorch">The folder of libtorch.</param>
/// <param name="TorchSharp">TorchSharp's own library, which stands between .NET and libtorch.</param>
internal sealed record TorchFiles(string Libtorch, string TorchSharp)
{
    /// <summary>The variable that names another libtorch: its folder, or the one above a folder <c>lib</c>.</summary>
    internal const string Variable = "LIBTORCH";

    /// <summary>The folder's name where set-up composes the libraries, and where they may lie beside a published program.</summary>
    private const string FolderName = "torch";

    /// <summary>libtorch's own, each after those that it needs; a build without CUDA lacks one.</summary>
    private static readonly string[] LibtorchNames = ["torch_cpu", "torch_cuda", "torch"];

    /// <summary>All that is to be loaded, in that order.</summary>
    internal IEnumerable<string> InOrder =>
        LibtorchNames.Select(name => Path.Combine(Libtorch, FileName(name))).Where(File.Exists).Append(TorchSharp);

    /// <summary>What set-up wrote beside TorchSharp's library.</summary>
    internal IReadOnlyList<string> ReadRemarks()
    {
        var path = Path.Combine(Path.GetDirectoryName(TorchSharp)!, "remarks.txt");
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }

    /// <summary>A library's file name on this system.</summary>
    internal static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    /// <summary>Looks in <see cref="Variable"/>'s folder, then in a folder <c>torch</c> at or above the program, then where its own natives lie.</summary>
    /// <param name="variable">What <see cref="Variable"/> says; null or empty for nothing.</param>
    /// <param name="program">The program's folder.</param>
    /// <param name="nativeFolders">Where the runtime looks for natives of the program's packages.</param>
    /// <returns>What was found; null where nothing was.</returns>
    /// <exception cref="TorchLibraryException">The variable names a folder without libtorch.</exception>
    internal static TorchFiles? Find(string? variable, string program, IEnumerable<string> nativeFolders)
    {
        var library = FileName("LibTorchSharp");
        var libtorch = string.IsNullOrEmpty(variable) ? null : FolderOfLibtorch(variable);
        var folders = Ancestors(program).Select(static folder => Path.Combine(folder, FolderName)).Concat(nativeFolders);
        if (libtorch is not null)
        {
            folders = folders.Prepend(libtorch);
        }

        var found = folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, library)));
        return found is null ? null : new TorchFiles(libtorch ?? found, Path.Combine(found, library));
    }

    private static string FolderOfLibtorch(string named)
    {
        string[] folders = [named, Path.Combine(named, "lib")];
        var library = FileName("torch_cpu");
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, library)))
            ?? throw new TorchLibraryException(
                $"Looking for libtorch: found no {library} in {Variable}='{named}' or its folder lib, "
                + $"needed an unpacked libtorch {TorchLibrary.NeededVersion}. Correct {Variable}, or unset it.");
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var parent = new DirectoryInfo(folder); parent is not null; parent = parent.Parent)
        {
            yield return parent.FullName;
        }
    }
}
