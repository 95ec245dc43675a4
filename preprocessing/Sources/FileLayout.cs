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
    /// <param name="isPicture">Whose folders say something: a folder of notes is no class. Null for those of all files.</param>
    internal FileLayout(IReadOnlyList<string> names, Predicate<string>? isPicture = null)
    {
        string[][] all = [.. names.Select(static name => name.Split('/')[..^1])];
        var counts = names.Select(name => isPicture?.Invoke(name) ?? true).ToArray();
        var top = CommonTop(Telling(all));
        string[][] folders = [.. all.Select(path => path.AsSpan().StartsWith(top) ? path[top.Length..] : [])];
        var tops = Tops(Telling(folders));
        var hasDomains = tops.Count > 0 && tops.TrueForAll(static folder => Domain(folder) is not null)
            && tops.Select(static folder => Domain(folder)!.Value.Name).Distinct().Count() == 2;
        var hasSplits = !hasDomains && tops.Count > 0 && tops.TrueForAll(static folder => Split(folder) is not null);
        splits =
        [
            .. folders.Select(path =>
                path is [var first, ..] && (hasDomains ? Domain(first)?.Split : hasSplits ? Split(first) : null) is { Length: > 0 } split ? split : null),
        ];
        MergeValidation();
        var labels = folders.Select(
            path => hasDomains ? (path is [var first, ..] ? Domain(first)?.Name ?? "" : "") : string.Join('/', path.Skip(hasSplits ? 1 : 0))).ToArray();
        string[] found = [.. labels.Where((label, index) => counts[index] && label.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        ClassNames = found.Length > 1 ? found : [];
        classes = [.. labels.Select(label => Array.BinarySearch(found, label, StringComparer.Ordinal))];
        HasTestPart = splits.Contains("test");

        string[][] Telling(string[][] paths) => [.. paths.Where((_, index) => counts[index])];
    }

    /// <summary>Names of the folders that hold classes, in the order of their code points; empty where there are not two or more.</summary>
    internal IReadOnlyList<string> ClassNames { get; }

    /// <summary>Whether a folder holds a test part; one of training alone does not make it.</summary>
    internal bool HasTestPart { get; }

    /// <summary>Class of a file; negative for one that lies in no class's folder.</summary>
    internal int ClassOf(int index) => classes[index];

    /// <summary>Part of a file: train, test or val; null where no folder says it.</summary>
    internal string? SplitOf(int index) => splits[index];

    /// <summary>The folders around everything, up to one that says something.</summary>
    private static string[] CommonTop(string[][] folders)
    {
        var first = folders.Length > 0 ? folders[0] : [];
        var depth = 0;
        while (depth < first.Length
            && Split(first[depth]) is null && Domain(first[depth]) is null
            && Array.TrueForAll(folders, path => path.Length > depth && path[depth] == first[depth]))
        {
            depth++;
        }

        return first[..depth];
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
