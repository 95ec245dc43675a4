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
        command.SetAction(_ =>
        {
            var parts = NativeParts.Find();
            foreach (var part in parts)
            {
                var line = part.Problem is { } problem
                    ? $"missing      {problem}"
                    : $"{part.Version,-12} {part.Location}{(part.Note is null ? "" : $" ({part.Note})")}";
                context.Output.WriteLine($"{part.Name,-14}{line}");
            }

            return parts.All(part => part.Problem is null) ? GansCommandLine.Done : GansCommandLine.Failed;
        });
        return command;
    }
}
