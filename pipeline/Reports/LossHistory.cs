using System.Collections.Immutable;
using System.Text.Json;
using Gans.Formats;

namespace Gans.Pipeline.Reports;

/// <summary>The losses of a training, as its <c>metrics.jsonl</c> tells them.</summary>
/// <param name="Steps">Generator updates at each point, rising.</param>
/// <param name="Epochs">Pass over the data at the last point; null if not told.</param>
/// <param name="Images">Real images shown at the last point; null if not told.</param>
/// <param name="ElapsedSeconds">Seconds of training at the last point; null if not told.</param>
/// <param name="Curves">A curve a loss, sorted by name; each has a value a point, or NaN.</param>
internal sealed record LossHistory(ImmutableArray<long> Steps, double? Epochs, double? Images, double? ElapsedSeconds, ImmutableArray<LossCurve> Curves)
{
    /// <summary>Reads the metrics of a run; none when there are none yet.</summary>
    /// <param name="path">Path of <c>metrics.jsonl</c>.</param>
    /// <exception cref="InvalidInputException">A line but the last is no JSON object with a step.</exception>
    public static LossHistory Read(string path)
    {
        var points = new List<(long Step, Dictionary<string, double> Losses)>();
        JsonElement last = default;
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                using var document = JsonDocument.Parse(lines[i]);
                last = document.RootElement.Clone();
                points.Add((last.GetProperty("step").GetInt64(), ReadLosses(last)));
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new InvalidInputException($"reading {path}: line {i + 1} is no JSON object with a step ({e.Message}). Train again.", e);
            }
        }

        var names = points.SelectMany(point => point.Losses.Keys).Distinct().Order(StringComparer.Ordinal);
        return new LossHistory(
            [.. points.Select(point => point.Step)],
            Number(last, "epoch"),
            Number(last, "images"),
            Number(last, "elapsed_s"),
            [.. names.Select(name => new LossCurve(name, [.. points.Select(point => point.Losses.GetValueOrDefault(name, double.NaN))]))]);
    }

    private static double? Number(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static Dictionary<string, double> ReadLosses(JsonElement entry)
    {
        var losses = new Dictionary<string, double>();
        if (entry.TryGetProperty("losses", out var named))
        {
            foreach (var loss in named.EnumerateObject().Where(loss => loss.Value.ValueKind == JsonValueKind.Number))
            {
                losses[loss.Name] = loss.Value.GetDouble();
            }
        }

        return losses;
    }
}

/// <summary>One loss over the steps.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Its values, NaN where it has none.</param>
internal sealed record LossCurve(string Name, ImmutableArray<double> Values);
