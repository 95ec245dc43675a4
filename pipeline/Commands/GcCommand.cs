using System.CommandLine;
using System.Globalization;
using Gans.Formats;
using Gans.Pipeline.Caching;
using Gans.Pipeline.Running;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans gc</c>.</summary>
internal static class GcCommand
{
    private const int KeptUnasked = 3;

    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var keep = new Option<string?>("--keep")
        {
            Description = $"Results of each stage, and sets of features of images, that stay at least, those used last; not given: {KeptUnasked}",
            HelpName = "N",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be removed, and remove nothing" };
        var command = new Command(
            "gc",
            "Remove old results and features from this folder's cache; what its lock files name stays.\n\n"
                + "Example:\n  gans gc --keep 1 --dry-run");
        command.Add(keep);
        command.Add(dryRun);
        command.SetAction(arguments => Run(ReadKeep(arguments.GetValue(keep)), arguments.GetValue(dryRun), context.Output));
        return command;
    }

    private static int ReadKeep(string? text) => text is null
        ? KeptUnasked
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var keep)
            ? keep
            : throw new InvalidInputException($"--keep: found '{text}', needed a whole number from 0 up.");

    private static int Run(int keep, bool dryRun, TextWriter output)
    {
        var state = new StateFolder();
        if (!Directory.Exists(state.File("")))
        {
            output.WriteLine("no run has left anything here");
            return GansCommandLine.Done;
        }

        using var guard = dryRun ? null : RunLock.TakeForCleaning(state);
        var cleaning = CacheCleaning.Clean(state, keep, Directory.EnumerateFiles(".", "*.lock").Select(path => path[2..]), dryRun);
        var (results, sets) = (cleaning.Removed + cleaning.Kept, cleaning.RemovedSets + cleaning.KeptSets);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(dryRun ? "would free" : "freed")} {Counted.Bytes(cleaning.FreedBytes)}: {cleaning.Removed:#,0} results of {results:#,0}")
            + (sets > 0 ? string.Create(CultureInfo.InvariantCulture, $", {cleaning.RemovedSets:#,0} sets of features of {sets:#,0}") : "")
            + $"; {Counted.Bytes(cleaning.KeptBytes)} stay");
        return GansCommandLine.Done;
    }
}
