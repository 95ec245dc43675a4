using System.Collections.Immutable;
using System.Text.Json;
using Gans.Formats;
using Gans.Training.State;

namespace Gans.Pipeline.Reports;

/// <summary>The course of a training, as its <c>metrics.jsonl</c> tells it.</summary>
/// <param name="Steps">Generator updates at each point, rising.</param>
/// <param name="Epochs">Pass over the data at the last point; null if not told.</param>
/// <param name="Images">Real images shown at the last point; null if not told.</param>
/// <param name="ElapsedSeconds">Seconds of training at the last point; null if not told.</param>
/// <param name="Losses">A curve a loss, sorted by name; each has a value a point, or NaN.</param>
/// <param name="Accuracies">A curve a share of images told rightly, likewise.</param>
/// <param name="States">What state the training was in, by rising steps; empty where nobody watched.</param>
internal sealed record TrainingHistory(
    ImmutableArray<long> Steps,
    double? Epochs,
    double? Images,
    double? ElapsedSeconds,
    ImmutableArray<Curve> Losses,
    ImmutableArray<Curve> Accuracies,
    ImmutableArray<StateSpan> States)
{
    /// <summary>Reads the metrics of a run; none when there are none yet.</summary>
    /// <param name="path">Path of <c>metrics.jsonl</c>.</param>
    /// <exception cref="InvalidInputException">A line is no JSON object with a step.</exception>
    public static TrainingHistory Read(string path)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        Point[] points = [.. lines.Select((line, i) => ReadPoint(path, line, i + 1))];
        var last = points.Length > 0 ? points[^1] : null;
        return new TrainingHistory(
            [.. points.Select(point => point.Step)],
            last?.Epoch,
            last?.Images,
            last?.ElapsedSeconds,
            Curves(points, point => point.Losses),
            Curves(points, point => point.Accuracies),
            StateSpan.Join(points.Select(point => (point.Step, point.Condition, point.Reason))));
    }

    /// <summary>The last value of an accuracy; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    public double? LastAccuracy(string name) =>
        Accuracies.FirstOrDefault(curve => curve.Name == name)?.Values.Cast<double?>().LastOrDefault(value => double.IsFinite(value!.Value));

    private static Point ReadPoint(string path, string line, int number)
    {
        return JsonInput.Read($"reading line {number} of {path}", "Train again.", () =>
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            return new Point(
                entry.GetProperty("step").GetInt64(),
                Number(entry, "epoch"),
                Number(entry, "images"),
                Number(entry, "elapsed_s"),
                Numbers(entry, "losses"),
                Numbers(entry, "accuracies"),
                TrainingConditions.Parse(Text(entry, "state")),
                Text(entry, "reason"));
        });
    }

    private static ImmutableArray<Curve> Curves(Point[] points, Func<Point, Dictionary<string, double>> part) =>
    [
        .. points.SelectMany(point => part(point).Keys).Distinct().Order(StringComparer.Ordinal)
            .Select(name => new Curve(name, [.. points.Select(point => part(point).GetValueOrDefault(name, double.NaN))])),
    ];

    private static double? Number(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, double> Numbers(JsonElement entry, string name) => entry.TryGetProperty(name, out var named)
        ? named.EnumerateObject().Where(each => each.Value.ValueKind == JsonValueKind.Number).ToDictionary(each => each.Name, each => each.Value.GetDouble())
        : [];

    /// <summary>One line of the file.</summary>
    private sealed record Point(
        long Step,
        double? Epoch,
        double? Images,
        double? ElapsedSeconds,
        Dictionary<string, double> Losses,
        Dictionary<string, double> Accuracies,
        TrainingCondition? Condition,
        string? Reason);
}

/// <summary>One quantity over the steps.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Its values, NaN where it has none.</param>
internal sealed record Curve(string Name, ImmutableArray<double> Values);
