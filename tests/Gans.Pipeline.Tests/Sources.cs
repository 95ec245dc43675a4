namespace Gans.Pipeline.Tests;

/// <summary>The files of the repository.</summary>
internal static class Sources
{
    private static readonly string Root = FindRoot(AppContext.BaseDirectory);

    /// <summary>Path of a file.</summary>
    /// <param name="name">Its path from the root of the repository.</param>
    public static string Path(string name) => System.IO.Path.Combine(Root, name);

    /// <summary>Looked for and not told by the compiler, which makes paths neutral in a build for CI.</summary>
    private static string FindRoot(string folder)
    {
        var parent = new DirectoryInfo(folder);
        while (!File.Exists(System.IO.Path.Combine(parent.FullName, "Gans.sln")))
        {
            parent = parent.Parent ?? throw new DirectoryNotFoundException($"Looking for the sources: found no Gans.sln in {folder} or above it.");
        }

        return parent.FullName;
    }
}
