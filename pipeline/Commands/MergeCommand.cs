using System.CommandLine;
using System.Globalization;
using Gans.Formats;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans merge</c>.</summary>
internal static class MergeCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var shards = new Argument<string[]>("SHARD")
        {
            Description = "The packs that gans prepare --shard I/N wrote, all of them",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--out") { Description = "The data set pack, a folder", HelpName = "PACK", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace the pack that is there" };
        var command = new Command(
            "merge", "Put packs that were prepared in shards together: the same bytes as one preparation of all.\n\n"
                + "Example:\n  gans merge part-1 part-2 --out data")
        {
            shards, output, force,
        };
        command.SetAction(arguments =>
        {
            using var signals = new StopSignals();
            var folder = arguments.GetRequiredValue(output);
            PackPath.RequireFree(folder, arguments.GetValue(force));
            var info = context.Show(arguments, "merge", progress => DatasetShards.Merge(arguments.GetRequiredValue(shards), folder, progress, signals.Token));
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder}: {info.Count:#,0} images"));
            return GansCommandLine.Done;
        });
        return command;
    }
}
