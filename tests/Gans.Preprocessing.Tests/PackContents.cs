using Gans.Formats;

namespace Gans.Preprocessing.Tests;

/// <summary>Reads packs back.</summary>
internal static class PackContents
{
    internal static byte[] Pixels(string folder)
    {
        using var pack = DatasetPack.Open(folder);
        return [.. Enumerable.Range(0, (int)pack.Count).SelectMany(index => pack.GetImage(index).ToArray())];
    }

    internal static byte[] PairPixels(string folder)
    {
        using var pack = DatasetPack.Open(folder);
        return [.. Enumerable.Range(0, (int)pack.Count).SelectMany(index => pack.GetPair(index).ToArray())];
    }

    internal static long[] Labels(string folder)
    {
        using var pack = DatasetPack.Open(folder);
        return [.. Enumerable.Range(0, (int)pack.Count).Select(index => pack.GetLabel(index))];
    }
}
