namespace Gans.Preprocessing.Datasets;

/// <summary>Where the project's own folder may be, in which npm puts data sets.</summary>
internal static class ProjectFolders
{
    /// <summary>The environment variable that names the folder.</summary>
    internal const string HomeVariable = "GANS_HOME";

    /// <summary>The folder that <see cref="HomeVariable"/> names, and no other; without it the current folder and all above, then the program's and all above.</summary>
    internal static IEnumerable<string> Candidates() => Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home
        ? [home]
        : Upwards(Environment.CurrentDirectory).Concat(Upwards(AppContext.BaseDirectory)).Distinct();

    private static IEnumerable<string> Upwards(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            yield return current.FullName;
        }
    }
}
