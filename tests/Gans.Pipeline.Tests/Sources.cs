using System.Runtime.CompilerServices;

namespace Gans.Pipeline.Tests;

/// <summary>The files of the repository.</summary>
internal static class Sources
{
    private static readonly string Root = System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(ThisFile())!, "../.."));

    /// <summary>Path of a file.</summary>
    /// <param name="name">Its path from the root of the repository.</param>
    public static string Path(string name) => System.IO.Path.Combine(Root, name);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
