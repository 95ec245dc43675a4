using System.Collections.Immutable;

namespace Gans.Pipeline.Stages;

/// <summary>The values of a stage's options: read and checked, with the defaults filled in.</summary>
internal sealed record StageValues
{
    private readonly ImmutableDictionary<string, object> values;

    /// <summary>Fills in the defaults.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="given">Values, by option name, as <see cref="StageOption.Parse"/> gave them.</param>
    public StageValues(BuiltInStage stage, IEnumerable<KeyValuePair<string, object>> given)
    {
        values = stage.Options.Where(option => option.Default is not null).ToImmutableDictionary(option => option.Name, option => option.Default!)
            .SetItems(given);
        Texts = stage.Options.Where(option => values.ContainsKey(option.Name))
            .ToImmutableSortedDictionary(option => option.Name, option => option.Format(values[option.Name]), StringComparer.Ordinal);
    }

    private StageValues(ImmutableDictionary<string, object> values, ImmutableSortedDictionary<string, string> texts) => (this.values, Texts) = (values, texts);

    /// <summary>The values in normal form, by option name, for lock files and reports; options without a value are missing.</summary>
    public ImmutableSortedDictionary<string, string> Texts { get; }

    /// <summary>These values with one replaced.</summary>
    /// <param name="option">One of the stage's options.</param>
    /// <param name="value">Its value.</param>
    public StageValues With(StageOption option, object value) =>
        new(values.SetItem(option.Name, value), Texts.SetItem(option.Name, option.Format(value)));

    /// <summary>The value of an option; the type's default (null, an empty list) where it has none.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="option">One of the stage's options.</param>
    public T? Get<T>(StageOption<T> option) => values.TryGetValue(option.Name, out var value) ? (T)value : default;

    /// <summary>Whether an option has another value than the one that it has when none is given.</summary>
    /// <param name="option">One of the stage's options.</param>
    public bool IsSet(StageOption option) =>
        Texts.TryGetValue(option.Name, out var text) && (option.Default is not { } standard || text != option.Format(standard));

    /// <summary>The value of an option that is required or has a default.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="option">One of the stage's options.</param>
    public T Require<T>(StageOption<T> option) => (T)values[option.Name];
}
