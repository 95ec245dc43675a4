using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;

namespace Gans.Pipeline.Commands;

/// <summary>Writes help: what a command does, how it is called, an example that works, and its options.</summary>
internal static class HelpText
{
    /// <summary>The columns of help that nobody watches being printed, and the most that it takes.</summary>
    public const int FullWidth = 110;

    private const int LeastWidth = 40;

    /// <summary>Commands by what they are about, in the order of the work.</summary>
    private static readonly (string Heading, string[] Commands)[] Groups =
    [
        ("Pipelines", ["run", "status", "graph", "gc", "schema"]),
        ("Data", ["prepare", "merge", "show", "faces"]),
        ("Training and export", ["train", "models", "summary", "export", "adopt", "info"]),
        ("Pictures", ["sample", "interpolate", "bank", "arithmetic", "sweep", "mix", "noise", "translate"]),
        ("Scores", ["evaluate", "path-length", "report", "compare"]),
        ("This machine", ["doctor", "completion"]),
    ];

    /// <summary>Help of one command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="shared">The options that all commands take.</param>
    /// <param name="width">The columns that it may take.</param>
    public static string Of(Command command, IReadOnlyCollection<Option> shared, int width = FullWidth)
    {
        var isRoot = command is RootCommand;
        var (summary, example) = Split(command.Description ?? "");
        var arguments = string.Concat(command.Arguments.Select(argument => $" {Usage(argument)}"));
        var required = string.Concat(command.Options.Where(option => option.Required).Select(option => $" {Usage(option)}"));
        var text = new StringBuilder();
        text.AppendJoin('\n', Wrap(summary, width));
        text.Append("\n\nUsage:\n  gans ").Append(isRoot ? "COMMAND" : command.Name).Append(arguments).Append(required).Append(" [options]\n");
        text.Append("\nExample:\n  ").Append(example).Append('\n');
        AppendCommands(text, command, width);
        AppendRows(text, "Arguments", [.. command.Arguments.Select(argument => (argument.Name, argument.Description ?? ""))], width);
        var own = command.Options.Where(option => !option.Recursive && !shared.Contains(option));
        AppendRows(text, "Options", [.. own.Concat(shared).Select(Row)], width);
        return text.ToString();
    }

    private static (string Summary, string Example) Split(string description)
    {
        var parts = description.Split("\n\nExample:\n  ");
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private static string Usage(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues > 0 ? name : $"[{name}]";
    }

    private static string Usage(Option option) => option.HelpName is null ? option.Name : $"{option.Name} {option.HelpName}";

    private static (string Name, string Text) Row(Option option)
    {
        var shorter = option.Aliases.Where(alias => alias.Length == 2 && alias[0] == '-' && alias[1] != '?').Select(alias => alias + ", ");
        var value = option.HasDefaultValue && option.ValueType == typeof(string) ? $" (default: {option.GetDefaultValue()})" : "";
        return (string.Concat(shorter) + Usage(option), option.Description + (option.Required ? " (required)" : value));
    }

    /// <summary>The commands in their groups, each with its names in line with the others'.</summary>
    private static void AppendCommands(StringBuilder text, Command command, int width)
    {
        var summaries = command.Subcommands.ToDictionary(each => each.Name, each => Split(each.Description ?? "").Summary, StringComparer.Ordinal);
        var longest = summaries.Keys.Select(name => name.Length).DefaultIfEmpty().Max();
        foreach (var (heading, names) in Groups.Where(_ => summaries.Count > 0))
        {
            AppendRows(text, heading, [.. names.Select(name => (name.PadRight(longest), summaries[name]))], width);
        }
    }

    private static void AppendRows(StringBuilder text, string heading, IReadOnlyCollection<(string Name, string Text)> rows, int width)
    {
        if (rows.Count == 0)
        {
            return;
        }

        text.Append('\n').Append(heading).Append(":\n");
        AppendRows(text, rows, width);
    }

    /// <summary>The columns that a text may take.</summary>
    /// <param name="terminalWidth">Columns of the terminal that it is printed on; null where it goes elsewhere.</param>
    internal static int WidthOf(int? terminalWidth) => terminalWidth is > 0 and { } width ? Math.Clamp(width - 1, LeastWidth, FullWidth) : FullWidth;

    /// <summary>Names, and beside them in a column what is said of each.</summary>
    internal static void AppendRows(StringBuilder text, IReadOnlyCollection<(string Name, string Text)> rows, int width)
    {
        var indent = Math.Min(Math.Min(34, width / 2), rows.Max(row => row.Name.Length) + 4);
        foreach (var (name, description) in rows)
        {
            var lines = Wrap(description, width - indent);
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
    /// <param name="terminalWidth">Columns of the terminal that it is printed on; null where it goes elsewhere.</param>
    internal sealed class Action(IReadOnlyList<Option> shared, int? terminalWidth) : SynchronousCommandLineAction
    {
        private readonly int columns = WidthOf(terminalWidth);

        /// <inheritdoc/>
        public override bool ClearsParseErrors => true;

        /// <inheritdoc/>
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.Write(Of(parseResult.CommandResult.Command, shared, columns));
            return GansCommandLine.Done;
        }
    }
}
