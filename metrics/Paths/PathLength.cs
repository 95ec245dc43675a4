using System.Numerics.Tensors;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// The perceptual path length: how much images change, to an extractor's eye, with a small step between two latents. Lower is smoother.
/// </summary>
/// <remarks>
/// Karras et al., A Style-Based Generator Architecture, 2018 (arXiv:1812.04948), section 4.1: the mean of |f(t + eps) - f(t)|^2 / eps^2 over ways between two
/// latents, without the smallest and the largest hundredth; t is drawn from [0, 1), or 0. Ways of z follow the sphere, ways of w are straight. The paper's eye
/// is VGG 16 with weights of human judgement; here it is the extractor given, so lengths compare only where extractors are equal.
/// </remarks>
public sealed record PathLength
{
    private const int Batch = 8;         // ways that are worked on at a time
    private const double Trimmed = 0.01;

    private PathLength(double value, int kept, PathLengthOptions options, ExtractorIdentity extractor) =>
        (Value, Kept, Options, Extractor) = (value, kept, options, extractor);

    /// <summary>The length.</summary>
    public double Value { get; }

    /// <summary>Ways that it is the mean of, the trimmed ones left out.</summary>
    public int Kept { get; }

    /// <summary>How it was measured.</summary>
    public PathLengthOptions Options { get; }

    /// <summary>By whose eye.</summary>
    public ExtractorIdentity Extractor { get; }

    /// <summary>Measures along ways between latents z.</summary>
    /// <param name="generator">A generator of images; of one with classes, both ends of a way are of one class, in turn.</param>
    /// <param name="extractor">The eye.</param>
    /// <param name="options">How many ways, and of what.</param>
    /// <param name="progress">Told how many are done; null for nobody.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">The generator makes vectors, or takes no psi and is given one.</exception>
    public static PathLength OfLatents(
        Generator generator, FeatureExtractor extractor, PathLengthOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(options);
        if (generator.VectorSize > 0)
        {
            throw new InvalidInputException($"Measuring ways of {generator.Info.Name}: found a generator of vectors, needed one of images.");
        }

        var source = generator.Latents(options.Seed);
        return Measure(generator.Info.Card, extractor, options, progress, Draw, cancellation);

        float[] Draw(int first, double[] places)
        {
            var ends = new LatentBatch(2 * places.Length, generator.LatentSize);
            source.Fill(2L * first, ends.Values);
            return generator.SampleValues(
                new SampleRequest(Steps(ends, places, options.Epsilon, InterpolationMethod.Spherical))
                {
                    Labels = generator.Classes == 0
                        ? default
                        : Enumerable.Range(0, ends.Count).Select(i => (long)(first + (i / 2)) % generator.Classes).ToArray(),
                    Psi = options.Psi,
                },
                cancellation);
        }
    }

    /// <summary>Measures along ways between styles w.</summary>
    /// <param name="generator">A style-based generator in its halves.</param>
    /// <param name="extractor">The eye.</param>
    /// <param name="options">How many ways, and of what.</param>
    /// <param name="progress">Told how many are done; null for nobody.</param>
    /// <param name="cancellation">Stops it.</param>
    public static PathLength OfStyles(
        StyleGenerator generator, FeatureExtractor extractor, PathLengthOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(options);
        var source = generator.Latents(options.Seed);
        return Measure(generator.Info.Card, extractor, options, progress, Draw, cancellation);

        float[] Draw(int first, double[] places)
        {
            var ends = new LatentBatch(2 * places.Length, generator.LatentSize);
            source.Fill(2L * first, ends.Values);
            var styles = generator.Map(ends, options.Psi ?? 1, cancellation);
            return generator.SynthesizeValues(Steps(styles, places, options.Epsilon, InterpolationMethod.Linear), cancellation);
        }
    }

    /// <summary>Two images a way, of each way in a batch.</summary>
    private delegate float[] DrawBatch(int first, double[] places);

    private static PathLength Measure(
        ModelCard card,
        FeatureExtractor extractor,
        PathLengthOptions options,
        IProgress<StageProgress>? progress,
        DrawBatch draw,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Epsilon, nameof(options));
        var draws = new SeededDraws(options.Seed, DrawPurpose.Path);
        var lengths = new double[options.Count];
        for (var first = 0; first < lengths.Length; first += Batch)
        {
            progress?.Report(new StageProgress("measuring ways", first, lengths.Length));
            var count = Math.Min(Batch, lengths.Length - first);
            double[] places = [.. Enumerable.Range(0, count).Select(_ => draws.NextShare()).Select(place => options.EndsOnly ? 0 : place)];
            var features = new float[2 * count * extractor.Features];
            extractor.Extract(draw(first, places), card, features, cancellation);
            for (var i = 0; i < count; i++)
            {
                var pair = features.AsSpan(2 * i * extractor.Features, 2 * extractor.Features);
                var distance = TensorPrimitives.Distance<float>(pair[..extractor.Features], pair[extractor.Features..]) / options.Epsilon;
                lengths[first + i] = distance * distance;
            }
        }

        double[] kept = [.. Trim(lengths)];
        return new PathLength(kept.Average(), kept.Length, options, extractor.Identity);
    }

    /// <summary>Of each pair of ends the latent at a place on the way between them, and the one a step after it.</summary>
    private static LatentBatch Steps(LatentBatch ends, double[] places, double step, InterpolationMethod method)
    {
        var steps = new LatentBatch(ends.Count, ends.LatentSize);
        for (var i = 0; i < steps.Count; i++)
        {
            var way = i / 2;
            LatentSpace.Interpolate(ends[2 * way], ends[(2 * way) + 1], places[way] + (i % 2 * step), method, steps[i]);
        }

        return steps;
    }

    /// <summary>All but what lies beyond the value at the lowest and at the highest hundredth, these included.</summary>
    private static IEnumerable<double> Trim(double[] lengths)
    {
        double[] sorted = [.. lengths.Order()];
        var (low, high) = (sorted[(int)Math.Floor(Trimmed * (sorted.Length - 1))], sorted[(int)Math.Ceiling((1 - Trimmed) * (sorted.Length - 1))]);
        return sorted.Where(length => length >= low && length <= high);
    }
}
