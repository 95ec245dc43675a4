using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Gans.Formats;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Terminal;
using Gans.Training;

namespace Gans.Pipeline.Commands;

/// <summary>The <c>gans</c> command.</summary>
public static partial class GansCommandLine
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int WrongInput = 2;
    internal const int Interrupted = 130;

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">What follows <c>gans</c>.</param>
    /// <param name="output">Takes results.</param>
    /// <param name="error">Takes progress and errors.</param>
    /// <returns>0 done, 1 failed, 2 wrong usage or input, 130 interrupted.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        if (arguments is ["help", ..])
        {
            arguments = [.. arguments.Skip(1), "--help"];
        }

        var results = new ResultWriter(output);
        var lines = new ProgressWriter(error);
        var context = new CommandContext(results, lines, isTerminal: ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected)
        {
            OutputColumns = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected ? Console.WindowWidth : null,
        };
        var root = CreateRoot(context, arguments);
        var parsed = root.Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Action is not { ClearsParseErrors: true } && UsageError.Find(parsed) is { } problem)
        {
            lines.WriteLine($"gans: {problem}");
            return WrongInput;
        }

        try
        {
            results.What = parsed.CommandResult.Command is RootCommand ? "results of gans" : $"results of gans {parsed.CommandResult.Command.Name}";
            return parsed.Invoke(
                new InvocationConfiguration { Output = results, Error = lines, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
#pragma warning disable CA1031 // The outermost door: every exception becomes one line and an exit code.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Report(e, lines, parsed.GetValue(context.Verbose));
        }
    }

    /// <summary>All commands.</summary>
    /// <param name="context">What they share.</param>
    /// <param name="arguments">What follows <c>gans</c>: stages that it does not name come without their options, some hundred in all.</param>
    internal static RootCommand CreateRoot(CommandContext context, IReadOnlyList<string> arguments)
    {
        var root = new RootCommand("Train generative adversarial networks, export them to ONNX and draw with them.\n\nExample:\n  gans run")
        {
            context.Quiet,
            context.Verbose,
            RunCommand.Create(context),
            StatusCommand.Create(context),
            GraphCommand.Create(context),
            GcCommand.Create(context),
            ShowCommand.Create(context),
            MergeCommand.Create(context),
            BankCommand.Create(context),
            FacesCommand.Create(context),
            InfoCommand.Create(context),
            ModelsCommand.Create(context),
            SummaryCommand.Create(context),
            DoctorCommand.Create(context),
            SchemaCommand.Create(context),
            CompletionCommand.Create(context),
        };
        foreach (var stage in StageCatalog.Default.Stages)
        {
            var isNamed = arguments.Any(word => word.Contains(stage.Name, StringComparison.Ordinal));
            root.Add(isNamed ? StageCommand.Create(stage, context) : StageCommand.NameOnly(stage));
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Print this help";
        root.Options.OfType<VersionOption>().Single().Description = "Print the version";
        help.Action = new HelpText.Action([context.Quiet, context.Verbose, help], context.OutputColumns);
        return root;
    }

    /// <summary>One line for an exception, and the exit code that it means.</summary>
    internal static int Report(Exception e, TextWriter error, bool verbose)
    {
        error.WriteLine(e switch
        {
            TrainingStoppedException => $"gans: interrupted. {e.Message}",
            OperationCanceledException => "gans: interrupted",
            _ => $"gans: {Explain(e)}",
        });
        if (verbose)
        {
            error.WriteLine(e);
        }

        return ExitCodeOf(e);
    }

    /// <summary>The exit code that an exception means.</summary>
    internal static int ExitCodeOf(Exception e) => e switch
    {
        InvalidInputException => WrongInput,
        OperationCanceledException => Interrupted,
        _ => Failed,
    };

    /// <summary>One line for an exception.</summary>
    /// <remarks>
    /// A type that failed to initialise is told by the reason: that libtorch does not load, say. Errors in libtorch come from TorchSharp as this one type, in
    /// its words and a list of places in its code. Exceptions of Gans and of the file system explain themselves; any other is a mistake of ours and names its
    /// type. Where the system's own words say that a disk is full, what to do is added.
    /// </remarks>
    internal static string Explain(Exception e)
    {
        if (e is TypeInitializationException { InnerException: { } reason })
        {
            return Explain(reason);
        }

        if (e.GetType() == typeof(ExternalException))
        {
            return $"libtorch: {OneLine(WordsOfLibtorch().Match(e.Message).Groups["words"].Value).TrimEnd('.')}. Run again with --verbose to see where.";
        }

        if (WriteFailure.IsDiskFull(e) && !e.Message.Contains("the disk is full", StringComparison.Ordinal))
        {
            return $"{OneLine(e.Message).TrimEnd('.')}. Free space there or choose a folder on another disk.";
        }

        var explainsItself = e is IOException or UnauthorizedAccessException or DllNotFoundException
            || e.GetType().Namespace?.StartsWith(nameof(Gans), StringComparison.Ordinal) == true;
        return explainsItself ? OneLine(e.Message) : $"{e.GetType().Name}: {OneLine(e.Message)} Run again with --verbose to see where.";
    }

    /// <summary>
    /// What libtorch says went wrong, between the check in its code that found it and the places in its code through which it came, a page of them.
    /// </summary>
    [GeneratedRegex(@"^(\[enforce fail at [^\]]*\] [^.]*\. )?(?<words>.*?)(\s*\n(Exception raised from|frame #0)|$)", RegexOptions.Singleline)]
    private static partial Regex WordsOfLibtorch();

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
