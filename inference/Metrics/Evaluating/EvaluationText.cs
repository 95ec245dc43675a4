using System.Globalization;
using System.Text;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Writes results for people.</summary>
internal static class EvaluationText
{
    private const int ShownBad = 5;

    internal static string ToTable(EvaluationResult result)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"fake       {Describe(result.Fake)}");
        if (result.Real is { } real)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"real       {Describe(real)}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"extractor  {result.Extractor}");
        text.AppendLine(CultureInfo.InvariantCulture, $"weights    {result.Weights}");
        text.AppendLine(CultureInfo.InvariantCulture, $"seed       {result.Seed}");
        AppendScores(text, result.Scores);
        AppendLines(text, "picture", result.Pictures);
        AppendLines(text, "left out", (result.Real?.Bad ?? []).Concat(result.Fake.Bad).Take(ShownBad).Select(bad => bad.Reason));
        AppendLines(text, "warning", result.Warnings);
        return text.ToString();
    }

    private static string Describe(SourceSummary source)
    {
        var images = source.Images is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count:N0} images") : "";
        var bad = source.Bad.Count > 0 ? $", {source.Bad.Count} left out" : "";
        return $"{source.Path} ({source.Kind.ToWord()}{images}{bad})";
    }

    private static void AppendScores(StringBuilder text, IReadOnlyList<Score> scores)
    {
        if (scores.Count == 0)
        {
            return;
        }

        var width = scores.Max(score => score.Name.Length);
        text.AppendLine();
        foreach (var score in scores)
        {
            var deviation = score.Deviation is { } value ? string.Create(CultureInfo.InvariantCulture, $" +- {value:G4}") : "";
            var line = string.Create(CultureInfo.InvariantCulture, $"{score.Name.PadRight(width)}  {score.Value:G8}{deviation}");
            text.AppendLine(CultureInfo.InvariantCulture, $"{line.PadRight(width + 26)}  {score.Describe()}");
        }

        text.AppendLine();
    }

    private static void AppendLines(StringBuilder text, string head, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{head}: {line}");
        }
    }
}
