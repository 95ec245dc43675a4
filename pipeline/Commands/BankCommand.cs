using System.CommandLine;
using System.Globalization;
using Gans.Formats;
using Gans.Inference;
using Gans.Pipeline.Stages;
using NumberDomain = Gans.Models.NumberDomain;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans bank</c>.</summary>
internal static class BankCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("BANK.json") { Description = "The bank; made where it is missing and something is added" };
        var add = new Option<string[]>("--add") { Description = "Name pictures of 'gans sample', counted from 1; may be repeated", HelpName = "NAME=N,N,..." };
        var remove = new Option<string[]>("--remove") { Description = "Forget a group; may be repeated", HelpName = "NAME" };
        var seed = new ValueOption<long>(StageOption.WholeNumber("seed", "The seed of those pictures", value: 1, minimum: 0, long.MaxValue));
        var truncation = new ValueOption<double?>(
            StageOption.OptionalNumber("truncation", "The truncation of those pictures", new NumberDomain(LatentSource.LeastTruncation)));
        var command = new Command(
            "bank", "Name groups of latents, to calculate with in gans arithmetic, and list them.\n\n"
                + "Example:\n  gans bank faces.json --add woman=9,21,79 --seed 1")
        {
            file, add, remove, seed.Symbol, truncation.Symbol,
        };
        command.SetAction(arguments =>
        {
            var path = arguments.GetRequiredValue(file);
            var (added, removed) = (arguments.GetValue(add) ?? [], arguments.GetValue(remove) ?? []);
            var bank = File.Exists(path) || added.Length == 0 ? LatentBank.Read(path) : LatentBank.Empty;
            bank = removed.Aggregate(bank, (rest, name) => rest.Without(name));
            bank = added.Aggregate(bank, (rest, text) => Add(rest, text, seed.Value(arguments), truncation.Value(arguments)));
            if (added.Length + removed.Length > 0)
            {
                bank.Save(path);
            }

            Print(bank, context.Output);
            return GansCommandLine.Done;
        });
        return command;
    }

    private static LatentBank Add(LatentBank bank, string text, long seed, double? truncation)
    {
        var parts = text.Split('=');
        var items = parts.Length == 2 ? parts[1].Split(',') : [""];
        long[] numbers = [.. items.Select(item => long.TryParse(item.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        return !numbers.Contains(0)
            ? bank.With(parts[0].Trim(), new LatentGroup { Seed = seed, Truncation = truncation, Numbers = [.. numbers] })
            : throw new InvalidInputException($"--add: found '{text}', needed NAME=N,N,... with numbers from 1 up.");
    }

    private static void Print(LatentBank bank, TextWriter output)
    {
        var width = bank.Groups.Keys.Select(name => name.Length).DefaultIfEmpty().Max() + 2;
        foreach (var (name, group) in bank.Groups)
        {
            string[] facts =
            [
                .. group.Numbers.IsEmpty
                    ? (string[])[]
                    : [string.Create(CultureInfo.InvariantCulture, $"pictures {string.Join(", ", group.Numbers)} of seed {group.Seed}")],
                .. group.Truncation is { } threshold ? [string.Create(CultureInfo.InvariantCulture, $"truncation {threshold}")] : (string[])[],
                .. group.Latents.IsEmpty ? (string[])[] : [string.Create(CultureInfo.InvariantCulture, $"{group.Latents.Length} latents")],
            ];
            output.WriteLine(name.PadRight(width) + string.Join(", ", facts));
        }
    }
}
