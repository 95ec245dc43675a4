using System.Globalization;
using Gans.Formats;
using Gans.Inference.Metrics;
using Gans.Runtime;

namespace Gans.Benchmarks;

/// <summary>Whether the Frechet distance of the default extractor rises with every level of what spoils pictures, as one that people can trust must.</summary>
/// <remarks>
/// Some pictures, spoilt, against as many others of the same kind, left alone; so even level 0, the floor, has a distance. What a network found is kept in
/// <c>build/</c>, so that a run that was stopped goes on.
/// </remarks>
internal static class FrechetOrder
{
    private const string Folder = "build/bench/frechet-order";
    private const int Pictures = 500;

    private static readonly Disturbance[] Disturbances =
    [
        new("noise", "deviation, of 255", [8, 16, 32], Disturbance.AddNoise),
        new("blur", "deviation, pixels", [0.5, 1, 2], (picture, deviation, _) => Disturbance.Blur(picture, deviation)),
        new("swirl", "angle, radians", [1, 2, 4], (picture, angle, _) => Disturbance.Swirl(picture, angle)),
    ];

    public static void Run()
    {
        using var extractor = FeatureExtractor.Load(PretrainedFile.Ensure("resnet18"), new FeatureExtractorOptions { Device = Device.Cpu });
        var sets = PictureSet.All(Pictures);
        Directory.CreateDirectory(Folder);
        Console.WriteLine();
        Console.WriteLine($"FID and, in brackets, KID by ResNet-18 of {Pictures} pictures, spoilt, against {Pictures} others");
        foreach (var (set, next) in sets.Zip(sets.Skip(1).Append(sets[0])))
        {
            var reference = Features(extractor, set.Reference, $"{set.Name}-reference");
            var unspoilt = Features(extractor, set.Others, $"{set.Name}-unspoilt");
            var floor = Against(unspoilt);
            List<(Disturbance Disturbance, Score[] Values)> curves = [.. Disturbances.Select(disturbance => (disturbance, Spoilt(disturbance)))];
            var mixing = new Disturbance("mixing", $"share of {next.Name}", [0.25, 0.5, 0.75], static (picture, _, _) => picture);
            var strangers = Features(extractor, next.Others, $"{next.Name}-unspoilt");
            curves.Add((mixing, [.. mixing.Levels.Select(share => Against(Mix(strangers, unspoilt, share, extractor.Features)))]));
            Print(set.Name, floor, curves);
            var lines = curves.Select(static curve => (curve.Disturbance, curve.Values.Select(static value => value.Frechet).ToArray())).ToList();
            AtomicFile.WriteText(
                $"{Folder}/{set.Name}.svg", OrderChart.Render($"FID of {set.Name}, {Pictures} pictures against {Pictures}", floor.Frechet, lines));
            Require(set.Name, floor.Frechet, lines);

            Score Against(float[] features) => Score.Of(reference, features, extractor.Features);

            Score[] Spoilt(Disturbance disturbance) => [.. disturbance.Levels.Select((level, rank) =>
            {
                Image[] images = [.. set.Others.Select((picture, i) => disturbance.Apply(picture, level, i))];
                return Against(Features(extractor, images, $"{set.Name}-{disturbance.Name}-{rank + 1}"));
            })];
        }
    }

    /// <summary>The first part from one set, the rest of another.</summary>
    private static float[] Mix(float[] first, float[] rest, double share, int width)
    {
        var end = (int)(share * Pictures) * width;
        return [.. first[..end], .. rest[end..]];
    }

    private static float[] Features(FeatureExtractor extractor, IReadOnlyList<Image> images, string name)
    {
        var path = $"{Folder}/{name}-{Pictures}.npy";
        if (!File.Exists(path))
        {
            var found = new float[images.Count * extractor.Features];
            Parallel.ForEach(
                images.Chunk(extractor.BatchSize).Index(),
                new ParallelOptions { MaxDegreeOfParallelism = extractor.Lanes },
                batch => extractor.Extract(
                    batch.Item,
                    found.AsSpan(batch.Index * extractor.BatchSize * extractor.Features, batch.Item.Length * extractor.Features),
                    []));
            NpyFile.Write(path, NpyArray.Create<float>(found, images.Count, extractor.Features));
        }

        return NpyFile.Read(path).Elements<float>().ToArray();
    }

    private static void Print(string name, Score floor, List<(Disturbance Disturbance, Score[] Values)> curves)
    {
        Console.WriteLine($"| {name} | | as they are: {floor} | | |");
        foreach (var (disturbance, values) in curves)
        {
            var levels = disturbance.Levels.Zip(values, static (level, value) => string.Create(CultureInfo.InvariantCulture, $"{level:0.##}: {value}"));
            Console.WriteLine($"| | {disturbance.Name}, {disturbance.Unit} | {string.Join(" | ", levels)} |");
        }
    }

    private static void Require(string name, double floor, List<(Disturbance Disturbance, double[] Values)> curves)
    {
        foreach (var (disturbance, values) in curves)
        {
            if (values.Prepend(floor).Zip(values).Any(static pair => pair.First >= pair.Second))
            {
                throw new InvalidOperationException($"The distance of {name} does not rise with every level of {disturbance.Name}.");
            }
        }
    }

    /// <summary>What two sets of features score.</summary>
    private sealed record Score(double Frechet, double Kernel)
    {
        public static Score Of(float[] real, float[] fake, int width) => new(
            FrechetDistance.Compute(Statistics(real, width), Statistics(fake, width)),
            KernelDistance.Compute(Array.ConvertAll(real, static value => (double)value), Array.ConvertAll(fake, static value => (double)value), width));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Frechet:F1} ({Kernel:F2})");

        private static GaussianStatistics Statistics(float[] features, int width)
        {
            var sums = new GaussianAccumulator(width);
            sums.Add(features);
            return sums.ToStatistics();
        }
    }
}
