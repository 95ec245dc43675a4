using System.Diagnostics;

namespace Gans.Architecture.Tests;

/// <summary>The tree that these tests were built from: the files that git tracks, and the projects among them.</summary>
internal static class Repository
{
    /// <summary>The folder of Gans.sln, with no slash at its end.</summary>
    public static string Root => Testing.Repository.Root;

    /// <summary>Relative paths of the tracked files that exist.</summary>
    public static IReadOnlyList<string> TrackedFiles { get; } = ListTracked();

    public static IReadOnlyList<Project> Projects { get; } =
        [.. TrackedFiles.Where(static path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(static path => Project.Read(Root, path))];

    /// <summary>The sources of the products: of the projects that lie at the root.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } = [.. TrackedFiles.Select(ReadSource).OfType<SourceFile>()];

    public static string FullPath(string path) => Path.Combine(Root, path);

    private static SourceFile? ReadSource(string path)
    {
        var parts = path.Split('/');
        return Projects.FirstOrDefault(project => project.Folder == parts[0]) is { } home && path.EndsWith(".cs", StringComparison.Ordinal)
            ? SourceFile.Read(home.Name, string.Join('/', parts[1..^1]), parts[^1], File.ReadAllText(FullPath(path)))
            : null;
    }

    private static List<string> ListTracked()
    {
        var start = new ProcessStartInfo("git", ["-C", Root, "ls-files", "-z"]) { RedirectStandardOutput = true };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("Listing the tracked files: git did not start.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.AreEqual(0, git.ExitCode, "git ls-files failed: these tests need a git checkout.");
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(static path => File.Exists(FullPath(path)))];
    }
}
