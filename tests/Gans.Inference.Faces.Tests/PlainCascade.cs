using Gans.Formats;
using static Gans.Inference.Faces.Tests.PlainNetwork;

namespace Gans.Inference.Faces.Tests;

/// <summary>The cascade of the code of ipazc/mtcnn, one window at a time, in the words of the reference implementation; and what looking twice adds.</summary>
internal sealed class PlainCascade(WeightFile weights, FaceDetectorOptions options)
{
    private readonly PlainNetwork proposal = new(weights, "pnet");
    private readonly PlainNetwork refinement = new(weights, "rnet");
    private readonly PlainNetwork output = new(weights, "onet");

    private sealed record Window(float X1, float Y1, float X2, float Y2, double Score, double[] Offsets, double[]? Points = null);

    /// <summary>Faces as x1, y1, x2, y2, score, then x of the five points, then y.</summary>
    internal List<double[]> Detect(Image photo)
    {
        var windows = Refine(photo, Propose(photo));
        if (options.LooksTwice)
        {
            windows.AddRange(Refine(photo, windows));
        }

        var faces = windows.Select(window => Finish(photo, window)).Where(window => window.Score > options.OutputThreshold);
        return
        [
            .. Suppress(faces.Select(window => Move(window, 1)), 0.7, ofSmaller: true)
                .Select(face => (double[])[face.X1, face.Y1, face.X2, face.Y2, face.Score, .. face.Points!]),
        ];
    }

    /// <summary>P-Net's logits and offsets of one image, [width, height, channels].</summary>
    internal (Map Logits, Map Offsets) Propose(Map image)
    {
        var map = PoolSame(proposal.Activate(proposal.Convolve(image, "conv1"), 1), 2);
        map = proposal.Activate(proposal.Convolve(proposal.Activate(proposal.Convolve(map, "conv2"), 2), "conv3"), 3);
        return (proposal.Convolve(map, "conv4_1"), proposal.Convolve(map, "conv4_2"));
    }

    /// <summary>Each target pixel is the mean over its footprint; beyond the photo all is black.</summary>
    internal static Map Resample(Image photo, int left, int top, int width, int height, int targetWidth, int targetHeight)
    {
        var map = new Map(targetWidth, targetHeight, 3, new double[targetWidth * targetHeight * 3]);
        for (var i = 0; i < map.Values.Length; i++)
        {
            var (x, y, c) = (i / (targetHeight * 3), i / 3 % targetHeight, i % 3);
            var (fromX, toX) = (left + ((double)x * width / targetWidth), left + ((x + 1.0) * width / targetWidth));
            var (fromY, toY) = (top + ((double)y * height / targetHeight), top + ((y + 1.0) * height / targetHeight));
            var sum = 0.0;
            for (var row = Math.Max(0, (int)Math.Floor(fromY)); row < Math.Min(photo.Height, toY); row++)
            {
                for (var column = Math.Max(0, (int)Math.Floor(fromX)); column < Math.Min(photo.Width, toX); column++)
                {
                    var covered = (Math.Min(toX, column + 1) - Math.Max(fromX, column)) * (Math.Min(toY, row + 1) - Math.Max(fromY, row));
                    sum += covered * photo.Row(row)[(3 * column) + c];
                }
            }

            map.Values[i] = ((sum / (toX - fromX) / (toY - fromY)) - 127.5) * 0.0078125;
        }

        return map;
    }

    private List<Window> Propose(Image photo)
    {
        var all = new List<Window>();
        for (var scale = 12.0 / options.MinimumSize; Math.Min(photo.Height, photo.Width) * scale >= 12; scale *= options.ScaleFactor)
        {
            var (width, height) = ((int)Math.Ceiling(photo.Width * scale), (int)Math.Ceiling(photo.Height * scale));
            var (logits, offsets) = Propose(Resample(photo, 0, 0, photo.Width, photo.Height, width, height));
            var found = new List<Window>();
            for (var y = 0; y < logits.Height; y++)
            {
                for (var x = 0; x < logits.Width; x++)
                {
                    var score = Softmax(logits[x, y, 0], logits[x, y, 1]);
                    if (score >= options.ProposalThreshold)
                    {
                        var (x1, y1) = (Fix(((2 * x) + 1) / scale), Fix(((2 * y) + 1) / scale));
                        var (x2, y2) = (Fix(((2 * x) + 12) / scale), Fix(((2 * y) + 12) / scale));
                        found.Add(new Window(x1, y1, x2, y2, score, [offsets[x, y, 0], offsets[x, y, 1], offsets[x, y, 2], offsets[x, y, 3]]));
                    }
                }
            }

            all.AddRange(Suppress(found, 0.5, ofSmaller: false));
        }

        return [.. Suppress(all, 0.7, ofSmaller: false).Select(window => Square(Move(window, 0)))];
    }

    private List<Window> Refine(Image photo, List<Window> windows)
    {
        var judged = windows.Select(window => Refinement(Cut(photo, window, 24), window)).Where(window => window.Score > options.RefinementThreshold);
        return [.. Suppress(judged, 0.7, ofSmaller: false).Select(window => Square(Move(window, 1)))];
    }

    private Window Finish(Image photo, Window window)
    {
        var image = Cut(photo, window, 48);
        var judged = Output(image, window);
        return options.LooksTwice ? judged with { Score = Math.Min(judged.Score, Output(Mirror(image), window).Score) } : judged;
    }

    private static Map Cut(Image photo, Window window, int size)
    {
        var (left, top) = ((int)window.X1 - 1, (int)window.Y1 - 1);
        return Resample(photo, left, top, (int)window.X2 - left, (int)window.Y2 - top, size, size);
    }

    private static Map Mirror(Map image) =>
        image with { Values = [.. image.Values.Chunk(image.Height * image.Channels).Reverse().SelectMany(column => column)] };

    private Window Refinement(Map image, Window window)
    {
        var map = PoolSame(refinement.Activate(refinement.Convolve(image, "conv1"), 1), 3);
        map = PoolValid(refinement.Activate(refinement.Convolve(map, "conv2"), 2), 3);
        var features = Features(refinement, refinement.Activate(refinement.Convolve(map, "conv3"), 3), 4);
        var logits = refinement.Dense(features, "fc2_1");
        return window with { Score = Softmax(logits[0], logits[1]), Offsets = refinement.Dense(features, "fc2_2") };
    }

    private Window Output(Map image, Window window)
    {
        var map = PoolSame(output.Activate(output.Convolve(image, "conv1"), 1), 3);
        map = PoolValid(output.Activate(output.Convolve(map, "conv2"), 2), 3);
        map = PoolSame(output.Activate(output.Convolve(map, "conv3"), 3), 2);
        var features = Features(output, output.Activate(output.Convolve(map, "conv4"), 4), 5);
        var (logits, points) = (output.Dense(features, "fc2_1"), output.Dense(features, "fc2_3"));
        var (width, height) = (window.X2 - window.X1 + 1, window.Y2 - window.Y1 + 1);
        return window with
        {
            Score = Softmax(logits[0], logits[1]),
            Offsets = output.Dense(features, "fc2_2"),
            Points = [.. points[..5].Select(x => (x * width) + window.X1 - 1), .. points[5..].Select(y => (y * height) + window.Y1 - 1)],
        };
    }

    private static double[] Features(PlainNetwork network, Map map, int activation)
    {
        var values = network.Dense(map.Values, "fc1");
        return network.Activate(new Map(1, 1, values.Length, values), activation).Values;
    }

    private static Window Move(Window window, float extra)
    {
        var (width, height) = (window.X2 - window.X1 + extra, window.Y2 - window.Y1 + extra);
        return window with
        {
            X1 = window.X1 + ((float)window.Offsets[0] * width),
            Y1 = window.Y1 + ((float)window.Offsets[1] * height),
            X2 = window.X2 + ((float)window.Offsets[2] * width),
            Y2 = window.Y2 + ((float)window.Offsets[3] * height),
        };
    }

    private static Window Square(Window window)
    {
        var (width, height) = (window.X2 - window.X1, window.Y2 - window.Y1);
        var side = Math.Max(width, height);
        var (x1, y1) = (window.X1 + (width * 0.5f) - (side * 0.5f), window.Y1 + (height * 0.5f) - (side * 0.5f));
        return window with { X1 = Fix(x1), Y1 = Fix(y1), X2 = Fix(x1 + side), Y2 = Fix(y1 + side) };
    }

    private static List<Window> Suppress(IEnumerable<Window> windows, double threshold, bool ofSmaller)
    {
        var left = windows.OrderByDescending(window => window.Score).ToList();
        var kept = new List<Window>();
        while (left is [var best, ..])
        {
            kept.Add(best);
            left.RemoveAll(other => ReferenceEquals(other, best) || Overlap(best, other, ofSmaller) > threshold);
        }

        return kept;
    }

    private static double Overlap(Window first, Window second, bool ofSmaller)
    {
        var width = Math.Max(0, Math.Min(first.X2, second.X2) - Math.Max(first.X1, second.X1) + 1);
        var height = Math.Max(0, Math.Min(first.Y2, second.Y2) - Math.Max(first.Y1, second.Y1) + 1);
        var (area, other) = (Area(first), Area(second));
        return width * height / (ofSmaller ? Math.Min(area, other) : area + other - (width * height));
    }

    private static float Area(Window window) => (window.X2 - window.X1 + 1) * (window.Y2 - window.Y1 + 1);

    private static float Fix(double value) => (float)Math.Truncate(value);

    private static double Softmax(double against, double inFavour) => Math.Exp(inFavour) / (Math.Exp(against) + Math.Exp(inFavour));
}
