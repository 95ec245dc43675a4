using System.Collections.Immutable;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Definition;

/// <summary>What the file says about one stage.</summary>
internal sealed record StageDefinition
{
    /// <summary>What stands in a name before the combination of a <see cref="Matrix"/> that the stage is for: <c>train@seed-1</c>.</summary>
    public const char BeforeCombination = '@';

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the file names it.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>What it is for, in the words of its author.</summary>
    public string? Description { get; init; }

    /// <summary>What it does.</summary>
    public required StageAction Action { get; init; }

    /// <summary>Files and folders that it reads.</summary>
    public ImmutableArray<PipelinePath> Deps { get; init; } = [];

    /// <summary>Files and folders that it writes: outs, then metrics, then plots.</summary>
    public ImmutableArray<PipelinePath> Outs { get; init; } = [];

    /// <summary>All values that it depends on, in normal form, by name.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>What a lock file notes: these values, and what the stage itself adds to them.</summary>
    internal ImmutableSortedDictionary<string, string> Key => Parameters.SetItems(Action.KeyEntries);
}

/// <summary>What a stage does.</summary>
internal abstract record StageAction
{
    private protected StageAction()
    {
    }

    /// <summary>The built-in stage's name, or the command: what a lock file compares.</summary>
    public abstract string Text { get; }

    /// <summary>Version of the tool for this stage; 0 for a command, which brings its own tools.</summary>
    public abstract int Version { get; }

    /// <summary>What its outs depend on besides, by name: see <see cref="BuiltInStage.KeyEntries"/>.</summary>
    internal virtual ImmutableSortedDictionary<string, string> KeyEntries => ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>Runs a built-in stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Values">Its options.</param>
/// <param name="Inputs">The deps that each of its inputs takes, by name.</param>
internal sealed record BuiltInAction(BuiltInStage Stage, StageValues Values, ImmutableDictionary<string, ImmutableArray<string>> Inputs) : StageAction
{
    /// <inheritdoc/>
    public override string Text => Stage.Name;

    /// <inheritdoc/>
    public override int Version => Stage.Version;

    /// <inheritdoc/>
    internal override ImmutableSortedDictionary<string, string> KeyEntries => Stage.KeyEntries(Values);

    /// <summary>The call that will do the work, for questions before that.</summary>
    internal StageCall Call => new() { Inputs = Inputs, Values = Values };
}

/// <summary>Runs a command through <c>/bin/sh -c</c>.</summary>
/// <param name="Command">The command, in which the paths of its outs may stand as <c>${out}</c> or <c>${outs[1]}</c>.</param>
internal sealed record ShellAction(CommandTemplate Command) : StageAction
{
    /// <inheritdoc/>
    public override string Text => Command.Text;

    /// <inheritdoc/>
    public override int Version => 0;
}
