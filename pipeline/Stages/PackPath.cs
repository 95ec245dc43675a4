using Gans.Formats;

namespace Gans.Pipeline.Stages;

/// <summary>Paths that packs are written to, as users give them.</summary>
internal static class PackPath
{
    /// <summary>Refuses a path at which a pack stands, unless it may be replaced.</summary>
    /// <param name="path">The path.</param>
    /// <param name="force">Whether a pack may be replaced.</param>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public static void RequireFree(string path, bool force)
    {
        if (!force && DatasetPack.IsPack(path))
        {
            throw new InvalidInputException($"Writing {path}: found a pack there. Replace it by --force, or choose another folder.");
        }
    }
}
