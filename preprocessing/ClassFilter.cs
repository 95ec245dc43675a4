using Gans.Formats;

namespace Gans.Preprocessing;

/// <summary>Which classes of a data set a pack keeps, and under which labels.</summary>
internal sealed class ClassFilter
{
    private readonly long?[] newLabels;   // by the data set's label; null for a class that is left out

    /// <summary>Reads the choice.</summary>
    /// <param name="options">Indexes of the classes to keep; null for all.</param>
    /// <param name="allNames">The data set's classes, in the order of its labels.</param>
    /// <exception cref="InvalidInputException">A class does not exist or is named twice, or none is named.</exception>
    internal ClassFilter(PrepareOptions options, IReadOnlyList<string> allNames)
    {
        var chosen = options.Classes ?? [.. Enumerable.Range(0, allNames.Count)];
        Check(chosen, options.Dataset, allNames);
        newLabels = new long?[allNames.Count];
        var kept = chosen.Order().ToList();
        for (var label = 0; label < kept.Count; label++)
        {
            newLabels[kept[label]] = label;
        }

        ClassNames = [.. kept.Select(index => allNames[index])];
    }

    /// <summary>The choice; null where there are no classes.</summary>
    /// <param name="options">Indexes of the classes to keep; null for all.</param>
    /// <param name="allNames">The data set's classes, in the order of its labels; none where inputs have no labels.</param>
    /// <exception cref="InvalidInputException">A class does not exist or is named twice, or none is named.</exception>
    internal static ClassFilter? For(PrepareOptions options, IReadOnlyList<string> allNames) => allNames.Count > 0 ? new ClassFilter(options, allNames) : null;

    /// <summary>Names of the kept classes, in the order of their new labels.</summary>
    internal IReadOnlyList<string> ClassNames { get; }

    /// <summary>The label in the pack of an image; null for one that is left out.</summary>
    /// <param name="label">The data set's label.</param>
    /// <param name="item">Which item it is, for messages.</param>
    /// <param name="file">The file that it comes from, for messages.</param>
    /// <exception cref="InvalidInputException">The data set has no such class.</exception>
    internal long? NewLabel(int label, int item, string file) => label < newLabels.Length
        ? newLabels[label]
        : throw new InvalidInputException($"Reading {file}: found label {label} at item {item}, needed 0 to {newLabels.Length - 1}. Get the file again.");

    private static void Check(IReadOnlyList<int> chosen, string dataset, IReadOnlyList<string> allNames)
    {
        if (chosen.Count == 0)
        {
            throw Invalid(dataset, "an empty list of classes", "at least one");
        }

        var seen = new HashSet<int>();
        foreach (var index in chosen)
        {
            if (index < 0 || index >= allNames.Count)
            {
                throw Invalid(dataset, $"class {index}", $"0 to {allNames.Count - 1} ({string.Join(", ", allNames)})");
            }

            if (!seen.Add(index))
            {
                throw Invalid(dataset, $"class {index} ({allNames[index]}) twice", "each once");
            }
        }
    }

    private static InvalidInputException Invalid(string dataset, string found, string needed) =>
        new($"Preparing {dataset}: found {found}, needed {needed}. Change --classes.");
}
