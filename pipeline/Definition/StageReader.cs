using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Definition;

/// <summary>Reads one entry under <c>stages</c>.</summary>
/// <param name="catalog">The built-in stages.</param>
/// <param name="shared">The pipeline's params.</param>
/// <param name="overrides">Values to put in place of the file's.</param>
/// <param name="pipeline">What stands around the stages.</param>
/// <param name="matrix">Values for each of which there is a stage.</param>
internal sealed class StageReader(
    StageCatalog catalog, ParameterTable shared, IReadOnlyList<Override> overrides, MapReader pipeline, Matrix matrix)
{
    /// <summary>The words of a stage.</summary>
    internal static readonly ImmutableArray<string> StageKeys = ["desc", "uses", "with", "cmd", "deps", "params", "outs", "metrics", "plots"];

    /// <summary>Aliases can make of a file of a megabyte many millions of paths.</summary>
    private const int MostPaths = 100_000;

    private static readonly string[] OutKeys = ["outs", "metrics", "plots"];

    private readonly HashSet<string> namesInOuts = new(StringComparer.Ordinal);
    private int pathCount;

    /// <summary>The names that outs of the stages read so far have in <c>${name}</c>.</summary>
    public IReadOnlyCollection<string> NamesInOuts => namesInOuts;

    /// <summary>Reads a stage, which is one for each combination of the matrix that its outs name.</summary>
    /// <param name="entry">Its name and what stands under it.</param>
    public IEnumerable<StageDefinition> Read(YamlEntry entry)
    {
        var name = entry.Key.Text;
        if (!PipelineReader.IsName(name))
        {
            throw entry.Key.Location.Error($"'{name}' cannot name a stage. Use letters, digits, '_' and '-'.");
        }

        var map = MapReader.Create(entry.Value, $"stage '{name}'", StageKeys);
        string[] named = [.. OutKeys.SelectMany(key => map.FindScalars(key, "path")).SelectMany(ParameterTable.NamesIn)];
        namesInOuts.UnionWith(named);
        return matrix.Combine(named, Combination.None).Select(combination => Read(entry, map, combination));
    }

    private StageDefinition Read(YamlEntry entry, MapReader map, Combination chosen)
    {
        var name = entry.Key.Text;
        var parameters = shared.With(chosen);
        var stage = map.Find("uses") is { } uses ? FindStage(uses, parameters) : null;
        var deps = ReadPaths(map, "deps", chosen);
        if (stage?.Inputs.Contains(OwnModels.Input) == true)
        {
            deps = [.. deps, .. ReadModels(chosen).Where(path => deps.All(dep => dep.Value != path.Value))];
        }

        ImmutableArray<PipelinePath> outs = [.. OutKeys.SelectMany(key => ReadPaths(map, key, chosen))];
        StageAction action = (stage, map.Find("cmd")) switch
        {
            ({ } builtIn, null) => ReadBuiltIn(builtIn, entry.Key, map, parameters, deps, outs),
            (null, { }) => ReadShell(map, name, parameters, outs),
            (null, null) => throw entry.Key.Location.Error($"stage '{name}' does nothing. Give it 'uses: STAGE' or 'cmd: COMMAND'."),
            var (_, cmd) => throw cmd.Location.Error($"stage '{name}' has both 'uses' and 'cmd'. Keep one; a second stage can do the other."),
        };
        var written = new PathTree<PipelinePath>();
        foreach (var path in outs)
        {
            written.Add(path, path);
        }

        foreach (var dep in deps.Where(dep => written.Related(dep).Any()))
        {
            throw dep.Location.Error($"stage '{name}' needs '{dep}', which it writes itself. Take it out of 'deps' or 'outs'.");
        }

        return new StageDefinition
        {
            Name = chosen.Values.IsEmpty ? name : $"{name}{StageDefinition.BeforeCombination}{chosen.Word}",
            Location = entry.Key.Location,
            Description = map.FindScalar("desc") is { } text ? parameters.Interpolate(text).Text : null,
            Action = action,
            Deps = deps,
            Outs = outs,
            Parameters = ReadParameters(map, parameters, action),
        };
    }

    /// <summary>What stands under <c>models</c> at the top: deps of each stage that takes them.</summary>
    private ImmutableArray<PipelinePath> ReadModels(Combination chosen)
    {
        var paths = ReadPaths(pipeline, "models", chosen);
        return paths.FirstOrDefault(path => !OwnModels.Input.Takes(path.Value)) is { } wrong
            ? throw wrong.Location.Error($"'models': found '{wrong}', needed assemblies, whose names end in {string.Join(", ", OwnModels.Input.Suffixes)}.")
            : paths;
    }

    /// <summary>Paths; one that names values of the matrix that are not chosen stands for a path for each of them.</summary>
    private ImmutableArray<PipelinePath> ReadPaths(MapReader map, string key, Combination chosen)
    {
        var paths = ImmutableArray.CreateBuilder<PipelinePath>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var texts = map.FindScalars(key, "path").SelectMany(scalar =>
            matrix.Combine([.. ParameterTable.NamesIn(scalar)], chosen).Select(combination => shared.With(combination).Interpolate(scalar)));
        foreach (var scalar in texts)
        {
            if (++pathCount > MostPaths)
            {
                throw scalar.Location.Error($"found more than {MostPaths} paths in all stages together. Name folders in place of files.");
            }

            var path = PipelinePath.Create(scalar.Text, scalar.Location);
            if (!seen.Add(path.Value))
            {
                throw path.Location.Error($"'{path}' stands twice under '{key}'. Keep one.");
            }

            paths.Add(path);
        }

        return paths.ToImmutable();
    }

    private ShellAction ReadShell(MapReader map, string name, ParameterTable parameters, ImmutableArray<PipelinePath> outs)
    {
        if (map.Find("with") is { } with)
        {
            throw with.Location.Error($"stage '{name}' has 'cmd', and 'with' belongs to 'uses'. Put the values into the command.");
        }

        if (overrides.FirstOrDefault(change => change.Stage == name) is { } change)
        {
            throw change.Location.Error($"stage '{name}' is a command and has no options. Use a param in it as ${{name}}, and set that.");
        }

        return new ShellAction(parameters.InterpolateCommand(map.FindScalar("cmd")!, outs));
    }

    private BuiltInStage FindStage(YamlNode uses, ParameterTable parameters)
    {
        var word = parameters.Interpolate(MapReader.RequireScalar(uses, "'uses'"));
        return catalog.Find(word.Text)
            ?? throw word.Location.Error($"there is no built-in stage '{word.Text}'. {NearestWord.Hint(word.Text, catalog.Names)}");
    }

    private BuiltInAction ReadBuiltIn(
        BuiltInStage stage,
        YamlScalar stageName,
        MapReader map,
        ParameterTable parameters,
        ImmutableArray<PipelinePath> deps,
        ImmutableArray<PipelinePath> outs)
    {
        if (outs.Length != 1 && (outs.Length != 2 || stage.SideOutput is null))
        {
            var writes = stage.SideOutput is { } side ? $"one or two: {stage.Output.Doc}, then {side.Doc}" : $"one: {stage.Output.Doc}";
            throw stageName.Location.Error($"stage '{stageName.Text}' has {outs.Length} outs, and '{stage.Name}' writes {writes}. Write 'outs: [path]'.");
        }

        var values = new OptionReader(stage, parameters).Read(map.Find("with"), stageName, [.. overrides.Where(change => change.Stage == stageName.Text)]);
        return new BuiltInAction(stage, values, BindInputs(stage, stageName, deps));
    }

    /// <summary>Each input takes the first dep, or all deps, that fit and are not taken; deps left over only make the stage wait.</summary>
    private static ImmutableDictionary<string, ImmutableArray<string>> BindInputs(BuiltInStage stage, YamlScalar stageName, ImmutableArray<PipelinePath> deps)
    {
        var free = deps.ToList();
        var inputs = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        foreach (var input in stage.Inputs)
        {
            var taken = free.Where(dep => input.Takes(dep.Value)).Take(input.TakesMany ? free.Count : 1).ToImmutableArray();
            if (!taken.IsEmpty)
            {
                inputs[input.Name] = [.. taken.Select(dep => dep.Value)];
                free.RemoveAll(taken.ToHashSet().Contains);
            }
            else if (input.IsRequired)
            {
                throw stageName.Location.Error($"stage '{stageName.Text}' needs {input.Doc} to work on. Write 'deps: [path]'.");
            }
        }

        return inputs.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, string> ReadParameters(MapReader map, ParameterTable parameters, StageAction action)
    {
        var values = (action as BuiltInAction)?.Values.Texts ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        foreach (var name in map.FindScalars("params", "name"))
        {
            values = values.SetItem($"params.{name.Text}", parameters.Get(name.Text, name.Location).Text);
        }

        return values;
    }
}
