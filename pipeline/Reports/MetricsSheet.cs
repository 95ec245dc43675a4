using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Gans.Formats;

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
    /// <exception cref="InvalidInputException">It is no JSON.</exception>
    public static MetricsSheet Read(string path)
    {
        return JsonInput.Read($"making a report of {path}", "Run the stage that writes it again.", () =>
        {
            using var document = JsonDocument.Parse(InputFile.ReadAll(path));
            var name = Path.GetFileName(path);
            return IsEvaluation(document.RootElement)
                ? OfEvaluation(name, document.RootElement)
                : new MetricsSheet(name, Numbers(document.RootElement), [], []);
        });
    }

    private static bool IsEvaluation(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("extractor", out _) && root.TryGetProperty("weights", out _)
            && root.TryGetProperty("scores", out _);

    private static MetricsSheet OfEvaluation(string name, JsonElement root)
    {
        var extractor = root.GetProperty("extractor");
        (string Name, string? Value)[] facts =
        [
            ("scored", Source(root, "fake")),
            ("compared with", Source(root, "real")),
            ("extractor", $"{Text(extractor, "name")}, resize {Text(extractor, "resize")}"),
            ("weights", Text(root, "weights")),
            ("SHA-256 of the weights", Text(extractor, "weights_sha256")),
            ("seed", Text(root, "seed")),
        ];
        return new MetricsSheet(
            name,
            [.. Items(root, "scores").Select(ScoreRow.Of)],
            [.. facts.Where(fact => fact.Value is not null).Select(fact => new Fact(fact.Name, fact.Value!))],
            [.. Items(root, "warnings").Select(warning => warning.ToString())]);
    }

    private static string? Source(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var source) || source.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var images = source.TryGetProperty("images", out var count) && count.TryGetInt64(out var number)
            ? string.Create(CultureInfo.InvariantCulture, $", {number:#,0} images")
            : "";
        var bad = Items(source, "bad").Length is var left and > 0 ? $", {left} that cannot be read left out" : "";
        return $"{Text(source, "path")}{images}{bad}";
    }

    private static ImmutableArray<ScoreRow> Numbers(JsonElement root) =>
        [
            .. Fact.FromJson(root.GetRawText())
                .Where(fact => double.TryParse(fact.Value, CultureInfo.InvariantCulture, out _))
                .Select(fact => new ScoreRow(fact.Name, fact.Value)),
        ];

    private static ImmutableArray<JsonElement> Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.ToString() : null;
}

/// <summary>One number.</summary>
/// <param name="Name">What it measures.</param>
/// <param name="Value">The number.</param>
/// <param name="Deviation">Its standard deviation; null where none is estimated.</param>
/// <param name="Better">Which values are good, in words; null where nobody says.</param>
internal sealed record ScoreRow(string Name, string Value, string? Deviation = null, string? Better = null)
{
    /// <summary>Reads a score of an evaluation.</summary>
    /// <param name="score">An object with a name and a value.</param>
    public static ScoreRow Of(JsonElement score) => new(
        score.GetProperty("name").ToString(),
        Number(score.GetProperty("value"), "G6"),
        score.TryGetProperty("deviation", out var deviation) && deviation.ValueKind == JsonValueKind.Number ? Number(deviation, "G3") : null,
        score.TryGetProperty("better", out var better) ? Words(better.ToString()) : null);

    private static string Number(JsonElement value, string format) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString(format, CultureInfo.InvariantCulture) : value.ToString();

    private static string Words(string better) => better switch
    {
        "half" => "0.5 is ideal",
        "like_real" => "as the real images' is ideal",
        _ => $"{better} is better",
    };
}
