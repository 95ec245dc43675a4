using System.Collections.Frozen;
using System.Text.Json;

namespace Gans.Training.State;

/// <summary>How conditions are spelt.</summary>
public static class TrainingConditions
{
    private static readonly FrozenDictionary<string, TrainingCondition> ByWord =
        Enum.GetValues<TrainingCondition>().ToFrozenDictionary(ToWord, StringComparer.Ordinal);

    /// <summary>As files spell it, such as <c>mode-collapse</c>.</summary>
    /// <param name="condition">The condition.</param>
    public static string ToWord(this TrainingCondition condition) => JsonNamingPolicy.KebabCaseLower.ConvertName(condition.ToString());

    /// <summary>As people spell it, such as <c>mode collapse</c>.</summary>
    /// <param name="condition">The condition.</param>
    public static string ToWords(this TrainingCondition condition) => condition.ToWord().Replace('-', ' ');

    /// <summary>The condition that a file names; null for a word that is none.</summary>
    /// <param name="word">The word; null for none.</param>
    public static TrainingCondition? Parse(string? word) => word is not null && ByWord.TryGetValue(word, out var condition) ? condition : null;
}
