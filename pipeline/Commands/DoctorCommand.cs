using System.CommandLine;
using Gans.Pipeline.Health;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans doctor</c>.</summary>
internal static class DoctorCommand
{
    private const int NameWidth = 22;
    private const int StateWidth = 14;

    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "doctor",
            "Print every native part with its version and where it was found, what this machine has, which weights and data sets are here, and what is "
                + "missing; the exit code is 1 where that is needed.\n\nExample:\n  gans doctor");
        command.SetAction(_ =>
        {
            DoctorLine[] lines = [.. NativeParts.Find().Select(LineOf), .. MachineFacts.Find(), .. InstalledParts.Find()];
            foreach (var line in lines)
            {
                context.Output.WriteLine($"{line.Name.PadRight(NameWidth)}{line.State.PadRight(StateWidth)}{line.Text}".TrimEnd());
            }

            return lines.Any(line => line.IsMissing) ? GansCommandLine.Failed : GansCommandLine.Done;
        });
        return command;
    }

    private static DoctorLine LineOf(NativePart part) => part.Problem is { } problem
        ? new(part.Name, "missing", problem, IsMissing: true)
        : new(part.Name, part.Version ?? "", $"{part.Location}{(part.Note is null ? "" : $" ({part.Note})")}");
}
