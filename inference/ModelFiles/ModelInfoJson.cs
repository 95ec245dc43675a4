using System.Buffers;
using System.Globalization;
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
            json.WriteString("file", info.Name);
            foreach (var (key, value) in info.Card.Entries())
            {
                json.WritePropertyName(key);
                WriteValue(json, value);
            }

            json.WriteNumber("ir_version", info.IrVersion);
            json.WriteNumber("opset", info.Opset);
            json.WriteString("producer", info.Producer);
            json.WritePropertyName("inputs");
            WriteTexts(json, info.Inputs.Select(input => input.ToString()));
            json.WritePropertyName("outputs");
            WriteTexts(json, info.Outputs.Select(output => output.ToString()));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case IReadOnlyList<string> texts:
                WriteTexts(json, texts);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, IEnumerable<string> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
