using System.Collections.Immutable;
using Gans.Formats;

namespace Gans.Pipeline.Definition;

/// <summary>Stages and who needs whom: a stage needs the stages that write what it reads.</summary>
public sealed class StageGraph
{
    private readonly ImmutableDictionary<string, ImmutableArray<string>> needs;

    private StageGraph(ImmutableArray<StageDefinition> stages, ImmutableDictionary<string, ImmutableArray<string>> needs) =>
        (Stages, this.needs) = (stages, needs);

    /// <summary>The stages, each after all that it needs; of free choices the name that sorts first.</summary>
    public ImmutableArray<StageDefinition> Stages { get; }

    /// <summary>Links the stages by their paths.</summary>
    /// <param name="stages">The stages, with names that differ.</param>
    /// <exception cref="InvalidInputException">Two write the same path or one inside the other's, or stages need each other in a circle.</exception>
    public static StageGraph Create(ImmutableArray<StageDefinition> stages)
    {
        CheckOuts(stages);
        var needs = stages.ToImmutableDictionary(stage => stage.Name, stage => NeedsOf(stage, stages));
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
    public ImmutableArray<string> NeedsOf(string stage) => needs[stage];

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

    private static ImmutableArray<string> NeedsOf(StageDefinition stage, ImmutableArray<StageDefinition> stages) =>
    [
        .. stages
            .Where(other => other.Outs.Any(made => stage.Deps.Any(dep => made.Contains(dep.Value) || dep.Contains(made.Value))))
            .Select(other => other.Name)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All stages here wait for one another, so that following what they need must come back to one seen before.</summary>
    private static InvalidInputException CircleError(List<StageDefinition> waiting, ImmutableDictionary<string, ImmutableArray<string>> needs)
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
        var outs = stages.SelectMany(stage => stage.Outs, (stage, path) => (Stage: stage.Name, Path: path)).ToArray();
        for (var i = 0; i < outs.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (earlier, later) = (outs[j], outs[i]);
                if (earlier.Path.Value == later.Path.Value)
                {
                    throw later.Path.Location.Error($"stage '{later.Stage}' and stage '{earlier.Stage}' both write '{later.Path}'. Give one of them a path of its own.");
                }

                if (earlier.Path.Contains(later.Path.Value) || later.Path.Contains(earlier.Path.Value))
                {
                    throw later.Path.Location.Error(
                        $"'{later.Path}' of stage '{later.Stage}' and '{earlier.Path}' of stage '{earlier.Stage}' lie one inside the other, and an out is replaced whole. Put them side by side.");
                }
            }
        }
    }
}
