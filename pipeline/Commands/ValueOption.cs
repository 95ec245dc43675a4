using System.CommandLine;
using System.CommandLine.Completions;
using Gans.Formats;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Commands;

/// <summary>An option of a command whose text is read, and refused, as <see cref="StageOption"/> says.</summary>
/// <param name="option">What it is.</param>
internal class ValueOption(StageOption option)
{
    /// <summary>The option of the command line.</summary>
    public Option<string?> Symbol { get; } = Create(option);

    /// <summary>What it is.</summary>
    public StageOption Option { get; } = option;

    /// <summary>Its value, or its default; null where it has neither.</summary>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="InvalidInputException">The text is none of its values.</exception>
    public object? Read(ParseResult arguments) => arguments.GetValue(Symbol) is { } text ? Parse(Option, text) : null;

    /// <summary>Reads a text of an option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidInputException">The text is none of its values.</exception>
    public static object Parse(StageOption option, string text) => option.Parse(text) ?? throw new InvalidInputException(
        $"{(option.IsArgument ? option.ValueName : option.CommandLineName)}: found '{text}', needed {option.Needs}.");

    private static Option<string?> Create(StageOption option)
    {
        var made = new Option<string?>(option.CommandLineName) { Description = option.Doc, HelpName = option.ValueName, Required = option.IsRequired };
        made.CompletionSources.Add(_ => option.Suggestions().Select(word => new CompletionItem(word)));
        if (option.Default is { } value)
        {
            made.DefaultValueFactory = _ => option.Format(value);
        }

        return made;
    }
}

/// <summary>An option whose values are of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="option">What it is.</param>
internal sealed class ValueOption<T>(StageOption<T> option) : ValueOption(option)
{
    /// <inheritdoc cref="ValueOption.Read"/>
    public T? Value(ParseResult arguments) => Read(arguments) is { } value ? (T)value : default;
}
