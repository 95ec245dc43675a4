using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gans.Models;
using Gans.Runtime;

namespace Gans.Pipeline.Stages;

/// <summary>
/// One option of a built-in stage, described once: the command line, the <c>with:</c> of a pipeline and the JSON schema are made from it. Its text is read
/// once, where it comes in; from there on its value goes.
/// </summary>
internal abstract class StageOption
{
    private protected StageOption(string name, string doc) => (Name, Doc) = (name, doc);

    /// <summary>Outside of what is generic, which would be compiled for each type of values at every start.</summary>
    [SetsRequiredMembers]
    private protected StageOption(string name, string doc, ValueDomain values, object? value)
        : this(name, doc)
    {
        ValueName = values switch { WordDomain words => string.Join('|', words.Words), NumberDomain => "X", FlagDomain => "true", _ => "N" };
        Needs = values.Needs;
        Schema = OptionSchema.Of(values);
        IsText = values is WordDomain;
        IsFlag = values is FlagDomain;
        Suggestions = () => values is WordDomain words ? words.Words : [];
        Default = value;
    }

    /// <summary>Name in a pipeline, snake_case.</summary>
    public string Name { get; }

    /// <summary>What it does, one sentence without a full stop.</summary>
    public string Doc { get; }

    /// <summary>Name on the command line, such as <c>--batch-size</c>.</summary>
    public string CommandLineName => "--" + Name.Replace('_', '-');

    /// <summary>Must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The value when none is given; null: no value.</summary>
    public object? Default { get; init; }

    /// <summary>Stands for the value in help texts, such as <c>N</c>.</summary>
    public required string ValueName { get; init; }

    /// <summary>What a value must be, for error messages: "a whole number from 1 to 100".</summary>
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

    /// <summary>Values that a shell completes; none where there are too many.</summary>
    public Func<IEnumerable<string>> Suggestions { get; init; } = () => [];

    /// <summary>Reads a value.</summary>
    /// <param name="text">A value as written; of a list, its items joined by commas.</param>
    /// <returns>The value; null where the text is not what <see cref="Needs"/> says.</returns>
    public abstract object? Parse(string text);

    /// <summary>The normal form of a value, which lock files hold.</summary>
    /// <param name="value">A value that <see cref="Parse"/> gave.</param>
    public abstract string Format(object value);

    /// <summary>An option of a training, as the training's own table has it.</summary>
    /// <param name="setting">Its row.</param>
    /// <param name="value">The value when none is given; null: no value.</param>
    public static StageOption<object> Of<TOwner>(Setting<TOwner> setting, object? value = null) => Of<object>(setting.Name, setting.Doc, setting.Values, value);

    /// <summary>A text.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="valueName">Stands for the value in help texts.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="required">Must be given.</param>
    /// <param name="suggestions">Texts that a shell completes; null for none.</param>
    public static StageOption<string> Text(
        string name, string valueName, string doc, bool required = false, Func<IEnumerable<string>>? suggestions = null) =>
        new(name, doc, text => text.Length > 0 ? text : null, text => (string)text)
        {
            ValueName = valueName,
            Needs = "a text",
            Schema = """{ "type": "string", "minLength": 1 }""",
            IsText = true,
            IsRequired = required,
            Suggestions = suggestions ?? (() => []),
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

    /// <summary>A member of an enumeration, which has a default.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="value">The member when none is given.</param>
    public static StageOption<T> Choice<T>(string name, string doc, T value)
        where T : struct, Enum => Of<T>(name, doc, WordDomain.Of(typeof(T)), value);

    /// <summary>A member of an enumeration, which may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="except">Members that cannot be chosen.</param>
    public static StageOption<T?> OptionalChoice<T>(string name, string doc, params ReadOnlySpan<object> except)
        where T : struct, Enum => Of<T?>(name, doc, WordDomain.Of(typeof(T), except));

    /// <summary>Where to compute, wherever there is a choice.</summary>
    public static StageOption<Device> Device { get; } = new(
        "device",
        "Where to compute; auto is cuda where there is a GPU",
        text => Runtime.Device.TryParse(text, out var device) ? device : null,
        device => ((Device)device).ToString())
    {
        ValueName = "auto|cpu|cuda|cuda:N",
        Needs = Runtime.Device.Words,
        Schema = """{ "type": "string", "pattern": "^(auto|cpu|cuda|cuda:[0-9]+)$" }""",
        Suggestions = () => ["auto", "cpu", "cuda"],
        IsText = true,
        Default = Runtime.Device.Auto,
    };

    /// <summary>A whole number that has a default.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="value">The number when none is given.</param>
    /// <param name="minimum">The smallest number allowed.</param>
    /// <param name="maximum">The largest number allowed.</param>
    public static StageOption<long> WholeNumber(string name, string doc, long value, long minimum, long maximum) =>
        Of<long>(name, doc, new WholeDomain(minimum, maximum), value);

    /// <summary>A whole number that may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="minimum">The smallest number allowed.</param>
    /// <param name="maximum">The largest number allowed.</param>
    public static StageOption<long?> OptionalWholeNumber(string name, string doc, long minimum, long maximum) =>
        Of<long?>(name, doc, new WholeDomain(minimum, maximum));

    /// <summary>A number that has a default.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="value">The number when none is given.</param>
    /// <param name="values">The numbers allowed.</param>
    public static StageOption<double> Number(string name, string doc, double value, NumberDomain values) => Of<double>(name, doc, values, value);

    /// <summary>A number that may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="values">The numbers allowed.</param>
    public static StageOption<double?> OptionalNumber(string name, string doc, NumberDomain values) => Of<double?>(name, doc, values);

    /// <summary>On or off; off when not given.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does when on.</param>
    public static StageOption<bool> Flag(string name, string doc) => Of<bool>(name, doc, new FlagDomain(), value: false);

    /// <summary>Whole numbers from 0 up; may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="valueName">Stands for the value in help texts.</param>
    /// <param name="doc">What it does.</param>
    public static StageOption<ImmutableArray<int>> WholeNumberList(string name, string valueName, string doc)
    {
        var numbers = new WholeDomain(0, int.MaxValue);
        return new(name, doc, List(item => numbers.Parse(item) is long number ? (int)number : (int?)null), Joined<int>())
        {
            ValueName = valueName,
            Needs = $"whole numbers from {numbers.Least} to {numbers.Most}, separated by commas",
            Schema = OptionSchema.OneOrMore(OptionSchema.Of(numbers)),
            IsList = true,
        };
    }

    /// <summary>Numbers; may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="valueName">Stands for the value in help texts.</param>
    /// <param name="doc">What it does.</param>
    public static StageOption<ImmutableArray<double>> NumberList(string name, string valueName, string doc)
    {
        var numbers = new NumberDomain(-NumberDomain.LargestSingle);
        return new(name, doc, List(item => numbers.Parse(item) is double number ? number : (double?)null), Joined<double>())
        {
            ValueName = valueName,
            Needs = "numbers, separated by commas",
            Schema = OptionSchema.OneOrMore(OptionSchema.Of(numbers)),
            IsList = true,
        };
    }

    /// <summary>Two numbers with two dots between them; may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What they are.</param>
    public static StageOption<NumberRange?> Range(string name, string doc) => new(name, doc, text => NumberRange.Parse(text), range => range.ToString()!)
    {
        ValueName = "A..B",
        Needs = "two numbers with two dots between them, such as 0..255 or -1..1, the second above the first",
        Schema = """{ "type": "string", "pattern": "^[-+.0-9eE]+[.][.][-+.0-9eE]+$" }""",
        IsText = true,
    };

    /// <summary>Classes of a generator, each by its number or its name; may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="doc">What it does.</param>
    public static StageOption<ImmutableArray<ClassWord>> ClassList(string name, string doc) =>
        new(name, doc, List(item => item.Length > 0 ? ClassWord.Parse(item) : (ClassWord?)null), Joined<ClassWord>())
        {
            ValueName = "0,1,2",
            Needs = "numbers or names of classes, separated by commas",
            Schema = OptionSchema.OneOrMore("""{ "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "minLength": 1 }] }"""),
            IsText = true,
            IsList = true,
        };

    /// <summary>One of several parts of the work, which may run on different machines; may be left out.</summary>
    /// <param name="doc">What it does.</param>
    /// <param name="parse">Reads <c>2/4</c>; null where a text is no part.</param>
    public static StageOption<T> Shard<T>(string doc, Func<string, T> parse) => new("shard", doc, text => parse(text), part => part.ToString()!)
    {
        ValueName = "I/N",
        Needs = "I/N with I from 1 to N",
        Schema = """{ "type": "string", "pattern": "^[0-9]+/[0-9]+$" }""",
        IsText = true,
    };

    /// <summary>Values written without commas, each an argument of the command line; may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="valueName">Stands for one in help texts.</param>
    /// <param name="doc">What they do.</param>
    /// <param name="needs">What they must be.</param>
    /// <param name="parse">Reads one; null where a text is none.</param>
    public static StageOption<ImmutableArray<T>> ArgumentList<T>(string name, string valueName, string doc, string needs, Func<string, T?> parse)
        where T : class => new(name, doc, List(parse), Joined<T>())
        {
            ValueName = valueName,
            Needs = needs,
            Schema = OptionSchema.OneOrMore("""{ "type": "string", "minLength": 1 }"""),
            IsText = true,
            IsList = true,
            IsArgument = true,
        };

    /// <summary>Some of a few words; may be left out.</summary>
    /// <param name="name">Name in a pipeline.</param>
    /// <param name="valueName">Stands for the value in help texts.</param>
    /// <param name="doc">What it does.</param>
    /// <param name="choices">The words.</param>
    public static StageOption<ImmutableArray<string>> ChoiceList(string name, string valueName, string doc, ImmutableArray<string> choices) =>
        new(name, doc, List(item => choices.Contains(item) ? item : null), Joined<string>())
        {
            ValueName = valueName,
            Needs = $"some of {string.Join(", ", choices)}, separated by commas",
            Schema = OptionSchema.SomeOf(choices),
            Suggestions = () => choices,
            IsText = true,
            IsList = true,
        };

    private static StageOption<T> Of<T>(string name, string doc, ValueDomain values, object? value = null) => new(name, doc, values, value);

    private static StageOption<string> MakeChoice(string name, string doc, ImmutableArray<string> choices, string? value, bool required) =>
        new(name, doc, text => choices.Contains(text) ? text : null, text => (string)text)
        {
            ValueName = string.Join('|', choices),
            Needs = "one of " + string.Join(", ", choices),
            Schema = OptionSchema.OneOf(choices),
            Suggestions = () => choices,
            IsText = true,
            IsRequired = required,
            Default = value,
        };

    /// <summary>Reads items between commas; null where one is null.</summary>
    private static Func<string, object?> List<T>(Func<string, T?> parse)
        where T : struct => text => text.Split(',').Select(item => parse(item.Trim())).ToArray() is var items && items.Contains(null)
            ? null
            : items.Select(item => item!.Value).ToImmutableArray();

    /// <summary>The same of texts and objects.</summary>
    private static Func<string, object?> List<T>(Func<string, T?> parse)
        where T : class => text =>
        text.Split(',').Select(item => parse(item.Trim())).ToArray() is var items && items.Contains(null)
            ? null
            : items.Select(item => item!).ToImmutableArray();

    private static Func<object, string> Joined<T>() =>
        items => string.Join(',', ((ImmutableArray<T>)items).Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)));
}

/// <summary>An option whose values are of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed class StageOption<T> : StageOption
{
    private readonly Func<string, object?> parse;
    private readonly Func<object, string> format;

    internal StageOption(string name, string doc, Func<string, object?> parse, Func<object, string> format)
        : base(name, doc) => (this.parse, this.format) = (parse, format);

    [SetsRequiredMembers]
    internal StageOption(string name, string doc, ValueDomain values, object? value)
        : base(name, doc, values, value) => (parse, format) = (values.Parse, values.Format);

    /// <inheritdoc/>
    public override object? Parse(string text) => parse(text);

    /// <inheritdoc/>
    public override string Format(object value) => format(value);
}
