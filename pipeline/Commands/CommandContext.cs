using System.CommandLine;
using Gans.Pipeline.Terminal;

namespace Gans.Pipeline.Commands;

/// <summary>What all commands share: where they print, and the options that all take.</summary>
/// <param name="output">Takes results.</param>
/// <param name="error">Takes progress and errors.</param>
internal sealed class CommandContext(TextWriter output, TextWriter error)
{
    /// <summary>Takes results.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Takes progress and errors.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Print errors and results only.</summary>
    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Print results and errors only", Recursive = true };

    /// <summary>Print the stack trace of an error.</summary>
    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Print the stack trace of an error", Recursive = true };

    /// <summary>Shows progress: bars on a terminal, lines elsewhere, nothing when quiet.</summary>
    /// <param name="arguments">The command line.</param>
    public IDisplay OpenDisplay(ParseResult arguments)
    {
        if (arguments.GetValue(Quiet))
        {
            return new QuietDisplay();
        }

        return ReferenceEquals(Error, Console.Error) && !Console.IsErrorRedirected ? new TerminalDisplay(Error) : new PlainDisplay(Error, TimeProvider.System);
    }
}
