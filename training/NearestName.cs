namespace Gans.Training;

/// <summary>Finds the name that a user may have meant.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest letters to insert, delete or replace.</summary>
    internal static string Of(string typed, IEnumerable<string> names) => names.MinBy(name => Distance(typed, name))!;

    private static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
