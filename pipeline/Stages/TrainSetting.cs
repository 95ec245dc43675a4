using System.Text.Json;
using Gans.Models;

namespace Gans.Pipeline.Stages;

/// <summary>An option that replaces a setting of the model, if it is given.</summary>
internal sealed class TrainSetting
{
    private readonly Func<GanSettings, StageValues, GanSettings> apply;

    private TrainSetting(StageOption option, Func<GanSettings, StageValues, GanSettings> apply) => (Option, this.apply) = (option, apply);

    /// <summary>The option.</summary>
    public StageOption Option { get; }

    /// <summary>A whole number.</summary>
    public static TrainSetting Whole(string name, string doc, long minimum, Func<GanSettings, long, GanSettings> set, long maximum = int.MaxValue)
    {
        var option = StageOption.OptionalWholeNumber(name, doc, minimum, maximum);
        return new(option, (settings, values) => values.Get(option) is { } value ? set(settings, value) : settings);
    }

    /// <summary>A number.</summary>
    public static TrainSetting Number(
        string name, string doc, double minimum, Func<GanSettings, double, GanSettings> set, double below = double.PositiveInfinity)
    {
        var option = StageOption.OptionalNumber(name, doc, minimum, below);
        return new(option, (settings, values) => values.Get(option) is { } value ? set(settings, value) : settings);
    }

    /// <summary>One of the words of <typeparamref name="T"/>: <c>least-squares</c> is <c>LeastSquares</c>.</summary>
    public static TrainSetting Word<T>(string name, string doc, Func<GanSettings, T, GanSettings> set)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
        var option = StageOption.OptionalChoice(name, doc, [.. words.Keys]);
        return new(option, (settings, values) => values.Get(option) is { } word ? set(settings, words[word]) : settings);
    }

    /// <summary>What is on when named.</summary>
    public static TrainSetting Flag(string name, string doc, Func<GanSettings, GanSettings> set)
    {
        var option = StageOption.Flag(name, doc);
        return new(option, (settings, values) => values.Require(option) ? set(settings) : settings);
    }

    /// <summary>Settings with this one replaced, if it is given.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="values">What is given.</param>
    public GanSettings Apply(GanSettings settings, StageValues values) => apply(settings, values);
}
