using System.Runtime.InteropServices;

namespace Gans.Pipeline.Reports;

/// <summary>Under what circumstances a report was made: enough to make it again.</summary>
internal static class Circumstances
{
    private const int ShownDigits = 12;

    /// <summary>The command, the commit of the folder that it ran in, and the machine.</summary>
    /// <param name="folder">The working folder.</param>
    internal static IEnumerable<Fact> Find(string folder)
    {
        yield return new Fact("command", string.Join(' ', ["gans", .. Environment.GetCommandLineArgs().Skip(1)]));
        if (CommitOf(folder) is { } commit)
        {
            yield return new Fact("commit", commit);
        }

        yield return new Fact("system", RuntimeInformation.OSDescription);
        yield return new Fact("processor", $"{Environment.ProcessorCount} cores, {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}");
    }

    /// <summary>The first digits of the commit that a working tree is at, read from its files; null where there is none.</summary>
    internal static string? CommitOf(string folder)
    {
        for (var place = new DirectoryInfo(folder); place is not null; place = place.Parent)
        {
            var git = Path.Combine(place.FullName, ".git");
            if (Directory.Exists(git) && Read(Path.Combine(git, "HEAD")) is { } head)
            {
                var commit = head.StartsWith("ref: ", StringComparison.Ordinal) ? Resolve(git, head["ref: ".Length..]) : head;
                return commit is { Length: >= ShownDigits } ? commit[..ShownDigits] : null;
            }
        }

        return null;
    }

    private static string? Resolve(string git, string reference) => Read(Path.Combine(git, reference))
        ?? Read(Path.Combine(git, "packed-refs"))?.Split('\n').FirstOrDefault(line => line.EndsWith($" {reference}", StringComparison.Ordinal))?.Split(' ')[0];

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
