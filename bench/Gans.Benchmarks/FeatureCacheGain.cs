using System.Diagnostics;
using Gans.Formats;
using Gans.Inference.Metrics;
using Gans.Runtime;

namespace Gans.Benchmarks;

/// <summary>What the cache of features saves: the same scores of the same pictures without it, while it is filled, and from it.</summary>
internal static class FeatureCacheGain
{
    private const string Folder = "build/bench/feature-cache";
    private const int Pictures = 400;
    private const double Noise = 16;

    public static void Run()
    {
        using (var pictures = DatasetPack.Open(SmallPictures.Ensure()))
        {
            var order = Enumerable.Range(0, (int)pictures.Count).ToArray();
            new Random(1).Shuffle(order);
            SmallPictures.Write($"{Folder}/real", order[..Pictures].Select(i => SmallPictures.Of(pictures, i)));
            SmallPictures.Write(
                $"{Folder}/fake",
                order[Pictures..(2 * Pictures)].Select((i, rank) => Disturbance.AddNoise(SmallPictures.Of(pictures, i), Noise, rank)));
        }

        var kept = $"{Folder}/features";
        if (Directory.Exists(kept))
        {
            Directory.Delete(kept, recursive: true);
        }

        var options = new EvaluationOptions
        {
            Real = $"{Folder}/real",
            Fake = $"{Folder}/fake",
            Extractor = PretrainedFile.Ensure("inception-v3"),
            Metrics = ["fid", "kid", "precision_recall"],
            Device = Device.Cpu,
        };
        Console.WriteLine();
        Console.WriteLine($"fid, kid, precision, recall and their floors, {Pictures} pictures against {Pictures}, Inception v3");
        var (without, plain) = Time("without the cache", options);
        var (filling, first) = Time("while it is filled", options with { FeatureCache = kept });
        var (from, second) = Time("from the cache", options with { FeatureCache = kept });
        Console.WriteLine($"  {plain / second:F1} times faster; filling it takes {(first - plain) / plain:P1} more");
        if (without != filling || without != from)
        {
            throw new InvalidOperationException($"Scores differ:\n{without}\n{filling}\n{from}");
        }
    }

    private static (string Scores, double Seconds) Time(string name, EvaluationOptions options)
    {
        var watch = Stopwatch.StartNew();
        var result = Evaluation.Run(options, progress: null, CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine($"  {name,-20}{seconds,8:F2} s   {string.Join(", ", result.Scores.Select(score => $"{score.Name} {score.Value:R}"))}");
        return (result.ToJson(), seconds);
    }
}
