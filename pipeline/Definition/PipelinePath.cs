namespace Gans.Pipeline.Definition;

/// <summary>
/// A path of a pipeline: relative to the folder in which <c>gans</c> runs, with forward slashes, without <c>.</c>, <c>..</c> inside or a slash at the end.
/// </summary>
/// <param name="Value">The path; <c>.</c> is the folder itself.</param>
/// <param name="Location">Where the pipeline names it.</param>
internal sealed record PipelinePath(string Value, SourceLocation Location)
{
    /// <summary>Brings a path to its normal form.</summary>
    /// <param name="text">The path as written.</param>
    /// <param name="location">Where it is written.</param>
    /// <exception cref="Formats.InvalidInputException">It is empty or holds control characters.</exception>
    public static PipelinePath Create(string text, SourceLocation location)
    {
        if (text.Trim().Length == 0 || text.Any(char.IsControl))
        {
            throw location.Error($"found the path '{text.ReplaceLineEndings(" ")}', needed the name of a file or folder.");
        }

        var parts = new List<string>();
        foreach (var part in text.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        var path = string.Join('/', parts);
        return new PipelinePath(text[0] == '/' ? "/" + path : path.Length == 0 ? "." : path, location);
    }

    /// <summary>Whether another path is this one or lies inside it.</summary>
    /// <param name="other">The other path, in normal form.</param>
    public bool Contains(string other) => Value switch
    {
        "." => !other.StartsWith('/') && !IsAbove(other),
        "/" => other.StartsWith('/'),
        _ => other == Value || (other.StartsWith(Value, StringComparison.Ordinal) && other[Value.Length] == '/'),
    };

    /// <summary>Whether it is the folder in which <c>gans</c> runs, or one around it by its relative name.</summary>
    public bool IsHereOrAbove => Value is "." or "/" || Value.Split('/').All(part => part == "..");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsAbove(string path) => path == ".." || path.StartsWith("../", StringComparison.Ordinal);
}
