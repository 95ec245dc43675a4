using System.Globalization;
using System.Text;
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

    /// <summary>Writes a golden file: sorted, an array a line.</summary>
    /// <param name="path">The file.</param>
    internal void Write(string path)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("state");
            foreach (var (name, description) in Sorted(State))
            {
                writer.WriteString(name, description);
            }

            writer.WriteEndObject();
            Write(writer, "outputs", Outputs);
            Write(writer, "gradients", Gradients);
            writer.WriteEndObject();
        }

        File.WriteAllText(path, Encoding.UTF8.GetString(stream.ToArray()) + "\n");
    }

    private static void Write(Utf8JsonWriter writer, string section, IReadOnlyDictionary<string, GoldenSummary> summaries)
    {
        writer.WriteStartObject(section);
        foreach (var (name, summary) in Sorted(summaries))
        {
            writer.WriteStartObject(name);
            WriteNumbers(writer, "shape", summary.Shape.Select(size => (double)size));
            WriteNumbers(writer, "mean_deviation_greatest", [summary.Mean, summary.Deviation, summary.Greatest]);
            WriteNumbers(writer, "entries", summary.Entries);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Nine digits tell any two numbers of single precision apart.</summary>
    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<double> numbers)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue($"[{string.Join(", ", numbers.Select(number => number.ToString("G9", CultureInfo.InvariantCulture)))}]");
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

    private static IEnumerable<KeyValuePair<string, T>> Sorted<T>(IReadOnlyDictionary<string, T> entries) => entries.OrderBy(entry => entry.Key, StringComparer.Ordinal);
}
