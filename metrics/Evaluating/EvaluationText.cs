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
        if (result.Floor is { } parts)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"floor      {parts}");
        }

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

        text.AppendLine();
        string[][] lines = [.. scores.Select(score => new[] { score.Name, ValueOf(score), FloorOf(score), score.Describe() })];
        int[] columns = [.. Enumerable.Range(0, lines[0].Length).Where(column => lines.Any(line => line[column].Length > 0))];
        foreach (var line in lines)
        {
            text.AppendLine(string.Join("  ", columns.Select(column => line[column].PadRight(lines.Max(other => other[column].Length)))).TrimEnd());
        }

        text.AppendLine();
    }

    private static string ValueOf(Score score) => string.Create(CultureInfo.InvariantCulture, $"{score.Value:G8}")
        + (score.Deviation is { } deviation ? string.Create(CultureInfo.InvariantCulture, $" +- {deviation:G4}") : "");

    private static string FloorOf(Score score) => score.Floor is { } floor ? string.Create(CultureInfo.InvariantCulture, $"floor {floor:G4}") : "";

    private static void AppendLines(StringBuilder text, string head, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{head}: {line}");
        }
    }
}
