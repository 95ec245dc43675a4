using System.Globalization;
using Gans.Formats;
using Gans.Preprocessing;

namespace Gans.Benchmarks;

/// <summary>Pictures of one kind, of one size, to be spoilt: a reference, and as many others.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Reference">Those that are left alone.</param>
/// <param name="Others">Those that are spoilt.</param>
internal sealed record PictureSet(string Name, IReadOnlyList<Image> Reference, IReadOnlyList<Image> Others)
{
    private const string Variable = "GANS_BENCH_SETS";

    /// <summary>The sets that the variable GANS_BENCH_SETS names, else small pictures and clothes.</summary>
    /// <param name="count">Pictures of each half.</param>
    public static IReadOnlyList<PictureSet> All(int count)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } named)
        {
            return [Load("made", SmallPictures.Ensure(), count), Load("Fashion-MNIST", "build/bench/data", count)];
        }

        return [.. named.Split(';', StringSplitOptions.TrimEntries).Select(line => line.Split(' ', 3) is [var name, var side, var path]
            ? Load(name, Prepare(name, int.Parse(side, CultureInfo.InvariantCulture), path), count)
            : throw new InvalidOperationException($"Reading {Variable}: found '{line}', needed NAME SIDE PATH. Write it so."))];
    }

    private static string Prepare(string name, int side, string path)
    {
        var pack = $"build/bench/sets/{name}-{side}";
        if (!DatasetPack.IsPack(pack))
        {
            DatasetPreparation.Run(new PrepareOptions
            {
                Dataset = "images",
                Input = path,
                Split = PrepareOptions.AllSplits,
                Size = side,
                Fit = ImageFit.Crop,
                Filter = ResizeFilter.Bicubic,
                Output = pack,
            });
        }

        return pack;
    }

    /// <summary>A seeded choice: the first ones of a pack may be of one class.</summary>
    private static PictureSet Load(string name, string folder, int count)
    {
        using var pack = DatasetPack.Open(folder);
        var order = Enumerable.Range(0, (int)pack.Count).ToArray();
        new Random(1).Shuffle(order);
        return new PictureSet(name, Take(0), Take(count));

        IReadOnlyList<Image> Take(int start) => [.. order[start..(start + count)].Select(i => SmallPictures.Of(pack, i).ToRgb())];
    }
}
