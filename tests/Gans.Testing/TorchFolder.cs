namespace Gans.Testing;

/// <summary>The folder of libtorch that set-up composed, and copies of it for tests to break.</summary>
internal static class TorchFolder
{
    /// <summary>The folder.</summary>
    internal static string Composed => Repository.Torch;

    /// <summary>Whether set-up had to adapt a library to an older libstdc++.</summary>
    internal static bool IsAdapted => File.ReadAllText(Path.Combine(Composed, "remarks.txt")).Contains("made weak", StringComparison.Ordinal);

    /// <summary>TorchSharp's library as its package has it.</summary>
    internal static string PackagedLibrary => File.ReadLines(Path.Combine(Path.GetDirectoryName(Composed)!, "natives.txt"))
        .Single(static path => Path.GetFileName(path) == "libLibTorchSharp.so");

    /// <summary>Makes a folder of links to its libraries.</summary>
    internal static string LinkInto(string path)
    {
        var folder = Directory.CreateDirectory(path).FullName;
        foreach (var library in Directory.EnumerateFiles(Composed, "*.so*"))
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(library)), library);
        }

        return folder;
    }
}
