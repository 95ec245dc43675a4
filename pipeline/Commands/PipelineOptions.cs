using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using Gans.Formats;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Commands;

/// <summary>The options of commands that read a pipeline.</summary>
internal sealed class PipelineOptions
{
    /// <summary>The pipeline file.</summary>
    public Option<string> File { get; } = new("--file", "-f")
    {
        Description = "The pipeline; paths in it start from the current folder",
        HelpName = "FILE",
        DefaultValueFactory = _ => "pipeline.yaml",
    };

    /// <summary>Values in place of the file's.</summary>
    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "Put a value in place of the file's, such as train.epochs=5 or seed=2; may be repeated",
        HelpName = "KEY=VALUE",
    };

    /// <summary>The stages meant.</summary>
    public Argument<string[]> Stages { get; } = new("STAGE")
    {
        Description = "Stages to look at, with all that they need; not given: all",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        Stages.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => UsageError.IsOption(token.Value)))
            {
                result.AddError("an option is not known");
            }
        });
        Stages.CompletionSources.Add(context => Suggest(context.ParseResult));
        command.Add(Stages);
        command.Add(File);
        command.Add(Set);
    }

    /// <summary>Reads the pipeline that a command line names.</summary>
    /// <param name="arguments">The command line.</param>
    public PipelineDefinition Read(ParseResult arguments)
    {
        var overrides = (arguments.GetValue(Set) ?? []).Select(Override.Parse).ToArray();
        return PipelineReader.Read(arguments.GetRequiredValue(File), StageCatalog.Default, overrides);
    }

    /// <summary>What a shell completes: the pipeline's stages, where the pipeline can be read.</summary>
    private IEnumerable<CompletionItem> Suggest(ParseResult arguments)
    {
        try
        {
            var pipeline = PipelineReader.Read(arguments.GetRequiredValue(File), StageCatalog.Default, []);
            return pipeline.Stages.Select(stage => new CompletionItem(stage.Name));
        }
        catch (Exception e) when (e is InvalidInputException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The stages that a command line names; of a name in the file all stages that it is for.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="pipeline">The pipeline.</param>
    public ImmutableArray<string> Targets(ParseResult arguments, PipelineDefinition pipeline)
    {
        var names = pipeline.Stages.Select(stage => stage.Name).ToArray();
        return [.. (arguments.GetValue(Stages) ?? []).SelectMany(Meant)];

        IEnumerable<string> Meant(string target)
        {
            string[] meant = [.. names.Where(name => name == target || name.StartsWith(target + StageDefinition.BeforeCombination, StringComparison.Ordinal))];
            return meant.Length > 0
                ? meant
                : throw new SourceLocation(pipeline.File).Error(
                    $"the pipeline has no stage '{target}'. "
                    + NearestWord.Hint(target, [.. names.Select(name => name.Split(StageDefinition.BeforeCombination)[0]).Distinct()]));
        }
    }
}
