using System.Collections.Immutable;
using Gans.Formats;
using Gans.Training;

namespace Gans.Pipeline.Reports;

/// <summary>Several trainings, or sets of scores, side by side.</summary>
/// <param name="Runs">They, in the order in which they were named.</param>
internal sealed record Comparison(ImmutableArray<ComparedRun> Runs)
{
    private const string Task = "comparing";

    /// <summary>The settings that are not the same in all, by name.</summary>
    public ImmutableArray<string> Differences { get; } =
    [
        .. Runs.SelectMany(run => run.Settings.Keys).Distinct().Order(StringComparer.Ordinal)
            .Where(name => Runs.Select(run => run.Settings.GetValueOrDefault(name)).Distinct().Count() > 1),
    ];

    /// <summary>The numbers that any of them has, by name, in the order of the table.</summary>
    public ImmutableArray<string> Columns { get; } = [.. Runs.SelectMany(run => run.Values).Select(value => value.Key).Distinct()];

    /// <summary>Trainings that differ by the seed alone are one group; each of the others is one by itself. In the order of their first runs.</summary>
    public ImmutableArray<RunGroup> Groups => [.. Runs.GroupBy(run => run.Training is null ? run.Path : run.Group).Select(ToGroup)];

    /// <summary>Reads what is to be compared. A file of scores beside one run alone, in the same folder, is of that run.</summary>
    /// <param name="paths">Run folders, folders of runs, files of scores.</param>
    /// <exception cref="InvalidInputException">A path is none of these, or a file is damaged.</exception>
    public static Comparison Read(IEnumerable<string> paths)
    {
        var all = paths.Select(path => path.Length > 1 ? path.TrimEnd('/') : path).Distinct().ToArray();
        string[] runs = [.. all.Where(Directory.Exists).SelectMany(RunsAt).Distinct()];
        string[] files = [.. all.Where(path => !Directory.Exists(path))];
        if (files.FirstOrDefault(path => !File.Exists(path)) is { } missing)
        {
            throw new InvalidInputException($"{Task} {missing}: found no such file or folder. Name runs of 'gans train', or files of scores.");
        }

        var scoresOf = files.ToLookup(file => runs.Where(run => ParentOf(run) == ParentOf(file)).ToArray() is [var only] ? only : "");
        string[] rows = [.. runs, .. scoresOf[""]];
        var names = NamesOf(rows);
        return new Comparison([
            .. rows.Select((path, i) => i < runs.Length ? ComparedRun.OfRun(names[i], path, scoresOf[path]) : ComparedRun.OfScores(names[i], path)),
        ]);
    }

    /// <summary>A run, or the runs in a folder, <c>seed-2</c> before <c>seed-10</c>.</summary>
    private static string[] RunsAt(string folder)
    {
        if (File.Exists(new RunFolder(folder).Info))
        {
            return [folder];
        }

        string[] inside =
        [
            .. Directory.GetDirectories(folder).Where(path => File.Exists(new RunFolder(path).Info))
                .OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal),
        ];
        return inside.Length > 0
            ? inside
            : throw new InvalidInputException($"{Task} {folder}: found no run.json in it or in a folder in it. Name the folder that 'gans train' wrote.");
    }

    private static string ParentOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <summary>What is left of paths without the folders that all begin with, and those that all end with.</summary>
    private static string[] NamesOf(string[] paths)
    {
        var parts = paths.Select(path => path.Split('/')).ToArray();
        var shortest = parts.Min(each => each.Length);
        var first = Enumerable.Range(0, shortest - 1).TakeWhile(i => parts.All(each => each[i] == parts[0][i])).Count();
        var last = Enumerable.Range(1, shortest - first - 1).TakeWhile(i => parts.All(each => each[^i] == parts[0][^i])).Count();
        return paths.Length < 2 ? paths : [.. parts.Select(each => string.Join('/', each[first..^last]))];
    }

    private RunGroup ToGroup(IEnumerable<ComparedRun> members)
    {
        ImmutableArray<ComparedRun> runs = [.. members];
        var differing = Differences.Where(name => runs.Select(run => run.Settings.GetValueOrDefault(name)).Distinct().Count() == 1);
        var words = string.Join(", ", differing.Where(name => runs[0].Settings.ContainsKey(name)).Select(name => $"{name} {runs[0].Settings[name]}"));
        return new RunGroup(runs.Length == 1 ? runs[0].Name : words.Length == 0 ? "all" : words, runs);
    }
}

/// <summary>Trainings that differ by the seed alone.</summary>
/// <param name="Name">What tells them from the others.</param>
/// <param name="Runs">They, one or more.</param>
internal sealed record RunGroup(string Name, ImmutableArray<ComparedRun> Runs)
{
    /// <summary>Mean and standard deviation of a number over those that have it; null where less than two have.</summary>
    /// <param name="column">Its name.</param>
    public (double Mean, double Deviation)? Spread(string column)
    {
        double[] values = [.. Runs.SelectMany(run => run.Values).Where(value => value.Key == column).Select(value => value.Value)];
        return values.Length < 2
            ? null
            : (values.Average(), Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1)));
    }
}
