namespace Gans.Architecture.Tests;

/// <summary>Types of one folder use types of another one of the same project.</summary>
/// <param name="Project">The assembly's name.</param>
/// <param name="From">The folder that uses; empty for the project's own.</param>
/// <param name="To">The folder that is used.</param>
internal sealed record FolderArrow(string Project, string From, string To)
{
    public override string ToString() => $"{Project}: {NameOf(From)} -> {NameOf(To)}";

    private static string NameOf(string folder) => folder.Length == 0 ? "." : folder;
}
