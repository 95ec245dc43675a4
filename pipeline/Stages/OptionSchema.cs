using System.Globalization;
using Gans.Models;

namespace Gans.Pipeline.Stages;

/// <summary>JSON schemas of options' values.</summary>
internal static class OptionSchema
{
    /// <summary>The schema of one value.</summary>
    /// <param name="values">The values allowed.</param>
    public static string Of(ValueDomain values) => values switch
    {
        WholeDomain { Most: long.MaxValue } whole => $$"""{ "type": "integer", "minimum": {{whole.Format(whole.Least)}} }""",
        WholeDomain whole => $$"""{ "type": "integer", "minimum": {{whole.Format(whole.Least)}}, "maximum": {{whole.Format(whole.Most)}} }""",
        NumberDomain number => $$"""
            { "type": "number", "{{(number.ExcludesLeast ? "exclusiveMinimum" : "minimum")}}": {{Plain(number.Least)}},
              "{{(number.ExcludesMost ? "exclusiveMaximum" : "maximum")}}": {{Plain(number.Most)}} }
            """,
        WordDomain words => OneOf(words.Words),
        FlagDomain => """{ "type": "boolean" }""",
        _ => throw new ArgumentOutOfRangeException(nameof(values), values, "No kind of values of an option."),
    };

    /// <summary>The schema of one of a few words.</summary>
    /// <param name="words">The words.</param>
    public static string OneOf(IEnumerable<string> words) => $$"""{ "enum": [{{string.Join(", ", words.Select(word => $"\"{word}\""))}}] }""";

    /// <summary>The schema of a value or a list of such.</summary>
    /// <param name="item">The schema of one.</param>
    public static string OneOrMore(string item) => $$"""{ "oneOf": [{{item}}, { "type": "array", "minItems": 1, "items": {{item}} }] }""";

    /// <summary>The schema of some words: a list, or one text that joins them by commas.</summary>
    /// <param name="words">The words.</param>
    public static string SomeOf(IEnumerable<string> words) =>
        $$"""{ "oneOf": [{ "type": "string", "minLength": 1 }, { "type": "array", "minItems": 1, "items": {{OneOf(words)}} }] }""";

    private static string Plain(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
