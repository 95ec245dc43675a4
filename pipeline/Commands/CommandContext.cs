using System.CommandLine;
using System.Diagnostics;
using Gans.Formats;
using Gans.Pipeline.Running;
using Gans.Pipeline.Terminal;

namespace Gans.Pipeline.Commands;

/// <summary>What all commands share: where they print, and the options that all take.</summary>
/// <param name="output">Takes results.</param>
/// <param name="error">Takes progress and errors.</param>
/// <param name="isTerminal">Whether a person watches what goes to <paramref name="error"/>, so that bars can be drawn there.</param>
internal sealed class CommandContext(TextWriter output, TextWriter error, bool isTerminal = false)
{
    /// <summary>Takes results.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Columns of the terminal that shows results; null where they go elsewhere.</summary>
    public int? OutputColumns { get; init; }

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

        return isTerminal ? new TerminalDisplay(Error) : new PlainDisplay(Error, TimeProvider.System);
    }

    /// <summary>Does a command's work and shows how far it is.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="name">What to call the work.</param>
    /// <param name="work">Told where to report.</param>
    /// <returns>What the work gave.</returns>
    public T Show<T>(ParseResult arguments, string name, Func<IProgress<StageProgress>, T> work)
    {
        var display = OpenDisplay(arguments);
        var watch = Stopwatch.StartNew();
        T? result = default;
        display.Show(() =>
        {
            result = work(new Relay(name, display));
            display.Ended(new StageOutcome(name, StageEnd.Done, watch.Elapsed));
        });
        return result!;
    }

    private sealed class Relay(string name, IDisplay display) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => display.Progressed(name, value);
    }
}
