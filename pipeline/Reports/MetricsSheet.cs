using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Gans.Formats;
using Gans.Inference.Metrics;

namespace Gans.Pipeline.Reports;

/// <summary>The numbers of one file of metrics.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="Scores">The numbers.</param>
/// <param name="Facts">What has to be known of them: extractor, weights, images; empty where the file does not say.</param>
/// <param name="Warnings">What limits their meaning.</param>
internal sealed record MetricsSheet(string Name, ImmutableArray<ScoreRow> Scores, ImmutableArray<Fact> Facts, ImmutableArray<string> Warnings)
{
    /// <summary>Reads a JSON file: what <c>gans evaluate</c> wrote, or any other, of which all numbers are taken under the path to each.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">It is no JSON, or a damaged evaluation.</exception>
    public static MetricsSheet Read(string path)
    {
        return JsonInput.Read($"making a report of {path}", "Run the stage that writes it again.", () =>
        {
            var json = InputFile.ReadAll(path);
            using var document = JsonDocument.Parse(json);
            var name = Path.GetFileName(path);
            return IsEvaluation(document.RootElement)
                ? OfEvaluation(name, EvaluationResult.Parse(json, path))
                : new MetricsSheet(name, Numbers(document.RootElement), [], []);
        });
    }

    private static bool IsEvaluation(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("extractor", out _) && root.TryGetProperty("weights", out _)
            && root.TryGetProperty("scores", out _);

    private static MetricsSheet OfEvaluation(string name, EvaluationResult result)
    {
        var extractor = result.Extractor;
        (string Name, string? Value)[] facts =
        [
            ("scored", Describe(result.Fake)),
            ("compared with", result.Real is { } real ? Describe(real) : null),
            ("extractor", $"{extractor.Name}, resize {extractor.Resize.ToWord()}"),
            ("weights", result.Weights),
            ("SHA-256 of the weights", extractor.WeightsSha256),
            ("seed", result.Seed.ToString(CultureInfo.InvariantCulture)),
            ("floor", result.Floor?.ToString()),
        ];
        return new MetricsSheet(
            name,
            [.. result.Scores.Select(ScoreRow.Of)],
            [.. facts.Where(fact => fact.Value is not null).Select(fact => new Fact(fact.Name, fact.Value!))],
            [.. result.Warnings]);
    }

    private static string Describe(SourceSummary source)
    {
        var images = source.Images is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count:#,0} images") : "";
        var bad = source.Bad.Count > 0 ? $", {source.Bad.Count} that cannot be read left out" : "";
        return $"{source.Path}{images}{bad}";
    }

    private static ImmutableArray<ScoreRow> Numbers(JsonElement root) =>
        [
            .. Fact.FromJson(root.GetRawText())
                .Where(fact => double.TryParse(fact.Value, CultureInfo.InvariantCulture, out _))
                .Select(fact => new ScoreRow(fact.Name, fact.Value)),
        ];
}

/// <summary>One number.</summary>
/// <param name="Name">What it measures.</param>
/// <param name="Value">The number.</param>
/// <param name="Deviation">Its standard deviation; null where none is estimated.</param>
/// <param name="Better">Which values are good, in words; null where nobody says.</param>
/// <param name="Floor">What real images score in place of the generated ones; null where that is not known.</param>
internal sealed record ScoreRow(string Name, string Value, string? Deviation = null, string? Better = null, string? Floor = null)
{
    /// <summary>Shows a score of an evaluation.</summary>
    /// <param name="score">The score.</param>
    public static ScoreRow Of(Score score) => new(
        score.Name,
        ScoreText.Number(score.Value),
        score.Deviation?.ToString("G2", CultureInfo.InvariantCulture),
        score.Describe(),
        score.Floor is { } floor ? ScoreText.Number(floor) : null);
}
