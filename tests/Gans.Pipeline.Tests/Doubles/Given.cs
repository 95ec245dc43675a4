using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Tests.Doubles;

/// <summary>Values of a stage, as they stand on a command line.</summary>
internal static class Given
{
    /// <summary>Reads texts, by option name, and fills in the defaults.</summary>
    public static StageValues Values(BuiltInStage stage, params IEnumerable<(string Name, string Text)> given) =>
        new(stage, given.Select(each => KeyValuePair.Create(each.Name, stage.Options.Single(option => option.Name == each.Name).Parse(each.Text)!)));
}
