namespace Gans.Preprocessing.Sources;

/// <summary>What the folders of a tree say of the files in them: class, and part of the data set.</summary>
/// <remarks>
/// A folder around everything says nothing. Then may come <c>train</c> and <c>test</c> (or <c>val</c>), then a folder a class. Folders
/// <c>trainA</c>, <c>trainB</c>, <c>testA</c>, <c>testB</c> hold the domains A and B of an unpaired translation; they count as classes.
/// </remarks>
internal sealed class FileLayout
{
    private readonly int[] classes;
    private readonly string?[] splits;

    /// <summary>Reads the names.</summary>
    /// <param name="names">Of all files, with forward slashes.</param>
    internal FileLayout(IEnumerable<string> names)
    {
        var folders = WithoutCommonTop([.. names.Select(static name => name.Split('/')[..^1])]);
        var hasDomains = Tops(folders) is { Count: > 0 } tops && tops.All(static top => Domain(top) is not null)
            && tops.Select(static top => Domain(top)!.Value.Name).Distinct().Count() == 2;
        var hasSplits = !hasDomains && Tops(folders) is { Count: > 0 } parts && parts.All(static top => Split(top) is not null);
        splits =
        [
            .. folders.Select(path =>
                path is [var top, ..] && (hasDomains ? Domain(top)?.Split : hasSplits ? Split(top) : null) is { Length: > 0 } split ? split : null),
        ];
        MergeValidation();
        var labels = folders.Select(
            path => hasDomains ? (path is [var top, ..] ? Domain(top)!.Value.Name : "") : string.Join('/', path.Skip(hasSplits ? 1 : 0))).ToArray();
        string[] found = [.. labels.Where(static label => label.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        ClassNames = found.Length > 1 ? found : [];
        classes = [.. labels.Select(label => Array.BinarySearch(found, label, StringComparer.Ordinal))];
        HasSplits = splits.Any(static split => split is not null);
    }

    /// <summary>Names of the folders that hold classes, in the order of their code points; empty where there are not two or more.</summary>
    internal IReadOnlyList<string> ClassNames { get; }

    /// <summary>Whether the folders part the files into training and test.</summary>
    internal bool HasSplits { get; }

    /// <summary>Class of a file; negative for one that lies in no class's folder.</summary>
    internal int ClassOf(int index) => classes[index];

    /// <summary>Part of a file: train, test or val; null where no folder says it.</summary>
    internal string? SplitOf(int index) => splits[index];

    /// <summary>Takes off the folders around everything, up to one that says something.</summary>
    private static string[][] WithoutCommonTop(string[][] folders)
    {
        var first = folders.Length > 0 ? folders[0] : [];
        var depth = 0;
        while (depth < first.Length
            && Split(first[depth]) is null && Domain(first[depth]) is null
            && Array.TrueForAll(folders, path => path.Length > depth && path[depth] == first[depth]))
        {
            depth++;
        }

        return depth == 0 ? folders : [.. folders.Select(path => path[depth..])];
    }

    private static List<string> Tops(string[][] folders) => [.. folders.Where(static path => path.Length > 0).Select(static path => path[0]).Distinct()];

    private static string? Split(string folder) => folder.ToLowerInvariant() switch
    {
        "train" or "training" => "train",
        "test" or "testing" => "test",
        "val" or "valid" or "validation" => "val",
        _ => null,
    };

    private static (string Name, string Split)? Domain(string folder) => folder switch
    {
        "A" or "B" => (folder, ""),
        [.. var split, 'A' or 'B'] when Split(split.TrimEnd('_')) is { } part => (folder[^1..], part),
        _ => null,
    };

    /// <summary>Without a test part, the validation part is it.</summary>
    private void MergeValidation()
    {
        if (!splits.Contains("test"))
        {
            foreach (ref var split in splits.AsSpan())
            {
                split = split == "val" ? "test" : split;
            }
        }
    }
}
