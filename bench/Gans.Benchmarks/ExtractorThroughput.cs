using System.Diagnostics;
using Gans.Formats;
using Gans.Inference.Metrics;
using Gans.Runtime;

namespace Gans.Benchmarks;

/// <summary>Images a second through an extractor, from bytes to features, a thread a lane, each with its share of the images.</summary>
internal static class ExtractorThroughput
{
    public static double Measure(string model, int count)
    {
        using var extractor = FeatureExtractor.Load(model, new FeatureExtractorOptions { Device = Device.Cpu });
        var share = count / extractor.Lanes;
        var random = new Random(1);
        var small = Enumerable.Range(0, share).Select(_ => NewImage(random)).ToArray();
        Extract(extractor.BatchSize);
        var started = Stopwatch.GetTimestamp();
        Extract(share);
        return share * extractor.Lanes / Stopwatch.GetElapsedTime(started).TotalSeconds;

        void Extract(int each)
        {
            var lanes = Enumerable.Range(0, extractor.Lanes)
                .Select(_ => new Thread(() => extractor.Extract(small[..each], new float[each * extractor.Features], [])))
                .ToList();
            lanes.ForEach(static lane => lane.Start());
            lanes.ForEach(static lane => lane.Join());
        }
    }

    private static Image NewImage(Random random)
    {
        var pixels = new byte[SmallPictures.Side * SmallPictures.Side * 3];
        random.NextBytes(pixels);
        return new Image(SmallPictures.Side, SmallPictures.Side, 3, pixels);
    }
}
