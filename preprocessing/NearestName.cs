namespace Gans.Preprocessing;

/// <summary>Finds what a misspelt word was meant to be.</summary>
internal static class NearestName
{
    private const int LongestWord = 64;

    /// <summary>The candidate that takes the fewest single-letter changes, without regard to case; the first of equals.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">At least one.</param>
    internal static string Of(string word, IEnumerable<string> candidates) => candidates.MinBy(candidate => Distance(word, candidate))!;

    /// <summary>Letters to insert, delete or replace to turn one word into the other (Levenshtein, 1965); only the first 64 letters count.</summary>
    internal static int Distance(string first, string second)
    {
        first = first.ToLowerInvariant()[..Math.Min(first.Length, LongestWord)];
        second = second.ToLowerInvariant()[..Math.Min(second.Length, LongestWord)];
        var row = Enumerable.Range(0, second.Length + 1).ToArray();   // distances of the first i letters to all starts of second
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
