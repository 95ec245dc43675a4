using System.CommandLine;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans doctor</c>.</summary>
internal static class DoctorCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var command = new Command("doctor", "Print every native part with its version and where it was found, and what is missing.\n\nExample:\n  gans doctor");
        command.SetAction(int (arguments) => throw new NotImplementedException());
        return command;
    }
}
