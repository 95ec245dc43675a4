using System.Buffers;
using Gans.Formats;

namespace Gans.Inference.Faces;

/// <summary>Finds faces and their landmarks in photos: MTCNN, three networks of which each looks closer at what the one before left.</summary>
/// <remarks>
/// Joint Face Detection and Alignment Using Multitask Cascaded Convolutional Networks, 2016 (arXiv:1604.02878). Pixel conventions, rounding and
/// thresholds are those of the reference implementation in Python. Threads may share one detector.
/// </remarks>
public sealed class FaceDetector : IDisposable
{
    private const int LargestBatch = 16;

    private const float OverlapInLevel = 0.5f;
    private const float OverlapElsewhere = 0.7f;

    private readonly FaceDetectorOptions options;
    private readonly CascadeNetwork proposal;
    private readonly CascadeNetwork refinement;
    private readonly CascadeNetwork output;

    private FaceDetector(string folder, FaceDetectorOptions options)
    {
        this.options = options;
        proposal = new CascadeNetwork(folder, MtcnnPart.Proposal);
        refinement = new CascadeNetwork(folder, MtcnnPart.Refinement);
        output = new CascadeNetwork(folder, MtcnnPart.Output);
    }

    /// <summary>SHA-256 of the weights that the networks were exported from, or <c>unknown</c>.</summary>
    public string WeightsDigest => proposal.WeightsDigest;

    /// <summary>Opens a detector.</summary>
    /// <param name="folder">What <c>gans export --pretrained mtcnn</c> wrote: pnet.onnx, rnet.onnx, onet.onnx.</param>
    /// <param name="options">What to look for; null for the defaults.</param>
    /// <exception cref="InvalidInputException">A file is missing, damaged or of another network, or an option is out of range.</exception>
    public static FaceDetector Load(string folder, FaceDetectorOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new FaceDetectorOptions();
        options.Validate();
        return new FaceDetector(folder, options);
    }

    /// <summary>Finds the faces of an image.</summary>
    /// <param name="image">RGB, or grey, upright: faces that lie on their side are not found.</param>
    /// <returns>The faces in falling confidence; none is an empty list.</returns>
    public IReadOnlyList<FaceDetection> Detect(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var photo = image.Channels == 3 ? image : image.ToRgb();
        var refined = Refine(photo, Propose(photo));
        return Finish(photo, options.LooksTwice ? [.. refined, .. Refine(photo, refined)] : refined);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        proposal.Dispose();
        refinement.Dispose();
        output.Dispose();
    }

    /// <summary>Step 1: P-Net over the pyramid.</summary>
    private List<Candidate> Propose(Image photo)
    {
        var bands = ImagePyramid.Bands(photo.Height, photo.Width, options);
        var found = new List<Candidate>[bands.Count];
        ForEach(bands.Count, i => found[i] = Propose(photo, bands[i]));
        var best = bands.Zip(found)
            .GroupBy(pair => pair.First.Level, pair => pair.Second)
            .SelectMany(level => Suppression.Suppress(level.SelectMany(candidates => candidates), OverlapInLevel));
        return [.. Suppression.Suppress(best, OverlapElsewhere)
            .Select(candidate => candidate with { Box = candidate.Box.Regressed(candidate.Offsets, extra: 0).Squared().Truncated() })];
    }

    private List<Candidate> Propose(Image photo, PyramidBand band)
    {
        var size = 3 * band.Rows * band.Horizontal.Target;
        var rented = ArrayPool<float>.Shared.Rent(size);
        AreaSampler.Sample(photo.Pixels, photo.Width, band.Vertical, band.Horizontal, band.FirstRow, rented.AsSpan(0, size));
        using var judged = proposal.Judge(rented.AsMemory(0, size), 1, band.Rows, band.Horizontal.Target);
        ArrayPool<float>.Shared.Return(rented);
        var found = new List<Candidate>();
        for (var i = 0; i < judged.Count; i++)
        {
            var score = judged.Score(i);
            if (score >= options.ProposalThreshold)
            {
                found.Add(new Candidate(band.WindowAt(i % judged.Width, i / judged.Width), score, judged.Offsets(i)));
            }
        }

        return found;
    }

    /// <summary>Step 2: R-Net on what P-Net proposes, or on what it made of that itself.</summary>
    private List<Candidate> Refine(Image photo, List<Candidate> proposals)
    {
        var refined = new Candidate?[proposals.Count];
        ForEachBatch(proposals.Count, (first, count) =>
        {
            using var judged = Judge(refinement, MtcnnPart.Refinement.WindowSize, photo, proposals, first, count);
            for (var i = 0; i < count; i++)
            {
                var score = judged.Score(i);
                refined[first + i] = score > options.RefinementThreshold ? new Candidate(proposals[first + i].Box, score, judged.Offsets(i)) : null;
            }
        });
        return [.. Suppression.Suppress(refined.OfType<Candidate>(), OverlapElsewhere)
            .Select(candidate => candidate with { Box = candidate.Box.Regressed(candidate.Offsets, extra: 1).Squared().Truncated() })];
    }

    /// <summary>Step 3: O-Net on what R-Net leaves.</summary>
    private FaceDetection[] Finish(Image photo, List<Candidate> refined)
    {
        var faces = new FaceDetection?[refined.Count];
        ForEachBatch(refined.Count, (first, count) =>
        {
            using var judged = Judge(output, MtcnnPart.Output.WindowSize, photo, refined, first, count);
            for (var i = 0; i < count; i++)
            {
                var score = judged.Score(i);
                if (score > options.OutputThreshold && options.LooksTwice)
                {
                    using var mirrored = Judge(output, MtcnnPart.Output.WindowSize, photo, refined, first + i, 1, isMirrored: true);
                    score = MathF.Min(score, mirrored.Score(0));
                }

                var window = refined[first + i].Box;
                faces[first + i] = score > options.OutputThreshold
                    ? new FaceDetection(window.Regressed(judged.Offsets(i), extra: 1), score, judged.Landmarks(i, window))
                    : null;
            }
        });
        return [.. Suppression.Suppress(faces.OfType<FaceDetection>(), OverlapElsewhere, ofSmaller: true)];
    }

    /// <summary>Runs a network on some of the windows, or on their mirror images.</summary>
    private static Judgement Judge(CascadeNetwork network, int size, Image photo, List<Candidate> windows, int first, int count, bool isMirrored = false)
    {
        var values = 3 * size * size;
        var rented = ArrayPool<float>.Shared.Rent(count * values);
        for (var i = 0; i < count; i++)
        {
            var box = windows[first + i].Box;
            var (left, top) = ((int)box.Left - 1, (int)box.Top - 1);
            var vertical = new AreaAxis(top, (int)box.Bottom - top, size, photo.Height);
            var horizontal = new AreaAxis(left, (int)box.Right - left, size, photo.Width);
            AreaSampler.Sample(photo.Pixels, photo.Width, vertical, horizontal, 0, rented.AsSpan(i * values, values));
        }

        if (isMirrored)
        {
            Mirror(rented.AsSpan(0, count * values), size);
        }

        var judged = network.Judge(rented.AsMemory(0, count * values), count, size, size);
        ArrayPool<float>.Shared.Return(rented);
        return judged;
    }

    private static void Mirror(Span<float> rows, int width)
    {
        for (var start = 0; start < rows.Length; start += width)
        {
            rows.Slice(start, width).Reverse();
        }
    }

    private void ForEachBatch(int count, Action<int, int> run) =>
        ForEach((count + LargestBatch - 1) / LargestBatch, batch => run(batch * LargestBatch, Math.Min(LargestBatch, count - (batch * LargestBatch))));

    private void ForEach(int count, Action<int> run)
    {
        if (options.Threads > 1)
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, run);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            run(i);
        }
    }
}
