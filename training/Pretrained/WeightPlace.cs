using Gans.Formats;

namespace Gans.Training.Pretrained;

/// <summary>Where set-up puts the weights of a network.</summary>
/// <param name="Name">The place, for messages.</param>
/// <param name="Candidates">Paths where they may lie, best first; none need exist.</param>
/// <param name="Advice">How they get there, without a full stop.</param>
internal sealed record WeightPlace(string Name, IEnumerable<string> Candidates, string Advice)
{
    /// <summary>A part of an npm package.</summary>
    /// <param name="part">Name of the package and the path inside it, such as <c>nsfwjs/dist/models/inception_v3</c>.</param>
    public static WeightPlace Npm(string part) => new(
        $"node_modules/{part}", ProjectFolders.Installed(part), $"run make setup, or name a folder that has node_modules in {ProjectFolders.HomeVariable}");

    /// <summary>A part of a NuGet package, whose files are used and whose code is not.</summary>
    /// <param name="package">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="part">The path inside it.</param>
    public static WeightPlace NuGet(string package, string version, string part)
    {
        var path = Path.Combine(ProjectFolders.Packages(), package.ToLowerInvariant(), version, part);
        return new($"{path}", [path], $"run make setup, or dotnet package download {package}@{version} --output {ProjectFolders.Packages()}");
    }
}
