using System.Text.Json;
using System.Text.Json.Serialization;
using Gans.Training.State;

namespace Gans.Training.Logs;

/// <summary>A condition by its word; one that this version does not know is none.</summary>
internal sealed class ConditionJson : JsonConverter<TrainingCondition?>
{
    /// <inheritdoc/>
    public override TrainingCondition? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? TrainingConditions.Parse(reader.GetString()) : throw new JsonException("a state that is no word");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TrainingCondition? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value!.Value.ToWord());
}
