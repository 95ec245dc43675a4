using System.Xml.Linq;

namespace Gans.Architecture.Tests;

/// <summary>One project file: where it lies and what it names.</summary>
/// <param name="Name">The file's name without its extension, which is the assembly's name.</param>
/// <param name="Folder">Relative to the root, with forward slashes.</param>
/// <param name="References">The names of the projects that it references.</param>
/// <param name="Packages">The names of the packages that it references.</param>
internal sealed record Project(string Name, string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public static Project Read(string root, string path)
    {
        var document = XDocument.Load(Path.Combine(root, path));
        return new Project(
            Path.GetFileNameWithoutExtension(path),
            Path.GetDirectoryName(path)!.Replace('\\', '/'),
            [.. Included(document, "ProjectReference").Select(static include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))],
            [.. Included(document, "PackageReference")]);
    }

    private static IEnumerable<string> Included(XDocument document, string item) =>
        document.Descendants(item).Select(static element => element.Attribute("Include")?.Value).OfType<string>();
}
