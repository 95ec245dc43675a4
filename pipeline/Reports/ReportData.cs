using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Inference;
using Gans.Models;
using Gans.Training;

namespace Gans.Pipeline.Reports;

/// <summary>What a report tells.</summary>
/// <param name="Training">Losses, accuracies and states of the training.</param>
/// <param name="Run">What the run's <c>run.json</c> says, flattened: <c>options.seed</c> and so on.</param>
/// <param name="Defaults">Names of those options in it that are as the model's source has them.</param>
/// <param name="Samples">Sample grids from the training, the first, the last and some between.</param>
/// <param name="Real">Real images; null if there are none.</param>
/// <param name="FinalSamples">The picture of samples; null if there is none.</param>
/// <param name="Metrics">Numbers of the files of metrics.</param>
/// <param name="Plots">More pictures.</param>
/// <param name="Model">What the exported model says of itself; empty if there is none.</param>
/// <param name="Versions">Versions of the parts.</param>
/// <param name="Pipeline">The pipeline around; null if there is none.</param>
internal sealed record ReportData(
    TrainingHistory Training,
    ImmutableArray<Fact> Run,
    ImmutableHashSet<string> Defaults,
    ImmutableArray<Picture> Samples,
    Picture? Real,
    Picture? FinalSamples,
    ImmutableArray<MetricsSheet> Metrics,
    ImmutableArray<Picture> Plots,
    ImmutableArray<Fact> Model,
    ImmutableArray<Fact> Versions,
    PipelineFacts? Pipeline)
{
    private const int MostSamples = 40;
    private const int MostSampleCharacters = 1_500_000;   // of their addresses, of which a page takes as many
    private const int MostPlots = 24;
    private static readonly string[] PictureSuffixes = [".png", ".jpg", ".jpeg"];

    /// <summary>Collects it.</summary>
    /// <param name="sources">Where it lies.</param>
    /// <param name="pipeline">The pipeline around, or null.</param>
    /// <exception cref="InvalidInputException">The run folder is none, or a file is damaged.</exception>
    public static ReportData Collect(ReportSources sources, PipelineFacts? pipeline)
    {
        var run = new RunFolder(sources.Run);
        var facts = ReadRun(run.Info);
        return new ReportData(
            TrainingHistory.Read(run.Metrics, HigherIsBetter(facts)),
            facts,
            [.. DefaultsOf(facts)],
            FindSamples(run.Samples),
            sources.Real is { } pack ? RealImages.Read(pack) : null,
            sources.Samples is { } samples ? Picture.Read(samples, Path.GetFileName(samples)) : null,
            [.. sources.Metrics.Select(MetricsSheet.Read)],
            [.. sources.Plots.SelectMany(FindPlots)],
            sources.Model is { } model ? ReadModel(model) : [],
            FindVersions(),
            pipeline);
    }

    /// <summary>What a run's file says.</summary>
    /// <param name="path">Path of <c>run.json</c>.</param>
    internal static ImmutableArray<Fact> ReadRun(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidInputException(
                $"making a report: {Path.GetDirectoryName(path)} has no run.json, so that it is no run. Name the folder that 'gans train' wrote.");
        }

        return JsonInput.Read<ImmutableArray<Fact>>($"making a report of {path}", "Train again.", () => [.. Fact.FromJson(File.ReadAllText(path))]);
    }

    /// <summary>Options that are as the model's source has them: a reader looks for those that are not.</summary>
    private static IEnumerable<string> DefaultsOf(ImmutableArray<Fact> run)
    {
        var name = run.FirstOrDefault(static fact => fact.Name == "model")?.Value ?? "";
        if (!ModelRegistry.Shipped.TryGet(name, out var model))
        {
            return [];
        }

        var found = run.ToDictionary(static fact => fact.Name, static fact => fact.Value, StringComparer.Ordinal);
        return from setting in GanSettingTable.All
               let option = $"options.{setting.Name}"
               where setting.Get(model.Settings) is { } value && found.TryGetValue(option, out var text)
                   && string.Equals(text, setting.Values.Format(value), StringComparison.OrdinalIgnoreCase)
               select option;
    }

    /// <summary>As many grids as fit into a page, the first and the last among them.</summary>
    internal static ImmutableArray<Picture> FindSamples(string folder)
    {
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0)
        {
            return [];
        }

        var last = Read(files[^1]);
        var count = Math.Clamp(MostSampleCharacters / last.Source.Length, 1, Math.Min(files.Length, MostSamples));
        return [.. Enumerable.Range(0, count - 1).Select(i => Read(files[i * (files.Length - 1) / (count - 1)])), last];

        static Picture Read(string file) => Picture.Read(file, Caption(Path.GetFileNameWithoutExtension(file)));
    }

    /// <summary>A picture, or those that lie in a folder; none where it is neither.</summary>
    private static IEnumerable<Picture> FindPlots(string path)
    {
        var files = Directory.Exists(path)
            ? FolderListing.Of(path, recurse: false).Select(file => Path.Combine(path, file.Name))
            : Enumerable.Repeat(path, 1);
        return files.Where(file => PictureSuffixes.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Take(MostPlots)
            .Select(file => Picture.Read(file, Path.GetFileNameWithoutExtension(file)));
    }

    /// <summary><c>epoch-0012</c> is "epoch 12".</summary>
    private static string Caption(string name) =>
        name.LastIndexOf('-') is var dash and > 0 && long.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"{name[..dash]} {number}")
            : name;

    /// <summary>Whether higher values of a run's first score are better.</summary>
    internal static bool HigherIsBetter(ImmutableArray<Fact> run) => run.Contains(new Fact("scoring.higher_is_better", "true"));

    private static ImmutableArray<Fact> ReadModel(string path) =>
    [
        .. Fact.FromJson(ModelInfo.Read(path).ToJson()),
        new("bytes", new FileInfo(path).Length.ToString("#,0", CultureInfo.InvariantCulture)),
    ];

    private static ImmutableArray<Fact> FindVersions() =>
    [
        .. NativeParts.Find().Select(part => new Fact(part.Name, part.Problem ?? $"{part.Version}{(part.Note is null ? "" : $" ({part.Note})")}")),
        .. Circumstances.Find(Directory.GetCurrentDirectory()),
    ];
}

/// <summary>Where what a report tells lies.</summary>
/// <param name="Run">Path of the run folder.</param>
internal sealed record ReportSources(string Run)
{
    /// <summary>Path of the exported model; null if there is none.</summary>
    public string? Model { get; init; }

    /// <summary>Path of the pack of real images; null if there is none.</summary>
    public string? Real { get; init; }

    /// <summary>Path of a picture of samples; null if there is none.</summary>
    public string? Samples { get; init; }

    /// <summary>Paths of files of metrics.</summary>
    public ImmutableArray<string> Metrics { get; init; } = [];

    /// <summary>Paths of pictures and of folders of pictures.</summary>
    public ImmutableArray<string> Plots { get; init; } = [];
}
