using System.Collections.Immutable;
using Gans.Formats;

namespace Gans.Pipeline.Definition;

/// <summary>Stages and who needs whom: a stage needs the stages that write what it reads.</summary>
internal sealed class StageGraph
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> needs;

    private StageGraph(ImmutableArray<StageDefinition> stages, IReadOnlyDictionary<string, IReadOnlyList<string>> needs) =>
        (Stages, this.needs) = (stages, needs);

    /// <summary>The stages, each after all that it needs; of free choices the name that sorts first.</summary>
    public ImmutableArray<StageDefinition> Stages { get; }

    /// <summary>Links the stages by their paths.</summary>
    /// <param name="stages">The stages, with names that differ.</param>
    /// <exception cref="InvalidInputException">Two write the same path or one inside the other's, or stages need each other in a circle.</exception>
    public static StageGraph Create(ImmutableArray<StageDefinition> stages)
    {
        CheckOuts(stages);
        var needs = stages.ToDictionary(stage => stage.Name, stage => NeedsOf(stage, stages));
        var waiting = stages.OrderBy(stage => stage.Name, StringComparer.Ordinal).ToList();
        var sorted = ImmutableArray.CreateBuilder<StageDefinition>();
        var done = new HashSet<string>();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(stage => needs[stage.Name].All(done.Contains)) ?? throw CircleError(waiting, needs);
            waiting.Remove(next);
            done.Add(next.Name);
            sorted.Add(next);
        }

        return new StageGraph(sorted.ToImmutable(), needs);
    }

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

    private static IReadOnlyList<string> NeedsOf(StageDefinition stage, ImmutableArray<StageDefinition> stages) =>
    [
        .. stages
            .Where(other => other.Outs.Any(made => stage.Deps.Any(dep => made.Contains(dep.Value) || dep.Contains(made.Value))))
            .Select(other => other.Name)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All stages here wait for one another, so that following what they need must come back to one seen before.</summary>
    private static InvalidInputException CircleError(List<StageDefinition> waiting, Dictionary<string, IReadOnlyList<string>> needs)
    {
        var path = new List<string>();
        var name = waiting[0].Name;
        while (!path.Contains(name))
        {
            path.Add(name);
            name = needs[name].First(need => waiting.Exists(stage => stage.Name == need));
        }

        var circle = string.Join(" needs ", [.. path.SkipWhile(stage => stage != name), name]);
        return waiting.First(stage => stage.Name == name).Location.Error($"stages need each other in a circle: {circle}. Take one of these deps out.");
    }

    private static void CheckOuts(ImmutableArray<StageDefinition> stages)
    {
        var outs = new List<PipelinePath>();
        var writers = new List<string>();
        foreach (var stage in stages)
        {
            foreach (var path in stage.Outs)
            {
                var clash = outs.FindIndex(other => other.Contains(path.Value) || path.Contains(other.Value));
                if (clash >= 0)
                {
                    throw ClashError(path, stage.Name, outs[clash], writers[clash]);
                }

                outs.Add(path);
                writers.Add(stage.Name);
            }
        }
    }

    private static InvalidInputException ClashError(PipelinePath path, string stage, PipelinePath earlier, string earlierStage) => path.Location.Error(
        path.Value == earlier.Value
            ? $"stage '{stage}' and stage '{earlierStage}' both write '{path}'. Give one of them a path of its own."
            : $"'{path}' of stage '{stage}' and '{earlier}' of stage '{earlierStage}' lie one inside the other, and an out is replaced whole. "
                + "Put them side by side.");
}
