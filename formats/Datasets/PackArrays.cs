namespace Gans.Formats;

/// <summary>The arrays of a pack that is being written.</summary>
internal sealed class PackArrays : IDisposable
{
    /// <summary>Name of the inputs' digests, uint8 [inputs, 32], which only parts of a preparation keep.</summary>
    internal const string DigestsName = "digests.npy";

    /// <summary>Bytes of an input's digest: SHA-256.</summary>
    internal const int DigestSize = 32;

    private PackArrays(NpyWriter images, NpyWriter? labels, NpyWriter? pairs, NpyWriter? digests) =>
        (Images, Labels, Pairs, Digests) = (images, labels, pairs, digests);

    /// <summary>uint8 [N, H, W, C].</summary>
    internal NpyWriter Images { get; }

    /// <summary>int64 [N]; null for a pack without classes.</summary>
    internal NpyWriter? Labels { get; }

    /// <summary>uint8 [N, H, W, C]; null for a pack without pairs.</summary>
    internal NpyWriter? Pairs { get; }

    /// <summary>uint8 [inputs, 32]; null where the source has a digest of its own.</summary>
    internal NpyWriter? Digests { get; }

    /// <summary>Starts empty arrays.</summary>
    internal static PackArrays Create(string folder, PackLayout layout) =>
        Open(layout, (name, type, shape) => new NpyWriter(Path.Combine(folder, name), type, shape))!;

    /// <summary>Goes on with arrays that hold at least so much.</summary>
    /// <returns>The arrays; null where one is missing or shorter.</returns>
    internal static PackArrays? Reopen(string folder, PackLayout layout, PackProgress progress) => Open(layout, (name, type, shape) =>
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? NpyWriter.Reopen(path, name == DigestsName ? progress.InputsDone : progress.Count, type, shape) : null;
    });

    /// <summary>Brings all that was written to the disk.</summary>
    internal void Flush()
    {
        foreach (var array in All)
        {
            array?.Flush();
        }
    }

    /// <summary>Writes the final headers and closes the files.</summary>
    internal void Complete()
    {
        foreach (var array in All)
        {
            array?.Complete();
            array?.Dispose();
        }
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (var array in All)
        {
            array?.Dispose();
        }
    }

    private NpyWriter?[] All => [Images, Labels, Pairs, Digests];

    private static PackArrays? Open(PackLayout layout, Func<string, NpyType, long[], NpyWriter?> open)
    {
        var opened = new List<NpyWriter?>();
        NpyWriter? Add(bool wanted, string name, NpyType type, params long[] shape)
        {
            if (wanted)
            {
                opened.Add(open(name, type, shape));
            }

            return wanted ? opened[^1] : null;
        }

        var images = Add(true, DatasetPack.ImagesName, NpyType.UInt8, layout.Height, layout.Width, layout.Channels);
        var labels = Add(layout.HasLabels, DatasetPack.LabelsName, NpyType.Int64);
        var pairs = Add(layout.HasPairs, DatasetPack.PairsName, NpyType.UInt8, layout.Height, layout.Width, layout.Channels);
        var digests = Add(layout.HasDigests, DigestsName, NpyType.UInt8, DigestSize);
        if (!opened.Contains(null))
        {
            return new PackArrays(images!, labels, pairs, digests);
        }

        opened.ForEach(array => array?.Dispose());
        return null;
    }
}

/// <summary>Which arrays a pack has, and the shape of an image.</summary>
internal readonly record struct PackLayout(int Height, int Width, int Channels, bool HasLabels, bool HasPairs, bool HasDigests);
