using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Definition;

/// <summary>Reads what stands under <c>with</c>. An option not given takes the pipeline's param of the same name, else its default.</summary>
/// <param name="stage">The stage.</param>
/// <param name="parameters">The pipeline's params.</param>
internal sealed class OptionReader(BuiltInStage stage, ParameterTable parameters)
{
    /// <summary>Reads and checks the options.</summary>
    /// <param name="with">What stands under <c>with</c>; null: nothing.</param>
    /// <param name="stageName">Name of the stage in the pipeline.</param>
    /// <param name="overrides">Values to put in place of the file's.</param>
    /// <exception cref="InvalidInputException">An option is unknown, missing or has a wrong value.</exception>
    public StageValues Read(YamlNode? with, YamlScalar stageName, ImmutableArray<Override> overrides)
    {
        var given = new Dictionary<string, object>();
        foreach (var option in stage.Options)
        {
            if (parameters.Values.TryGetValue(option.Name, out var value))
            {
                given[option.Name] = Parse(option, value);
            }
        }

        foreach (var (key, value) in with is null ? [] : MapReader.RequireMap(with, $"'with' of stage '{stageName.Text}'").Entries)
        {
            given[key.Text] = Parse(Find(key), value);
        }

        foreach (var change in overrides)
        {
            given[change.Name] = Parse(Find(change.ToScalar() with { Text = change.Name }), change.ToScalar());
        }

        return Check(given, with?.Location ?? stageName.Location, stageName.Text);
    }

    private StageValues Check(Dictionary<string, object> given, SourceLocation location, string stageName)
    {
        foreach (var option in stage.Options.Where(option => option.IsRequired && !given.ContainsKey(option.Name)))
        {
            throw location.Error($"stage '{stageName}' needs the option '{option.Name}': {option.Doc}. Write 'with: {{ {option.Name}: {option.ValueName} }}'.");
        }

        var values = new StageValues(stage, given);
        return stage.Check(values) is { } problem ? throw location.Error($"stage '{stageName}': {problem}") : values;
    }

    private StageOption Find(YamlScalar key)
    {
        if (stage.Options.FirstOrDefault(option => option.Name == key.Text) is { } found)
        {
            return found;
        }

        var hint = stage.Inputs.Any(input => input.Name == key.Text)
            ? $"It is an input: list its path under 'deps'."
            : key.Text == "out" ? "List the path under 'outs'." : NearestWord.Hint(key.Text, [.. stage.Options.Select(option => option.Name)]);
        throw key.Location.Error($"'{stage.Name}' has no option '{key.Text}'. {hint}");
    }

    private object Parse(StageOption option, YamlNode node)
    {
        var text = node switch
        {
            YamlScalar { IsNull: false } scalar => Text(option, parameters.Interpolate(scalar)),
            YamlList { Items.IsEmpty: false } list when option.IsList =>
                string.Join(',', list.Items.Select(item => Text(option, parameters.Interpolate(MapReader.RequireScalar(item, $"'{option.Name}'"))))),
            _ => throw Wrong(option, node),
        };
        return option.Parse(text) ?? throw Wrong(option, node is YamlScalar value ? parameters.Interpolate(value) : node);
    }

    private static string Text(StageOption option, YamlScalar scalar) => scalar.IsPlain || option.IsText ? scalar.Text : throw Wrong(option, scalar);

    private static InvalidInputException Wrong(StageOption option, YamlNode node)
    {
        var found = node is YamlList ? "a list with other things" : node.Kind;
        var remedy = node is YamlScalar { IsPlain: false } && !option.IsText ? " Take the quotes away." : "";
        return node.Location.Error(
            $"option '{option.Name}': found {(option.IsList || node is not YamlList ? found : node.Kind)}, needed {option.Needs}.{remedy}");
    }
}
