using System.Collections.Immutable;
using System.Globalization;
using Gans.Runtime;

namespace Gans.Pipeline.Stages;

/// <summary>
/// One option of a built-in stage, described once: the command line, the <c>with:</c> of a pipeline and the JSON schema are made from it.
/// </summary>
public abstract class StageOption
{
    private protected StageOption(string name, string doc) => (Name, Doc) = (name, doc);

    /// <summary>Name in a pipeline, snake_case.</summary>
    public string Name { get; }

    /// <summary>What it does, one sentence without a full stop.</summary>
    public string Doc { get; }

    /// <summary>Name on the command line, such as <c>--batch-size</c>.</summary>
    public string CommandLineName => "--" + Name.Replace('_', '-');

    /// <summary>Must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The value when none is given, in normal form; null: no value.</summary>
    public string? Default { get; init; }

    /// <summary>Stands for the value in help texts, such as <c>N</c>.</summary>
    public required string ValueName { get; init; }

    /// <summary>What a value must be, for error messages: "a whole number from 1 up".</summary>
    public required string Needs { get; init; }

    /// <summary>The JSON schema of a value.</summary>
    public required string Schema { get; init; }

    /// <summary>A text, which a pipeline may write in quotes; else a number or a flag, which it may not.</summary>
    public bool IsText { get; init; }

    /// <summary>Several values, separated by commas on the command line, a list in a pipeline.</summary>
    public bool IsList { get; init; }

    /// <summary>A list whose items stand on the command line by themselves, without its name.</summary>
    public bool IsArgument { get; init; }

    /// <summary>On when named, without a value, on the command line.</summary>
    public bool IsFlag { get; init; }

    /// <summary>The normal form of a value, which lock files hold.</summary>
    /// <param name="text">A value as written; of a list, its items joined by commas.</param>
    /// <exception cref="FormatException">It is not what <see cref="Needs"/> says.</exception>
    public abstract string Normalize(string text);

    /// <summary>A text.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="valueName">Stands for the value in help texts.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="required">Must be given.</param>
    public static StageOption<string> Text(string name, string valueName, string doc, bool required = false) =>
        new(name, doc, text => text.Length > 0 ? text : throw new FormatException(), text => text)
        {
            ValueName = valueName,
            Needs = "a text",
            Schema = """{ "type": "string", "minLength": 1 }""",
            IsText = true,
            IsRequired = required,
        };

    /// <summary>One of a few words, which has a default or must be given.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="choices">The words.</param>
    /// <param name="value">The word when none is given; null: one must be given.</param>
    public static StageOption<string> Choice(string name, string doc, ImmutableArray<string> choices, string? value = null) =>
        MakeChoice(name, doc, choices, value, required: value is null);

    /// <summary>One of a few words, which may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="choices">The words.</param>
    public static StageOption<string> OptionalChoice(string name, string doc, ImmutableArray<string> choices) =>
        MakeChoice(name, doc, choices, value: null, required: false);

    /// <summary>Where to compute, wherever there is a choice.</summary>
    public static StageOption<Device> Device { get; } = new(
        "device",
        "Where to compute; auto is cuda where there is a GPU",
        text => Runtime.Device.TryParse(text, out var device) ? device : throw new FormatException(),
        device => device.ToString())
    {
        ValueName = "auto|cpu|cuda|cuda:N",
        Needs = Runtime.Device.Words,
        Schema = """{ "type": "string", "pattern": "^(auto|cpu|cuda|cuda:[0-9]+)$" }""",
        IsText = true,
        Default = Runtime.Device.Auto.ToString(),
    };

    /// <summary>A whole number that has a default.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="value">The number when none is given.</param>
    /// <param name="minimum">The smallest number allowed.</param>
    /// <param name="maximum">The largest number allowed.</param>
    /// <param name="valueName">Stands for the value in help texts.</param>
    public static StageOption<long> WholeNumber(string name, string doc, long value, long minimum, long maximum = int.MaxValue, string valueName = "N") =>
        new(name, doc, text => ParseWhole(text, minimum, maximum), FormatWhole)
        {
            ValueName = valueName,
            Needs = WholeNeeds(minimum, maximum),
            Schema = WholeSchema(minimum, maximum),
            Default = FormatWhole(value),
        };

    /// <summary>A whole number that may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="minimum">The smallest number allowed.</param>
    /// <param name="maximum">The largest number allowed.</param>
    public static StageOption<long?> OptionalWholeNumber(string name, string doc, long minimum, long maximum = int.MaxValue) =>
        new(name, doc, text => ParseWhole(text, minimum, maximum), number => FormatWhole(number!.Value))
        {
            ValueName = "N",
            Needs = WholeNeeds(minimum, maximum),
            Schema = WholeSchema(minimum, maximum),
        };

    /// <summary>A number that has a default.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="value">The number when none is given.</param>
    /// <param name="minimum">The smallest number allowed.</param>
    public static StageOption<double> Number(string name, string doc, double value, double minimum) =>
        new(name, doc, text => ParseNumber(text, minimum, double.PositiveInfinity), FormatNumber)
        {
            ValueName = "X",
            Needs = NumberNeeds(minimum, double.PositiveInfinity),
            Schema = NumberSchema(minimum, double.PositiveInfinity),
            Default = FormatNumber(value),
        };

    /// <summary>A number that may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="minimum">The smallest number allowed.</param>
    /// <param name="below">All numbers allowed are smaller.</param>
    public static StageOption<double?> OptionalNumber(string name, string doc, double minimum, double below = double.PositiveInfinity) =>
        new(name, doc, text => ParseNumber(text, minimum, below), number => FormatNumber(number!.Value))
        {
            ValueName = "X",
            Needs = NumberNeeds(minimum, below),
            Schema = NumberSchema(minimum, below),
        };

    /// <summary>On or off; off when not given.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does when on.</param>
    public static StageOption<bool> Flag(string name, string doc) =>
        new(name, doc, text => text switch { "true" => true, "false" => false, _ => throw new FormatException() }, on => on ? "true" : "false")
        {
            ValueName = "true",
            Needs = "true or false",
            Schema = """{ "type": "boolean" }""",
            Default = "false",
            IsFlag = true,
        };

    /// <summary>Whole numbers from 0 up; may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="valueName">Stands for the value in help texts.</param>
    /// <param name="doc">What it does.</param>
    public static StageOption<ImmutableArray<int>> WholeNumberList(string name, string valueName, string doc) =>
        new(
            name,
            doc,
            text => [.. text.Split(',').Select(item => (int)ParseWhole(item.Trim(), 0, int.MaxValue))],
            numbers => string.Join(',', numbers.Select(number => FormatWhole(number))))
        {
            ValueName = valueName,
            Needs = "whole numbers from 0 up, separated by commas",
            Schema = """{ "oneOf": [{ "type": "integer", "minimum": 0 }, { "type": "array", "minItems": 1, "items": { "type": "integer", "minimum": 0 } }] }""",
            IsList = true,
        };

    /// <summary>Texts without commas, each an argument of the command line; may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="valueName">Stands for one in help texts.</param>
    /// <param name="doc">What they do.</param>
    public static StageOption<ImmutableArray<string>> ArgumentList(string name, string valueName, string doc) =>
        new(
            name,
            doc,
            text => [.. text.Split(',').Select(item => item.Trim() is { Length: > 0 } trimmed ? trimmed : throw new FormatException())],
            texts => string.Join(',', texts))
        {
            ValueName = valueName,
            Needs = "texts without commas",
            Schema = """{ "oneOf": [{ "type": "string", "minLength": 1 }, """
                + """{ "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } }] }""",
            IsText = true,
            IsList = true,
            IsArgument = true,
        };

    /// <summary>Some of a few words; may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="valueName">Stands for the value in help texts.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="choices">The words.</param>
    public static StageOption<ImmutableArray<string>> ChoiceList(string name, string valueName, string doc, ImmutableArray<string> choices)
    {
        var items = $"{{ \"enum\": [{string.Join(", ", choices.Select(choice => $"\"{choice}\""))}] }}";
        return new(
            name,
            doc,
            text => [.. text.Split(',').Select(item => choices.Contains(item.Trim()) ? item.Trim() : throw new FormatException())],
            words => string.Join(',', words))
        {
            ValueName = valueName,
            Needs = $"some of {string.Join(", ", choices)}, separated by commas",
            Schema = $$"""{ "oneOf": [{ "type": "string", "minLength": 1 }, { "type": "array", "minItems": 1, "items": {{items}} }] }""",
            IsText = true,
            IsList = true,
        };
    }

    private static StageOption<string> MakeChoice(string name, string doc, ImmutableArray<string> choices, string? value, bool required) =>
        new(name, doc, text => choices.Contains(text) ? text : throw new FormatException(), text => text)
        {
            ValueName = string.Join('|', choices),
            Needs = "one of " + string.Join(", ", choices),
            Schema = $$"""{ "enum": [{{string.Join(", ", choices.Select(choice => $"\"{choice}\""))}}] }""",
            IsText = true,
            IsRequired = required,
            Default = value,
        };

    private static long ParseWhole(string text, long minimum, long maximum)
    {
        var read = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        return read && number >= minimum && number <= maximum ? number : throw new FormatException();
    }

    private static double ParseNumber(string text, double minimum, double below)
    {
        var read = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return read && number >= minimum && number < below ? number : throw new FormatException();
    }

    private static string FormatWhole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string FormatNumber(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string WholeNeeds(long minimum, long maximum) =>
        $"a whole number from {FormatWhole(minimum)} {(maximum < int.MaxValue ? "to " + FormatWhole(maximum) : "up")}";

    private static string NumberNeeds(double minimum, double below) =>
        $"a number from {FormatNumber(minimum)} {(double.IsFinite(below) ? "to less than " + FormatNumber(below) : "up")}";

    private static string WholeSchema(long minimum, long maximum) =>
        $$"""{ "type": "integer", "minimum": {{FormatWhole(minimum)}}{{(maximum < int.MaxValue ? $", \"maximum\": {FormatWhole(maximum)}" : "")}} }""";

    private static string NumberSchema(double minimum, double below) =>
        $$"""{ "type": "number", "minimum": {{FormatNumber(minimum)}}{{(double.IsFinite(below) ? $", \"exclusiveMaximum\": {FormatNumber(below)}" : "")}} }""";
}

/// <summary>An option whose values are of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
public sealed class StageOption<T> : StageOption
{
    private readonly Func<string, T> parse;
    private readonly Func<T, string> format;

    internal StageOption(string name, string doc, Func<string, T> parse, Func<T, string> format)
        : base(name, doc) => (this.parse, this.format) = (parse, format);

    /// <inheritdoc/>
    public override string Normalize(string text) => format(parse(text));

    /// <summary>The value of a text in normal form.</summary>
    /// <param name="text">The text.</param>
    internal T Parse(string text) => parse(text);
}
