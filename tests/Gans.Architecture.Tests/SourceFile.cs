using System.Text.RegularExpressions;

namespace Gans.Architecture.Tests;

/// <summary>One source file of a product: where it lies, what it declares, and which names it uses.</summary>
/// <param name="Project">The assembly's name.</param>
/// <param name="Folder">Relative to the project, with forward slashes; empty for the project's own.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Usings">The namespaces that it imports.</param>
/// <param name="Types">The types that it declares, but for nested ones.</param>
/// <param name="Names">Names that stand where a type may stand. Members, named arguments and calls of methods are none.</param>
internal sealed partial record SourceFile(
    string Project,
    string Folder,
    string Name,
    string Namespace,
    IReadOnlySet<string> Usings,
    IReadOnlyList<string> Types,
    IReadOnlySet<string> Names)
{
    /// <summary>Reads a file's text; null where it declares nothing in a namespace.</summary>
    public static SourceFile? Read(string project, string folder, string name, string text)
    {
        var code = Silent().Replace(text, "");
        if (NamespaceLine().Match(code) is not { Success: true } line)
        {
            return null;
        }

        var body = EnumBody().Replace(UsingLine().Replace(code, ""), "$1");
        return new SourceFile(
            project,
            folder,
            name,
            line.Groups[1].Value,
            UsingLine().Matches(code).Select(static match => match.Groups[1].Value).ToHashSet(),
            [.. Declaration().Matches(code).Select(static match => match.Groups[1].Value)],
            Identifier().Matches(body).Where(match => MayBeType(body, match)).Select(static match => match.Value).ToHashSet());
    }

    /// <summary>Whether a namespace is seen from here without being named: imported, this one, or one above it.</summary>
    public bool Sees(string other) => Usings.Contains(other) || Namespace == other || Namespace.StartsWith(other + ".", StringComparison.Ordinal);

    private static bool MayBeType(string body, Match name)
    {
        var after = body.AsSpan(name.Index + name.Length).TrimStart();
        if (after.StartsWith("=") && !after.StartsWith("==") && !after.StartsWith("=>"))
        {
            return false;
        }

        return !after.StartsWith(":") && (!after.StartsWith("(") || BeforeCreation().IsMatch(body[..name.Index].TrimEnd()));
    }

    /// <summary>Comments and texts, which name types but use none.</summary>
    [GeneratedRegex("""""//.*|/\*[\s\S]*?\*/|"{3,}[\s\S]*?"{3,}|@"(?:""|[^"])*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])+'""""")]
    private static partial Regex Silent();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?(?:global::)?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    /// <summary>A type at the left margin. The name of a delegate comes after what it gives, which may name its parts, and before its parameters.</summary>
    [GeneratedRegex(
        @"^(?:(?:public|internal|static|sealed|abstract|partial|readonly|ref|unsafe) )*"
        + @"(?:(?:class|struct|interface|enum|record struct|record class|record) |delegate .+? (?=\w+(?:<[^>]*>)?\())(\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    /// <summary>Members of an enumeration may be called as types are.</summary>
    [GeneratedRegex(@"(\benum\s+\w+[^{;]*)\{[^}]*\}")]
    private static partial Regex EnumBody();

    [GeneratedRegex(@"(?<![\w.@])[A-Z]\w*")]
    private static partial Regex Identifier();

    /// <summary>Where a name with a parenthesis behind it is a type: created, inherited from, matched, an attribute.</summary>
    [GeneratedRegex(@"(\bnew|\bis|\bcase|:|\[)$")]
    private static partial Regex BeforeCreation();
}
