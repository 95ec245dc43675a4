using Gans.Formats;
using Gans.Preprocessing;

namespace Gans.Benchmarks;

/// <summary>Small colour pictures to be scored: those of the folder that the variable GANS_BENCH_IMAGES names, 32x32, else made ones.</summary>
internal static class SmallPictures
{
    public const int Side = 32;

    private const string FolderVariable = "GANS_BENCH_IMAGES";
    private const string Packs = "build/bench/small-pictures";
    private const int MadeCount = 50_000;
    private const int MadeDetail = 4;

    /// <summary>The folder of a pack of all of them, made where it is not there.</summary>
    public static string Ensure()
    {
        var named = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;
        var pack = Path.Combine(Packs, named is null ? "made" : Path.GetFileName(named));
        if (DatasetPack.IsPack(pack))
        {
            return pack;
        }

        if (named is null)
        {
            Write(pack, Enumerable.Range(0, MadeCount).Select(Make));
        }
        else
        {
            DatasetPreparation.Run(new PrepareOptions { Dataset = "images", Input = named, Split = PrepareOptions.AllSplits, Size = Side, Output = pack });
        }

        return pack;
    }

    /// <summary>Writes a pack of given ones.</summary>
    public static void Write(string folder, IEnumerable<Image> pictures)
    {
        var info = new DatasetInfo
        {
            Name = "small pictures",
            Split = "all",
            Source = "made by a benchmark",
            SourceDigest = new string('0', 64),
            Height = Side,
            Width = Side,
            Channels = 3,
        };
        using var writer = new DatasetPackWriter(folder, info);
        foreach (var picture in pictures)
        {
            writer.Add(picture.Pixels);
        }

        writer.Commit();
    }

    /// <summary>One picture of a pack.</summary>
    public static Image Of(DatasetPack pack, long index) => new(pack.Height, pack.Width, pack.Channels, pack.GetImage(index).ToArray());

    /// <summary>Noise enlarged, so that neighbours are alike.</summary>
    private static Image Make(int index)
    {
        var noise = new Image(MadeDetail, MadeDetail, 3);
        new Random(index).NextBytes(noise.Pixels);
        return noise.Resize(Side, Side, ResizeFilter.Bicubic);
    }
}
