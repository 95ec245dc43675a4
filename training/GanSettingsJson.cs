using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gans.Models;

namespace Gans.Training;

/// <summary>Writes and reads a model's settings by their table, so that a setting has one name and one written form wherever it stands.</summary>
/// <remarks>
/// What a file does not name keeps its default, and names of other versions are passed over. Enumerations are words; files of earlier versions hold the number
/// of a member here and there, which is read as well.
/// </remarks>
internal sealed class GanSettingsJson : JsonConverter<GanSettings>
{
    private static readonly FrozenDictionary<string, GanSetting> ByName = GanSettingTable.All.ToFrozenDictionary(setting => setting.Name);

    /// <inheritdoc/>
    public override GanSettings Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("found no settings");
        }

        var settings = new GanSettings();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (ByName.TryGetValue(name, out var setting))
            {
                settings = setting.With(settings, Value(ref reader, setting));
            }
            else
            {
                reader.Skip();
            }
        }

        return settings;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, GanSettings value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var setting in GanSettingTable.All)
        {
            switch (setting.Get(value))
            {
                case long whole: writer.WriteNumber(setting.Name, whole); break;
                case double number: writer.WriteNumber(setting.Name, number); break;
                case bool flag: writer.WriteBoolean(setting.Name, flag); break;
                case Enum word: writer.WriteString(setting.Name, setting.Values.Format(word)); break;
                default: break;   // a number of steps where epochs count; a setting that stands for two others
            }
        }

        writer.WriteEndObject();
    }

    private static object Value(ref Utf8JsonReader reader, GanSetting setting) => (setting.Values, reader.TokenType) switch
    {
        (WholeDomain whole, JsonTokenType.Number) when reader.TryGetInt64(out var number) && number >= 0 && number <= whole.Most => number,
        (NumberDomain, JsonTokenType.Number) when reader.TryGetDouble(out var number) && double.IsFinite(number) => number,   // 1e999 is read as infinity
        (FlagDomain, JsonTokenType.True or JsonTokenType.False) => reader.GetBoolean(),
        (WordDomain words, JsonTokenType.String) when words.Parse(reader.GetString()!) is { } value => value,
        (WordDomain words, JsonTokenType.Number) when reader.TryGetInt32(out var index) && index >= 0 && index < words.Words.Length =>
            words.Parse(words.Words[index])!,
        _ => throw new JsonException($"found another value of {setting.Name}, needed {setting.Values.Needs}"),
    };
}
