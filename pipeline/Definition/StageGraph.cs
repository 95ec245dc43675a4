using System.Collections.Immutable;
using Gans.Formats;

namespace Gans.Pipeline.Definition;

/// <summary>Stages and who needs whom: a stage needs the stages that write what it reads.</summary>
internal sealed class StageGraph
{
    private readonly Dictionary<string, IReadOnlyList<string>> needs;
    private readonly PathTree<string> makers;

    private StageGraph(ImmutableArray<StageDefinition> stages, Dictionary<string, IReadOnlyList<string>> needs, PathTree<string> makers) =>
        (Stages, this.needs, this.makers) = (stages, needs, makers);

    /// <summary>The stages, each after all that it needs; of free choices the name that sorts first.</summary>
    public ImmutableArray<StageDefinition> Stages { get; }

    /// <summary>Links the stages by their paths.</summary>
    /// <param name="stages">The stages, with names that differ.</param>
    /// <exception cref="InvalidInputException">Two write the same path or one inside the other's, or stages need each other in a circle.</exception>
    public static StageGraph Create(ImmutableArray<StageDefinition> stages)
    {
        CheckOuts(stages);
        var makers = new PathTree<string>();
        foreach (var stage in stages)
        {
            foreach (var path in stage.Outs)
            {
                makers.Add(path, stage.Name);
            }
        }

        var needs = stages.ToDictionary(
            stage => stage.Name,
            stage => (IReadOnlyList<string>)[.. stage.Deps.SelectMany(makers.Related).Distinct().Order(StringComparer.Ordinal)],
            StringComparer.Ordinal);
        return new StageGraph(Sort(stages, needs), needs, makers);
    }

    /// <summary>The stages that write a path, something in it, or a folder around it, sorted by name.</summary>
    /// <param name="path">The path.</param>
    public IReadOnlyList<string> MakersOf(PipelinePath path) => [.. makers.Related(path).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether a stage writes a path, something in it, or a folder around it.</summary>
    /// <param name="path">The path.</param>
    public bool IsMade(PipelinePath path) => makers.Related(path).Any();

    /// <summary>The stages that a stage needs directly, sorted by name.</summary>
    /// <param name="stage">Name of the stage.</param>
    public IReadOnlyList<string> NeedsOf(string stage) => needs[stage];

    /// <summary>The stages named and all that they need, directly or not, in order.</summary>
    /// <param name="names">The stages; none: all.</param>
    public ImmutableArray<StageDefinition> Select(IReadOnlyCollection<string> names)
    {
        var wanted = names.Count == 0 ? [.. needs.Keys] : new HashSet<string>(names);
        foreach (var stage in Stages.Reverse().Where(stage => wanted.Contains(stage.Name)))
        {
            wanted.UnionWith(needs[stage.Name]);
        }

        return [.. Stages.Where(stage => wanted.Contains(stage.Name))];
    }

    /// <summary>The stages that need a stage, directly or not, in order.</summary>
    /// <param name="name">The stage.</param>
    public ImmutableArray<string> After(string name)
    {
        var later = new HashSet<string> { name };
        foreach (var stage in Stages.Where(stage => needs[stage.Name].Any(later.Contains)))
        {
            later.Add(stage.Name);
        }

        return [.. Stages.Select(stage => stage.Name).Where(stage => stage != name && later.Contains(stage))];
    }

    /// <summary>Takes the first by name of those that need nothing more, again and again.</summary>
    private static ImmutableArray<StageDefinition> Sort(ImmutableArray<StageDefinition> stages, Dictionary<string, IReadOnlyList<string>> needs)
    {
        var open = stages.ToDictionary(stage => stage.Name, stage => needs[stage.Name].Count, StringComparer.Ordinal);
        var byName = stages.ToDictionary(stage => stage.Name, StringComparer.Ordinal);
        var users = stages.SelectMany(stage => needs[stage.Name].Select(need => (need, stage.Name))).ToLookup(link => link.need, link => link.Name);
        var ready = new SortedSet<string>(open.Where(stage => stage.Value == 0).Select(stage => stage.Key), StringComparer.Ordinal);
        var sorted = ImmutableArray.CreateBuilder<StageDefinition>(stages.Length);
        while (ready.Min is { } next)
        {
            ready.Remove(next);
            open.Remove(next);
            sorted.Add(byName[next]);
            ready.UnionWith(users[next].Where(user => --open[user] == 0));
        }

        return open.Count == 0 ? sorted.ToImmutable() : throw CircleError(open.Keys.ToHashSet(StringComparer.Ordinal), byName, needs);
    }

    /// <summary>All stages here wait for one another, so that following what they need must come back to one seen before.</summary>
    private static InvalidInputException CircleError(
        HashSet<string> waiting, Dictionary<string, StageDefinition> stages, Dictionary<string, IReadOnlyList<string>> needs)
    {
        var path = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var name = waiting.Min(StringComparer.Ordinal)!;
        while (seen.Add(name))
        {
            path.Add(name);
            name = needs[name].First(waiting.Contains);
        }

        var circle = string.Join(" needs ", [.. path.SkipWhile(stage => stage != name), name]);
        return stages[name].Location.Error($"stages need each other in a circle: {circle}. Take one of these deps out.");
    }

    private static void CheckOuts(ImmutableArray<StageDefinition> stages)
    {
        var outs = new PathTree<WrittenPath>();
        var order = 0;
        foreach (var stage in stages)
        {
            foreach (var path in stage.Outs)
            {
                if (outs.Related(path).MinBy(other => other.Order) is { } clash)
                {
                    throw ClashError(path, stage.Name, clash.Path, clash.Stage);
                }

                outs.Add(path, new WrittenPath(order++, path, stage.Name));
            }
        }
    }

    private static InvalidInputException ClashError(PipelinePath path, string stage, PipelinePath earlier, string earlierStage) => path.Location.Error(
        path.Value == earlier.Value
            ? $"stage '{stage}' and stage '{earlierStage}' both write '{path}'. Give one of them a path of its own."
            : $"'{path}' of stage '{stage}' and '{earlier}' of stage '{earlierStage}' lie one inside the other, and an out is replaced whole. "
                + "Put them side by side.");

    /// <summary>An out among all of a pipeline.</summary>
    private sealed record WrittenPath(int Order, PipelinePath Path, string Stage);
}
