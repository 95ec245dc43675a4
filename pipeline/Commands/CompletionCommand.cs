using System.CommandLine;
using Gans.Formats;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans completion</c>.</summary>
/// <remarks>Shells are told to call <c>gans "[suggest:CURSOR]" "LINE"</c>, which System.CommandLine answers from the commands and options themselves.</remarks>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var shell = new Argument<string>("SHELL") { Description = $"One of {string.Join(", ", Shells)}" };
        shell.CompletionSources.Add(Shells);
        var command = new Command(
            "completion", "Print a script that completes commands, options and their words in a shell.\n\nExample:\n  gans completion bash > gans.bash")
        {
            shell,
        };
        command.SetAction(arguments =>
        {
            context.Output.Write(ScriptOf(arguments.GetRequiredValue(shell)));
            return GansCommandLine.Done;
        });
        return command;
    }

    private static string ScriptOf(string shell)
    {
        if (!Shells.Contains(shell))
        {
            throw new InvalidInputException($"SHELL: found '{shell}', needed one of {string.Join(", ", Shells)}.");
        }

        using var script = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{shell}")!);
        return script.ReadToEnd();
    }
}
