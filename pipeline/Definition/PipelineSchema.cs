using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Definition;

/// <summary>The JSON schema of pipeline files, made from the same descriptions that the reader checks against.</summary>
internal static class PipelineSchema
{
    private const string ScalarSchema = """{ "type": ["string", "number", "boolean"] }""";
    private const string NameSchema = """{ "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_-]*$" }""";
    private const string ReferenceSchema = """{ "type": "string", "pattern": "\\$\\{" }""";
    private const string PathsSchema = """{ "type": "array", "items": { "type": "string", "minLength": 1 }, "uniqueItems": true }""";

    /// <summary>The words of a stage under which outs stand.</summary>
    private static readonly string[] OutKeys = ["outs", "metrics", "plots"];

    /// <summary>Writes the schema.</summary>
    /// <param name="catalog">The built-in stages.</param>
    /// <returns>JSON text, indented, with a line end.</returns>
    public static string Create(StageCatalog catalog)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "A Gans pipeline");
            json.WriteString("type", "object");
            json.WriteBoolean("additionalProperties", false);
            WriteRaw(json, "required", """["stages"]""");
            json.WriteStartObject("properties");
            WriteDescribed(json, "name", "Name of the pipeline", """{ "type": "string" }""");
            WriteDescribed(
                json,
                "params",
                "Values that stages use as ${name}; one named as an option is that option's default",
                $$"""{ "type": "object", "additionalProperties": {{ScalarSchema}} }""");
            WriteDescribed(
                json,
                "budgets",
                "Named sets of values in place of the stages' ones; the param 'budget' chooses one",
                $$"""{ "type": "object", "additionalProperties": { "type": "object", "additionalProperties": {{ScalarSchema}} } }""");
            WriteDescribed(
                json,
                "matrix",
                "Values by name: a stage whose outs name some, or ${variant} for all, is one for each combination of these",
                $$"""
                { "type": "object", "minProperties": 1, "propertyNames": {{NameSchema}},
                  "additionalProperties": { "type": "array", "minItems": 1, "uniqueItems": true, "items": {{ScalarSchema}} } }
                """);
            WriteDescribed(json, "models", "Assemblies with models of your own: deps of each stage that takes them", PathsSchema);
            json.WriteStartObject("stages");
            json.WriteString("description", "The stages, by name");
            json.WriteString("type", "object");
            json.WriteNumber("minProperties", 1);
            WriteRaw(json, "propertyNames", NameSchema);
            json.WriteStartObject("additionalProperties");
            WriteStage(json, catalog);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteStage(Utf8JsonWriter json, StageCatalog catalog)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        WriteRaw(json, "oneOf", """[{ "required": ["uses"] }, { "required": ["cmd"] }]""");
        json.WriteStartObject("properties");
        foreach (var (key, description, schema) in StageWords(catalog))
        {
            WriteDescribed(json, key, description, schema);
        }

        json.WriteEndObject();
        json.WriteStartArray("allOf");
        foreach (var stage in catalog.Stages)
        {
            WriteOptions(json, stage);
        }

        json.WriteEndArray();
    }

    /// <summary>The words of a stage: the same as <see cref="StageReader.StageKeys"/>, which a test compares.</summary>
    private static IEnumerable<(string Key, string Description, string Schema)> StageWords(StageCatalog catalog) =>
    [
        ("desc", "What the stage is for", """{ "type": "string" }"""),
        ("uses", "A built-in stage", $$"""{ "enum": [{{string.Join(", ", catalog.Names.Select(name => $"\"{name}\""))}}] }"""),
        ("with", "Options of the built-in stage", """{ "type": "object" }"""),
        ("cmd", "A command for /bin/sh; ${out} stands for the temporary name of its first out", """{ "type": "string", "minLength": 1 }"""),
        ("deps", "Files and folders that it reads", PathsSchema),
        ("params", "Params of the pipeline that it depends on", """{ "type": "array", "items": { "type": "string" } }"""),
        ("outs", "Files and folders that it writes", PathsSchema),
        ("metrics", "Outs that hold numbers", PathsSchema),
        ("plots", "Outs that hold curves or pictures", PathsSchema),
    ];

    private static void WriteOptions(Utf8JsonWriter json, BuiltInStage stage)
    {
        json.WriteStartObject();
        WriteRaw(json, "if", $$"""{ "properties": { "uses": { "const": "{{stage.Name}}" } }, "required": ["uses"] }""");
        json.WriteStartObject("then");
        json.WriteStartObject("properties");
        json.WriteStartObject("with");
        json.WriteString("description", stage.Summary);
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var option in stage.Options)
        {
            WriteDescribed(json, option.Name, option.Doc, $$"""{ "anyOf": [{{option.Schema}}, {{ReferenceSchema}}] }""");
        }

        json.WriteEndObject();
        json.WriteEndObject();
        foreach (var key in OutKeys)
        {
            WriteRaw(json, key, $$"""{ "minItems": 1, "maxItems": {{(stage.SideOutput is null ? 1 : 2)}} }""");
        }

        json.WriteEndObject();
        WriteRaw(json, "anyOf", $"[{string.Join(", ", OutKeys.Select(key => $$"""{ "required": ["{{key}}"] }"""))}]");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDescribed(Utf8JsonWriter json, string key, string description, string schema)
    {
        json.WriteStartObject(key);
        json.WriteString("description", description);
        using var document = JsonDocument.Parse(schema);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            property.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter json, string key, string schema)
    {
        json.WritePropertyName(key);
        using var document = JsonDocument.Parse(schema);
        document.RootElement.WriteTo(json);
    }
}
