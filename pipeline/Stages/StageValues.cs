using System.Collections.Immutable;

namespace Gans.Pipeline.Stages;

/// <summary>The values of a stage's options: checked, in normal form, with the defaults filled in.</summary>
public sealed record StageValues
{
    /// <summary>Fills in the defaults.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="given">Values in normal form, by option name.</param>
    public StageValues(BuiltInStage stage, IEnumerable<KeyValuePair<string, string>> given)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var option in stage.Options)
        {
            if (option.Default is { } value)
            {
                texts[option.Name] = value;
            }
        }

        foreach (var (name, text) in given)
        {
            texts[name] = text;
        }

        Texts = texts.ToImmutable();
    }

    /// <summary>The values in normal form, by option name; options without a value are missing.</summary>
    public ImmutableSortedDictionary<string, string> Texts { get; }

    /// <summary>The value of an option; the type's default (null, an empty list) where it has none.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="option">One of the stage's options.</param>
    public T? Get<T>(StageOption<T> option) => Texts.TryGetValue(option.Name, out var text) ? option.Parse(text) : default;

    /// <summary>The value of an option that is required or has a default.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="option">One of the stage's options.</param>
    public T Require<T>(StageOption<T> option) => option.Parse(Texts[option.Name]);
}
