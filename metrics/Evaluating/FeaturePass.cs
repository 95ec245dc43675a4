using System.Diagnostics;
using System.Globalization;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// Takes images through the extractor: several batches at a time, each loaded, resized and run by one thread, their results taken up in order.
/// </summary>
/// <remarks>
/// While some threads compute, others decode; no more batches are under way than twice the extractor's lanes, so that memory does not grow with the images.
/// </remarks>
internal sealed class FeaturePass(FeatureExtractor extractor, Needs needs, PixelSampler? pixels, EvaluationOptions options)
{
    /// <summary>What only the extractor can tell.</summary>
    internal const Needs OfExtractor = Needs.Statistics | Needs.Features | Needs.Logits;

    /// <summary>Takes a source's images, or the shard's part of them.</summary>
    /// <param name="source">The images; not owned.</param>
    /// <param name="phase">What this is called in progress.</param>
    /// <param name="progress">Told of every batch; may be null.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="InvalidInputException">An image cannot be read, all cannot, or the extractor gives values for one that are no numbers.</exception>
    internal ImageSet Run(ImageSource source, string phase, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var (start, end) = options.Shard?.RangeOf(source.Count) ?? (0, source.Count);
        var collector = new Collector(source, extractor, needs, pixels);
        var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, extractor.Lanes).ConcurrentScheduler;
        var underway = new Queue<Task<FeatureBatch>>();
        var started = Stopwatch.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var next = start;
            while (next < end || underway.Count > 0)
            {
                while (next < end && underway.Count < 2 * extractor.Lanes)
                {
                    var (first, count) = (next, (int)Math.Min(extractor.BatchSize, end - next));
                    underway.Enqueue(Task.Factory.StartNew(() => Process(source, first, count, stop.Token), stop.Token, TaskCreationOptions.None, scheduler));
                    next += count;
                }

                cancellation.ThrowIfCancellationRequested();
                var batch = underway.Dequeue().GetAwaiter().GetResult();
                collector.Add(batch);
                var done = batch.Start + batch.Loaded.Length - start;
                progress?.Report(new StageProgress(phase, done, end - start, Describe(done, end - start, Stopwatch.GetElapsedTime(started))));
            }

            return collector.ToSet();
        }
        catch
        {
            stop.Cancel();
            Settle(underway);
            collector.Dispose();
            throw;
        }
    }

    /// <summary>How fast it is, and how long it takes from now on: <c>12.3 images/s, 00:01:30 left</c>.</summary>
    internal static string Describe(long done, long total, TimeSpan elapsed)
    {
        var left = TimeSpan.FromSeconds(Math.Ceiling(elapsed.TotalSeconds / done * (total - done)));
        return string.Create(CultureInfo.InvariantCulture, $"{done / elapsed.TotalSeconds:F1} images/s, {left:c} left");
    }

    /// <summary>Waits until nothing touches the source and the extractor any more.</summary>
    private static void Settle(IEnumerable<Task> underway)
    {
        try
        {
            Task.WaitAll(underway, CancellationToken.None);
        }
        catch (AggregateException)
        {
            // The first failure is on its way already.
        }
    }

    private FeatureBatch Process(ImageSource source, long start, int count, CancellationToken cancellation)
    {
        var loaded = source.Load(start, count, options.SkipBad, cancellation);
        Image[] images = [.. loaded.Where(image => image.Image is not null).Select(image => image.Image!)];
        var features = (needs & OfExtractor) != 0 ? new float[images.Length * extractor.Features] : [];
        var logits = needs.HasFlag(Needs.Logits) ? new float[images.Length * extractor.Classes] : [];
        if (features.Length > 0)
        {
            extractor.Extract(images, features, logits, cancellation);
        }

        var rows = new float[images.Length * (pixels?.Dimensions ?? 0)];
        for (var i = 0; i < images.Length; i++)
        {
            pixels?.Sample(images[i], rows.AsSpan(i * pixels.Dimensions, pixels.Dimensions));
        }

        return new FeatureBatch(
            start,
            [.. loaded.Select(image => image with { Image = null })],
            [.. loaded.Where(image => image.Image is not null).Select(image => image.Index)],
            features,
            logits,
            rows);
    }

    /// <summary>What became of one batch.</summary>
    /// <param name="Start">Index of its first image.</param>
    /// <param name="Loaded">All its images, without their pixels.</param>
    /// <param name="Indices">Those that could be read.</param>
    /// <param name="Features">Of these, [N, D]; empty where nothing asked for comes from them.</param>
    /// <param name="Logits">Of these, [N, K]; empty where not asked for.</param>
    /// <param name="Pixels">Of these, [N, P]; empty where not asked for.</param>
    private sealed record FeatureBatch(long Start, LoadedImage[] Loaded, long[] Indices, float[] Features, float[] Logits, float[] Pixels);

    /// <summary>Takes up batches in order.</summary>
    private sealed class Collector(ImageSource source, FeatureExtractor extractor, Needs needs, PixelSampler? pixels) : IDisposable
    {
        private readonly GaussianAccumulator? sums = needs.HasFlag(Needs.Statistics) ? new(extractor.Features) : null;
        private readonly FeatureFile? features = needs.HasFlag(Needs.Features) ? new(extractor.Features) : null;
        private readonly FeatureFile? logits = needs.HasFlag(Needs.Logits) ? new(extractor.Classes) : null;
        private readonly FeatureFile? pixelRows = pixels is null ? null : new(pixels.Dimensions);
        private readonly List<long> indices = [];
        private readonly List<BadImage> bad = [];

        internal void Add(FeatureBatch batch)
        {
            RequireFinite(batch.Features, extractor.Features, batch.Indices);
            RequireFinite(batch.Logits, extractor.Classes, batch.Indices);
            sums?.Add(batch.Features);
            features?.Append(batch.Features);
            logits?.Append(batch.Logits);
            pixelRows?.Append(batch.Pixels);
            indices.AddRange(batch.Indices);
            bad.AddRange(batch.Loaded.Where(image => image.Problem is not null).Select(image => new BadImage(source.NameOf(image.Index), image.Problem!)));
        }

        internal ImageSet ToSet() => indices.Count == 0
            ? throw new InvalidInputException(
                $"Reading images from {source.Path}: found none of {bad.Count} readable, the first because: {bad.FirstOrDefault()?.Reason} Check the images.")
            : new ImageSet
            {
                Source = source,
                Summary = new SourceSummary(source.Path, source.Kind, indices.Count) { Bad = bad },
                Sums = sums,
                Features = features,
                Logits = logits,
                Pixels = pixelRows,
                Indices = indices,
                Labels = source.HasLabels ? [.. indices.Select(source.LabelOf)] : [],
                Classes = source.Classes,
            };

        public void Dispose()
        {
            features?.Dispose();
            logits?.Dispose();
            pixelRows?.Dispose();
        }

        private void RequireFinite(ReadOnlySpan<float> values, int width, long[] images)
        {
            var wrong = values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
            if (wrong >= 0)
            {
                throw new InvalidInputException(
                    FormattableString.Invariant($"Extracting features with {extractor.Info.Name}: found the value {values[wrong]} for ")
                    + $"{source.NameOf(images[wrong / width])}, "
                    + "needed finite numbers. Check the extractor's weights.");
            }
        }
    }
}
