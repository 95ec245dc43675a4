using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Gans.Formats;
using Gans.Pipeline.Running;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Terminal;

namespace Gans.Pipeline.Commands;

/// <summary>Makes a command of a built-in stage: its options come from the stage's own description.</summary>
internal static class StageCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="context">What all commands share.</param>
    public static Command Create(BuiltInStage stage, CommandContext context)
    {
        var command = new Command(stage.Name, $"{stage.Summary}\n\nExample:\n  {stage.Example}");
        var inputs = stage.Inputs.ToDictionary(input => input.Name, input => PathOption(input.Name, input.ValueName, input.Doc, input.IsRequired));
        var output = PathOption("out", stage.Output.ValueName, stage.Output.Doc, required: true);
        var texts = stage.Options.Where(option => !option.IsFlag).ToDictionary(option => option, TextOption);
        var flags = stage.Options.Where(option => option.IsFlag).ToDictionary(option => option, option => new Option<bool>(option.CommandLineName) { Description = option.Doc });
        var resume = new Option<bool>("--resume") { Description = "Go on from the last checkpoint in the output, if there is one" };
        foreach (var option in (IEnumerable<Option>)[.. inputs.Values, output, .. texts.Values, .. flags.Values])
        {
            command.Add(option);
        }

        if (stage.IsResumable)
        {
            command.Add(resume);
        }

        command.SetAction(arguments => Run(stage, context, arguments, new StageCall
        {
            Inputs = inputs.Where(input => arguments.GetValue(input.Value) is not null)
                .ToImmutableDictionary(input => input.Key, input => arguments.GetValue(input.Value)!),
            Output = arguments.GetRequiredValue(output)!,
            Values = ReadValues(stage, [
                .. texts.Select(option => (option.Key, arguments.GetValue(option.Value))),
                .. flags.Select(option => (option.Key, arguments.GetValue(option.Value) ? "true" : null)),
            ]),
            Resume = stage.IsResumable && arguments.GetValue(resume),
        }));
        return command;
    }

    private static Option<string?> PathOption(string name, string valueName, string doc, bool required) =>
        new("--" + name.Replace('_', '-')) { Description = Sentence(doc), HelpName = valueName, Required = required };

    private static Option<string?> TextOption(StageOption option)
    {
        var made = new Option<string?>(option.CommandLineName) { Description = option.Doc, HelpName = option.ValueName, Required = option.IsRequired };
        if (option.Default is { } value)
        {
            made.DefaultValueFactory = _ => value;
        }

        return made;
    }

    private static StageValues ReadValues(BuiltInStage stage, ImmutableArray<(StageOption Option, string? Text)> given)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (option, text) in given.Where(each => each.Text is not null))
        {
            try
            {
                texts[option.Name] = option.Normalize(text!);
            }
            catch (FormatException e)
            {
                throw new InvalidInputException($"{option.CommandLineName}: found '{text}', needed {option.Needs}.", e);
            }
        }

        var values = new StageValues(stage, texts);
        return stage.Check(values) is { } problem ? throw new InvalidInputException($"gans {stage.Name}: {problem}") : values;
    }

    private static int Run(BuiltInStage stage, CommandContext context, ParseResult arguments, StageCall call)
    {
        using var signals = new StopSignals();
        var display = context.OpenDisplay(arguments);
        var watch = Stopwatch.StartNew();
        var message = "";
        display.Show(() =>
        {
            message = stage.Run(call, new Relay(stage.Name, display), signals.Token);
            display.Ended(new StageOutcome(stage.Name, StageEnd.Done, watch.Elapsed));
        });
        context.Output.WriteLine($"{call.Output}: {message}");
        return GansCommandLine.Done;
    }

    private static string Sentence(string doc) => char.ToUpperInvariant(doc[0]) + doc[1..];

    private sealed class Relay(string stage, IDisplay display) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => display.Progressed(stage, value);
    }
}
