using System.Collections.Immutable;
using Gans.Formats;

namespace Gans.Pipeline.Stages;

/// <summary>What a built-in stage reads.</summary>
/// <param name="Name">Name of its option on the command line, without dashes.</param>
/// <param name="ValueName">Stands for the path in help texts, such as <c>PACK</c>.</param>
/// <param name="Doc">What it is, without a full stop.</param>
internal sealed record StageInput(string Name, string ValueName, string Doc)
{
    /// <summary>Must be given.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>Takes every dep that fits, not only the first.</summary>
    public bool TakesMany { get; init; }

    /// <summary>Stands on the command line by itself, without its name.</summary>
    public bool IsArgument { get; init; }

    /// <summary>Ends of file names that mark a dep as this input; empty: any dep.</summary>
    public ImmutableArray<string> Suffixes { get; init; } = [];

    /// <summary>Whether a path can be this input.</summary>
    /// <param name="path">The path of a dep.</param>
    public bool Takes(string path) => Suffixes.IsEmpty || Suffixes.Any(suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What a built-in stage writes.</summary>
/// <param name="ValueName">Stands for the path in help texts, such as <c>RUN</c>.</param>
/// <param name="Doc">What it is, without a full stop.</param>
internal sealed record StageOutput(string ValueName, string Doc)
{
    /// <summary>Name of its option on the command line, without dashes.</summary>
    public string Name { get; init; } = "out";

    /// <summary>The command prints what it found, so that it may be left out; <c>-</c> is standard output, to which nothing else goes then.</summary>
    public bool IsPrintedToo { get; init; }
}

/// <summary>What the command of a stage can print in place of working.</summary>
/// <param name="Name">Name of the option that asks for it, without dashes.</param>
/// <param name="Doc">What is printed, without a full stop.</param>
/// <param name="Print">Prints it.</param>
internal sealed record StageListing(string Name, string Doc, Action<TextWriter> Print);

/// <summary>
/// A stage that pipelines name with <c>uses</c> and that is a command as well. It describes its inputs, its output and its options;
/// running it calls one library.
/// </summary>
internal abstract class BuiltInStage
{
    /// <summary>Its word in <c>uses</c> and on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Version of what it makes: raised whenever the same inputs and options give another output, so that pipelines run it again.</summary>
    public abstract int Version { get; }

    /// <summary>What it does, one sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>A command line that works.</summary>
    public abstract string Example { get; }

    /// <summary>What it reads. In a pipeline each takes the first dep, or all deps, that fit and are not taken.</summary>
    public abstract ImmutableArray<StageInput> Inputs { get; }

    /// <summary>What it writes: the first out of a stage of this kind.</summary>
    public abstract StageOutput Output { get; }

    /// <summary>What it writes besides, where it is asked to: the second out; null where there is none.</summary>
    public virtual StageOutput? SideOutput => null;

    /// <summary>Its options.</summary>
    public abstract ImmutableArray<StageOption> Options { get; }

    /// <summary>Goes on from where a killed run stopped, when it is given the same work path again.</summary>
    public virtual bool IsResumable => false;

    /// <summary>Goes on so without being asked: what it finds at the work path shows by itself whether it can be gone on with.</summary>
    public virtual bool ResumesUnasked => false;

    /// <summary>
    /// Options that say only where the work ends. Work with an earlier end can be gone on with to a later one, and comes out as if that had been asked for
    /// at once; so they are no part of what is made, only of how far.
    /// </summary>
    public virtual ImmutableArray<StageOption> EndOptions => [];

    /// <summary>What <see cref="EndOf"/> counts, in the plural, such as <c>steps</c>.</summary>
    public virtual string EndUnit => "";

    /// <summary>Where the work ends; null where it has no such end.</summary>
    /// <param name="work">Inputs and options.</param>
    /// <exception cref="InvalidInputException">The inputs or options cannot be used.</exception>
    public virtual long? EndOf(StageCall work) => null;

    /// <summary>How far the work at a path is, in the units of the end; null where it cannot be gone on with.</summary>
    /// <param name="path">Where a call of this stage wrote, to its end or not.</param>
    public virtual long? DoneOf(string path) => null;

    /// <summary>How long the work at a path has taken so far; null where that is not known.</summary>
    /// <param name="path">Where a call of this stage wrote, to its end or not.</param>
    public virtual TimeSpan? TimeOf(string path) => null;

    /// <summary>
    /// Never changes a file that it wrote before, but puts a new one in its place, so that a file may be shared with the cache by a hard link. To say so pays
    /// where files are large.
    /// </summary>
    public virtual bool WritesByReplacement => false;

    /// <summary>What it writes names its inputs; else equal inputs give equal results, wherever they lie.</summary>
    public virtual bool TellsInputs => true;

    /// <summary>What it writes tells of the pipeline around it.</summary>
    public virtual bool TellsPipeline => false;

    /// <summary>Keeps all cores busy, so that no other such stage runs beside it.</summary>
    public virtual bool UsesAllCores => false;

    /// <summary>Replaces what it wrote before only where it is told to: <see cref="StageCall.Force"/>. In a pipeline the lock file watches over outs.</summary>
    public virtual bool KeepsOutput => false;

    /// <summary>What its command can print in place of working; null: nothing.</summary>
    public virtual StageListing? Listing => null;

    /// <summary>What is wrong with these options taken together; null: nothing.</summary>
    /// <param name="values">The options.</param>
    public virtual string? Check(StageValues values) => null;

    /// <summary>
    /// What is wrong with the names in these options; null: nothing. Asked only of a stage that would run, since finding out may mean to look at all there are.
    /// </summary>
    /// <param name="work">Inputs, some of which may be yet to be made, and options.</param>
    public virtual string? CheckNames(StageCall work) => null;

    /// <summary>
    /// What its output depends on besides inputs, options and <see cref="Version"/>, by name: another value makes pipelines run it again. What an earlier run
    /// did not note counts as unchanged.
    /// </summary>
    /// <param name="values">The options.</param>
    /// <exception cref="InvalidInputException">The options cannot be used.</exception>
    public virtual ImmutableSortedDictionary<string, string> KeyEntries(StageValues values) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Does the work.</summary>
    /// <param name="work">Inputs, output and options.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What was made, one sentence.</returns>
    /// <exception cref="InvalidInputException">The inputs cannot be used.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public abstract string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation);
}
