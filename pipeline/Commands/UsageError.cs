using System.CommandLine;
using System.CommandLine.Parsing;
using Gans.Formats;

namespace Gans.Pipeline.Commands;

/// <summary>Says in one line what is wrong with a command line.</summary>
internal static class UsageError
{
    /// <summary>The first error, with the nearest right word where one was misspelt; null where there is none.</summary>
    /// <param name="parsed">A command line.</param>
    public static string? Find(ParseResult parsed) => parsed.Errors.Count > 0 ? Describe(parsed) : FindEmpty(parsed);

    private static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = command is RootCommand ? "gans" : $"gans {command.Name}";
        var stray = parsed.Tokens.FirstOrDefault(token => token.Type == TokenType.Argument && IsOption(token.Value))?.Value;
        if ((stray ?? parsed.UnmatchedTokens.FirstOrDefault(IsOption)) is { } option)
        {
            return $"{name} has no option '{option}'. {NearestWord.Hint(option, [.. OptionsOf(parsed).Order(StringComparer.Ordinal)])}";
        }

        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            return command.Subcommands.Count > 0
                ? $"there is no command '{unknown}'. {NearestWord.Hint(unknown, [.. command.Subcommands.Select(each => each.Name)])}"
                : $"{name} does not take '{unknown}'. See '{name} --help'.";
        }

        return $"{parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.')}. See '{name} --help'.";
    }

    /// <summary>Whether a word looks like an option.</summary>
    /// <param name="word">The word.</param>
    public static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);

    /// <summary>No option and no argument has a use for an empty word: it is a variable of the shell that is not set.</summary>
    private static string? FindEmpty(ParseResult parsed)
    {
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = result.Parent)
        {
            var empty = command.Children.FirstOrDefault(child => child is not CommandResult && child.Tokens.Any(token => token.Value.Length == 0));
            if (empty is not null)
            {
                var name = empty is OptionResult option ? option.Option.Name : ((ArgumentResult)empty).Argument.Name;
                return $"{name}: found an empty text, needed a value. Is a variable of the shell not set?";
            }
        }

        return null;
    }

    private static IEnumerable<string> OptionsOf(ParseResult parsed)
    {
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Command: var command }; result = result.Parent)
        {
            foreach (var option in command.Options.Where(option => option.Recursive || result == parsed.CommandResult))
            {
                yield return option.Name;
            }
        }
    }
}
