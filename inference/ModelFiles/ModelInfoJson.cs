using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Gans.Inference;

/// <summary>Writes <see cref="ModelInfo"/> as JSON.</summary>
internal static class ModelInfoJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true };

    internal static string Write(ModelInfo info)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteText(json, "file", info.Name);
            WriteText(json, "kind", info.Kind.ToWord());
            WriteNumber(json, "format", info.Format);
            WriteText(json, "recipe", info.Recipe);
            WriteNumber(json, "latent_size", info.LatentSize);
            WriteText(json, "latent_distribution", info.LatentDistribution?.ToWord());
            WriteNumber(json, "classes", info.Classes);
            WriteTexts(json, "class_names", info.ClassNames);
            WriteNumber(json, "code_categories", info.CodeCategories > 0 ? (int?)info.CodeCategories : null);
            WriteNumber(json, "continuous_codes", info.ContinuousCodes > 0 ? (int?)info.ContinuousCodes : null);
            WriteNumber(json, "vector_size", info.VectorSize);
            WriteNumber(json, "value_min", info.ValueMin);
            WriteNumber(json, "value_max", info.ValueMax);
            WriteNumber(json, "image_height", info.ImageHeight);
            WriteNumber(json, "image_width", info.ImageWidth);
            WriteNumber(json, "image_channels", info.ImageChannels);
            WriteNumber(json, "parameters", info.Parameters);
            WriteNumber(json, "steps", info.Steps);
            WriteText(json, "dataset", info.Dataset);
            WriteNumber(json, "seed", info.Seed);
            WriteText(json, "tool_version", info.ToolVersion);
            WriteText(json, "weights", info.Weights);
            WriteText(json, "weights_sha256", info.WeightsSha256);
            WriteText(json, "resize", info.Resize?.ToWord());
            WriteNumber(json, "ir_version", info.IrVersion);
            WriteNumber(json, "opset", info.Opset);
            WriteText(json, "producer", info.Producer);
            WriteTexts(json, "inputs", info.Inputs.Select(input => input.ToString()));
            WriteTexts(json, "outputs", info.Outputs.Select(output => output.ToString()));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteText(Utf8JsonWriter json, string key, string? value)
    {
        if (value is not null)
        {
            json.WriteString(key, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string key, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(key, number);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string key, float? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(key, number);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IEnumerable<string> values)
    {
        json.WriteStartArray(key);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
