using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Invocation;
using Gans.Formats;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Commands;

/// <summary>Makes a command of a built-in stage: its options come from the stage's own description.</summary>
internal static class StageCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="context">What all commands share.</param>
    public static Command Create(BuiltInStage stage, CommandContext context)
    {
        var command = NameOnly(stage);
        var inputs = stage.Inputs.ToDictionary(input => input.Name, InputOption.Create);
        var output = PathOption(stage.Output, required: !stage.Output.IsPrintedToo);
        var side = stage.SideOutput is { } sideOutput ? PathOption(sideOutput, required: false) : null;
        var texts = stage.Options.Where(option => !option.IsFlag && !option.IsArgument).Select(option => new ValueOption(option)).ToArray();
        var lists = stage.Options.Where(option => option.IsArgument).ToDictionary(option => option, ListArgument);
        var flags = stage.Options.Where(option => option.IsFlag).ToDictionary(
            option => option, option => new Option<bool>(option.CommandLineName) { Description = option.Doc });
        var resume = new Option<bool>("--resume") { Description = "Go on from the last checkpoint in the output, if there is one" };
        var force = new Option<bool>("--force") { Description = "Replace what an earlier call wrote there" };
        Option[] sides = side is null ? [] : [side];
        IEnumerable<Option> all =
        [
            .. inputs.Values.Select(input => input.Symbol).OfType<Option>(), output, .. sides, .. texts.Select(option => option.Symbol), .. flags.Values,
        ];
        foreach (var argument in inputs.Values.Select(input => input.Symbol).OfType<Argument>())
        {
            command.Add(argument);
        }

        foreach (var option in all)
        {
            command.Add(option);
        }

        foreach (var list in lists.Values)
        {
            command.Add(list);
        }

        if (stage is { IsResumable: true, ResumesUnasked: false })
        {
            command.Add(resume);
        }

        if (stage.KeepsOutput)
        {
            command.Add(force);
        }

        if (stage.Listing is { } listing)
        {
            command.Add(new Option<bool>("--" + listing.Name) { Description = listing.Doc, Action = new ListingAction(listing, context.Output) });
        }

        command.SetAction(arguments => Run(stage, context, arguments, new StageCall
        {
            Inputs = inputs.Select(input => (input.Key, Paths: input.Value.Read(arguments))).Where(input => !input.Paths.IsEmpty)
                .ToImmutableDictionary(input => input.Key, input => input.Paths),
            OutputWhereGiven = arguments.GetValue(output),
            SideOutput = side is null ? null : arguments.GetValue(side),
            Values = Check(stage, [
                .. texts.Select(option => (option.Option, option.Read(arguments))),
                .. lists.Select(list => (list.Key, ReadList(list.Key, arguments.GetValue(list.Value)))),
                .. flags.Select(option => (option.Key, ReadFlag(arguments, option.Value))),
            ]),
            Resume = stage is { IsResumable: true, ResumesUnasked: false } && arguments.GetValue(resume),
            Force = !stage.KeepsOutput || arguments.GetValue(force),
        }));
        return command;
    }

    /// <summary>The command as the list of all commands shows it, without options.</summary>
    /// <param name="stage">The stage.</param>
    public static Command NameOnly(BuiltInStage stage) => new(stage.Name, $"{stage.Summary}\n\nExample:\n  {stage.Example}");

    private static Option<string?> PathOption(StageOutput output, bool required) =>
        new("--" + output.Name) { Description = Sentence(output.Doc), HelpName = output.ValueName, Required = required };

    private static Argument<string[]> ListArgument(StageOption option) => new(option.ValueName) { Description = option.Doc, Arity = ArgumentArity.ZeroOrMore };

    /// <summary>What a flag says; null where it is not named, as a model's own may be on.</summary>
    private static bool? ReadFlag(ParseResult arguments, Option<bool> flag) =>
        arguments.GetResult(flag) is { Implicit: false } ? arguments.GetValue(flag) : null;

    private static object? ReadList(StageOption option, string[]? items) =>
        items is { Length: > 0 } ? ValueOption.Parse(option, string.Join(',', items)) : null;

    private static StageValues Check(BuiltInStage stage, ImmutableArray<(StageOption Option, object? Value)> given)
    {
        var values = new StageValues(stage, given.Where(each => each.Value is not null).Select(each => KeyValuePair.Create(each.Option.Name, each.Value!)));
        return stage.Check(values) is { } problem ? throw new InvalidInputException($"gans {stage.Name}: {problem}") : values;
    }

    private static int Run(BuiltInStage stage, CommandContext context, ParseResult arguments, StageCall call)
    {
        using var signals = new StopSignals();
        var lines = new List<string>();
        var message = context.Show(arguments, stage.Name, progress => stage.Run(call with { Print = lines.Add }, progress, signals.Token));
        lines.ForEach(context.Output.WriteLine);
        if (!stage.Output.IsPrintedToo || call.OutputWhereGiven is not (null or StageCall.StandardOutput))
        {
            context.Output.WriteLine($"{call.Output}: {message}");
        }

        return GansCommandLine.Done;
    }

    private static string Sentence(string doc) => char.ToUpperInvariant(doc[0]) + doc[1..];

    private sealed class ListingAction(StageListing listing, TextWriter output) : SynchronousCommandLineAction
    {
        /// <inheritdoc/>
        public override bool ClearsParseErrors => true;

        /// <inheritdoc/>
        public override int Invoke(ParseResult parseResult)
        {
            listing.Print(output);
            return GansCommandLine.Done;
        }
    }

    /// <summary>The option or argument of an input, and how its paths are read.</summary>
    private sealed record InputOption(Symbol Symbol, Func<ParseResult, ImmutableArray<string>> Read)
    {
        public static InputOption Create(StageInput input)
        {
            if (input is { IsArgument: true, TakesMany: true })
            {
                var arguments = new Argument<string[]>(input.ValueName) { Description = Sentence(input.Doc), Arity = ArgumentArity.OneOrMore };
                return new InputOption(arguments, parsed => [.. parsed.GetRequiredValue(arguments)]);
            }

            if (input.IsArgument)
            {
                var argument = new Argument<string>(input.ValueName) { Description = Sentence(input.Doc) };
                return new InputOption(argument, arguments => [arguments.GetRequiredValue(argument)]);
            }

            var name = "--" + input.Name.Replace('_', '-');
            if (input.TakesMany)
            {
                var many = new Option<string[]>(name) { AllowMultipleArgumentsPerToken = true };
                return new InputOption(Describe(many, input), arguments => [.. arguments.GetValue(many) ?? []]);
            }

            var one = new Option<string?>(name);
            return new InputOption(Describe(one, input), arguments => arguments.GetValue(one) is { } path ? [path] : []);
        }

        private static Option Describe(Option option, StageInput input)
        {
            (option.Description, option.HelpName, option.Required) = (Sentence(input.Doc), input.ValueName, input.IsRequired);
            return option;
        }
    }
}
