using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;

namespace Gans.Pipeline.Commands;

/// <summary>Writes help: what a command does, how it is called, an example that works, and its options.</summary>
internal static class HelpText
{
    private const int Width = 110;

    /// <summary>Help of one command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="shared">The options that all commands take.</param>
    public static string Of(Command command, IEnumerable<Option> shared)
    {
        var isRoot = command is RootCommand;
        var (summary, example) = Split(command.Description ?? "");
        var arguments = string.Concat(
            command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues > 0 ? $" {argument.Name}" : $" [{argument.Name}...]"));
        var required = string.Concat(command.Options.Where(option => option.Required).Select(option => $" {Usage(option)}"));
        var text = new StringBuilder();
        text.Append(summary).Append("\n\nUsage:\n  gans ").Append(isRoot ? "COMMAND" : command.Name).Append(arguments).Append(required).Append(" [options]\n");
        text.Append("\nExample:\n  ").Append(example).Append('\n');
        AppendRows(text, "Commands", command.Subcommands.Select(each => (each.Name, Split(each.Description ?? "").Summary)));
        AppendRows(text, "Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        AppendRows(text, "Options", [.. command.Options.Where(option => !option.Recursive && !shared.Contains(option)).Select(Row), .. shared.Select(Row)]);
        return text.ToString();
    }

    private static (string Summary, string Example) Split(string description)
    {
        var parts = description.Split("\n\nExample:\n  ");
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private static string Usage(Option option) => option.HelpName is null ? option.Name : $"{option.Name} {option.HelpName}";

    private static (string Name, string Text) Row(Option option)
    {
        var shorter = option.Aliases.Where(alias => alias.Length == 2 && alias[0] == '-' && alias[1] != '?').Select(alias => alias + ", ");
        var value = option.HasDefaultValue && option.ValueType == typeof(string) ? $" (default: {option.GetDefaultValue()})" : "";
        return (string.Concat(shorter) + Usage(option), option.Description + (option.Required ? " (required)" : value));
    }

    private static void AppendRows(StringBuilder text, string heading, IEnumerable<(string Name, string Text)> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0)
        {
            return;
        }

        text.Append('\n').Append(heading).Append(":\n");
        var indent = Math.Min(34, all.Max(row => row.Name.Length) + 4);
        foreach (var (name, description) in all)
        {
            var lines = Wrap(description, Width - indent);
            text.Append("  ").Append(name);
            text.Append(name.Length + 4 > indent ? "\n" + new string(' ', indent) : new string(' ', indent - name.Length - 2));
            text.Append(string.Join("\n" + new string(' ', indent), lines)).Append('\n');
        }
    }

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + word.Length + 1 > width && lines[^1].Length > 0)
            {
                lines.Add("");
            }

            lines[^1] += lines[^1].Length == 0 ? word : " " + word;
        }

        return lines;
    }

    /// <summary>Prints the help of the command that was named.</summary>
    /// <param name="shared">The options that all commands take.</param>
    internal sealed class Action(IReadOnlyList<Option> shared) : SynchronousCommandLineAction
    {
        /// <inheritdoc/>
        public override bool ClearsParseErrors => true;

        /// <inheritdoc/>
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.Write(Of(parseResult.CommandResult.Command, shared));
            return GansCommandLine.Done;
        }
    }
}
