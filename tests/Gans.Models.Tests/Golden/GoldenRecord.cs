using System.Text.Json;

namespace Gans.Models.Tests.Golden;

/// <summary>All that is known of the networks of one case: the content of its golden file.</summary>
internal sealed record GoldenRecord
{
    /// <summary>Descriptions of all parts of the networks' state, by name.</summary>
    internal required IReadOnlyDictionary<string, string> State { get; init; }

    /// <summary>Summaries of what the networks gave, by network, pass and output.</summary>
    internal required IReadOnlyDictionary<string, GoldenSummary> Outputs { get; init; }

    /// <summary>Summaries of gradients, by pass and parameter.</summary>
    internal required IReadOnlyDictionary<string, GoldenSummary> Gradients { get; init; }

    /// <summary>Reads a golden file.</summary>
    /// <param name="path">The file.</param>
    internal static GoldenRecord Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        return new GoldenRecord
        {
            State = root.GetProperty("state").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!, StringComparer.Ordinal),
            Outputs = Summaries(root.GetProperty("outputs")),
            Gradients = Summaries(root.GetProperty("gradients")),
        };
    }

    private static Dictionary<string, GoldenSummary> Summaries(JsonElement section) =>
        section.EnumerateObject().ToDictionary(entry => entry.Name, entry => Summary(entry.Value), StringComparer.Ordinal);

    private static GoldenSummary Summary(JsonElement element)
    {
        var figures = Numbers(element.GetProperty("mean_deviation_greatest"));
        return new GoldenSummary
        {
            Shape = [.. element.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())],
            Mean = figures[0],
            Deviation = figures[1],
            Greatest = figures[2],
            Entries = Numbers(element.GetProperty("entries")),
        };
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
