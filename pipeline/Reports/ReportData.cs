using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gans.Formats;
using Gans.Inference;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Reports;

/// <summary>What a report tells.</summary>
/// <param name="Losses">The losses of the training.</param>
/// <param name="Run">What the run's <c>run.json</c> says, flattened: <c>options.seed</c> and so on.</param>
/// <param name="Samples">Sample grids from the training, the first, the last and some between.</param>
/// <param name="FinalSamples">The picture of samples; null if there is none.</param>
/// <param name="Model">What the exported model says of itself; empty if there is none.</param>
/// <param name="Versions">Versions of the parts.</param>
/// <param name="Pipeline">The pipeline around; null if there is none.</param>
internal sealed record ReportData(
    LossHistory Losses,
    ImmutableArray<Fact> Run,
    ImmutableArray<Picture> Samples,
    Picture? FinalSamples,
    ImmutableArray<Fact> Model,
    ImmutableArray<Fact> Versions,
    PipelineFacts? Pipeline)
{
    private const int MostSamples = 8;

    /// <summary>Collects it.</summary>
    /// <param name="run">Path of the run folder.</param>
    /// <param name="model">Path of the exported model, or null.</param>
    /// <param name="samples">Path of a picture of samples, or null.</param>
    /// <param name="pipeline">The pipeline around, or null.</param>
    /// <exception cref="InvalidInputException">The run folder is none.</exception>
    public static ReportData Collect(string run, string? model, string? samples, PipelineFacts? pipeline) => new(
        LossHistory.Read(Path.Combine(run, "metrics.jsonl")),
        ReadRun(Path.Combine(run, "run.json")),
        FindSamples(Path.Combine(run, "samples")),
        samples is null ? null : Picture.Read(samples, Path.GetFileName(samples)),
        model is null ? [] : ReadModel(model),
        FindVersions(),
        pipeline);

    private static ImmutableArray<Fact> ReadRun(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidInputException($"making a report: {Path.GetDirectoryName(path)} has no run.json, so that it is no run. Name the folder that 'gans train' wrote.");
        }

        try
        {
            return [.. Fact.FromJson(File.ReadAllText(path))];
        }
        catch (JsonException e)
        {
            throw new InvalidInputException($"making a report: {path} is damaged ({e.Message.ReplaceLineEndings(" ")}). Train again.", e);
        }
    }

    private static ImmutableArray<Picture> FindSamples(string folder)
    {
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal)] : [];
        var count = Math.Min(files.Length, MostSamples);
        return
        [
            .. Enumerable.Range(0, count)
                .Select(i => files[count == 1 ? 0 : i * (files.Length - 1) / (count - 1)])
                .Select(file => Picture.Read(file, Caption(Path.GetFileNameWithoutExtension(file)))),
        ];
    }

    /// <summary><c>epoch-0012</c> is "epoch 12".</summary>
    private static string Caption(string name) =>
        name.LastIndexOf('-') is var dash and > 0 && long.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"{name[..dash]} {number}")
            : name;

    private static ImmutableArray<Fact> ReadModel(string path) =>
    [
        .. Fact.FromJson(ModelInfo.Read(path).ToJson()),
        new("bytes", new FileInfo(path).Length.ToString("#,0", CultureInfo.InvariantCulture)),
    ];

    private static ImmutableArray<Fact> FindVersions() =>
    [
        .. NativeParts.Find().Select(part => new Fact(part.Name, part.Problem ?? $"{part.Version}{(part.Note is null ? "" : $" ({part.Note})")}")),
        new("system", RuntimeInformation.OSDescription),
        new("processor", $"{Environment.ProcessorCount} cores, {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}"),
    ];
}

/// <summary>A picture inside the page.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Source">A <c>data:</c> address that holds it.</param>
internal sealed record Picture(string Caption, string Source)
{
    /// <summary>Reads a PNG or JPEG file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="caption">What it shows.</param>
    public static Picture Read(string path, string caption)
    {
        var kind = Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase) ? "png" : "jpeg";
        return new Picture(caption, $"data:image/{kind};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}");
    }
}
