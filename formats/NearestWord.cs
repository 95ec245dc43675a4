namespace Gans.Formats;

/// <summary>Finds the word that somebody most likely meant.</summary>
public static class NearestWord
{
    private const int LongestWord = 64;

    /// <summary>The candidate with the smallest edit distance to <paramref name="word"/>, or null when none is close.</summary>
    /// <remarks>
    /// Optimal string alignment distance: an insertion, a deletion, a change or a swap of neighbours costs 1. "Close" is one edit in a word
    /// of up to 4 letters, and one more for every 3 further ones; the case of letters costs nothing. Only the first 64 letters count.
    /// </remarks>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What would have been right; of equals, the first wins.</param>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        string? nearest = null;
        var limit = 2 + (Math.Max(0, Math.Min(word.Length, LongestWord) - 2) / 3);
        foreach (var candidate in candidates)
        {
            var distance = Distance(Start(word), Start(candidate));
            if (distance < limit)
            {
                (nearest, limit) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>The end of an error about an unknown word: the nearest right one, else all of them.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What would have been right.</param>
    public static string Hint(string word, IReadOnlyCollection<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return Find(word, candidates) switch
        {
            { } nearest => $"Did you mean '{nearest}'?",
            null when candidates.Count == 0 => "None can be given here.",
            null => $"Known: {string.Join(", ", candidates)}.",
        };
    }

    private static string Start(string word) => word[..Math.Min(word.Length, LongestWord)].ToLowerInvariant();

    private static int Distance(string left, string right)
    {
        var costs = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                costs[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1,
                        costs[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
                }
            }
        }

        return costs[left.Length, right.Length];
    }
}
