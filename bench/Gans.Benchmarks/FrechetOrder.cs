using Gans.Formats;
using Gans.Inference.Metrics;
using Gans.Runtime;

namespace Gans.Benchmarks;

/// <summary>Whether the Frechet Inception Distance rises with every level of what spoils pictures, as one that people can trust must.</summary>
/// <remarks>
/// Some pictures, spoilt, against as many others of the same kind, left alone; so even level 0 has a distance. What a network found is kept in
/// <c>build/</c>, so that a run that was stopped goes on.
/// </remarks>
internal static class FrechetOrder
{
    private const string Folder = "build/bench/frechet-order";
    private const int Pictures = 250;

    public static void Run()
    {
        using var pictures = DatasetPack.Open(SmallPictures.Ensure());
        using var others = DatasetPack.Open("build/bench/data");
        using var extractor = FeatureExtractor.Load(InceptionFile.Ensure(), new FeatureExtractorOptions { Device = Device.Cpu });
        var order = Enumerable.Range(0, (int)pictures.Count).ToArray();
        new Random(1).Shuffle(order);
        Image[] reference = [.. order[..Pictures].Select(i => SmallPictures.Of(pictures, i))];
        Image[] spoilt = [.. order[Pictures..(2 * Pictures)].Select(i => SmallPictures.Of(pictures, i))];
        var kept = $"{Folder}/{pictures.Info.SourceDigest[..12]}-{Pictures}";
        Directory.CreateDirectory(kept);
        var statistics = Statistics(extractor, reference, $"{kept}/reference.npy");
        var unspoilt = FrechetDistance.Compute(statistics, Statistics(extractor, spoilt, $"{kept}/unspoilt.npy"));
        var curves = Disturbances(others).Select(disturbance => (disturbance, Values: Distances(disturbance))).ToList();
        Print(unspoilt, curves);
        AtomicFile.WriteText($"{Folder}/frechet-order.svg", OrderChart.Render($"FID of {Pictures} pictures against {Pictures}", unspoilt, curves));
        Require(unspoilt, curves);

        double[] Distances(Disturbance disturbance) => [.. disturbance.Levels.Select((level, rank) =>
        {
            Image[] images = [.. spoilt.Select((picture, i) => disturbance.Apply(picture, level, i))];
            return FrechetDistance.Compute(statistics, Statistics(extractor, images, $"{kept}/{disturbance.Name}-{rank + 1}.npy"));
        })];
    }

    private static Disturbance[] Disturbances(DatasetPack others) =>
    [
        new("noise", "deviation, of 255", [8, 16, 32], Disturbance.AddNoise),
        new("blur", "deviation, pixels", [0.5, 1, 2], (picture, deviation, _) => Disturbance.Blur(picture, deviation)),
        new("swirl", "angle, radians", [1, 2, 4], (picture, angle, _) => Disturbance.Swirl(picture, angle)),
        new("mixing", "share of Fashion-MNIST", [0.25, 0.5, 0.75], (picture, share, i) => i < share * Pictures
            ? SmallPictures.Of(others, i).Resize(SmallPictures.Side, SmallPictures.Side, ResizeFilter.Bicubic).ToRgb()
            : picture),
    ];

    private static GaussianStatistics Statistics(FeatureExtractor extractor, Image[] images, string path)
    {
        if (!File.Exists(path))
        {
            var found = new float[images.Length * extractor.Features];
            Parallel.ForEach(
                images.Chunk(extractor.BatchSize).Index(),
                new ParallelOptions { MaxDegreeOfParallelism = extractor.Lanes },
                batch => extractor.Extract(
                    batch.Item,
                    found.AsSpan(batch.Index * extractor.BatchSize * extractor.Features, batch.Item.Length * extractor.Features),
                    []));
            NpyFile.Write(path, NpyArray.Create<float>(found, images.Length, extractor.Features));
        }

        var sums = new GaussianAccumulator(extractor.Features);
        sums.Add(NpyFile.Read(path).Elements<float>());
        return sums.ToStatistics();
    }

    private static void Print(double unspoilt, List<(Disturbance Disturbance, double[] Values)> curves)
    {
        Console.WriteLine();
        Console.WriteLine($"FID of {Pictures} pictures against {Pictures} others, by how much they are spoilt: {unspoilt:F3} as they are");
        foreach (var (disturbance, values) in curves)
        {
            var levels = disturbance.Levels.Zip(values, (level, value) => $"{level,4:0.##}: {value,6:F3}");
            Console.WriteLine($"  {disturbance.Name,-7} {string.Join("  ", levels)}   ({disturbance.Unit})");
        }
    }

    private static void Require(double unspoilt, List<(Disturbance Disturbance, double[] Values)> curves)
    {
        foreach (var (disturbance, values) in curves)
        {
            if (values.Prepend(unspoilt).Zip(values).Any(pair => pair.First >= pair.Second))
            {
                throw new InvalidOperationException($"The distance does not rise with every level of {disturbance.Name}.");
            }
        }
    }
}
