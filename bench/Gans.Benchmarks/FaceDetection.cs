using System.Buffers;
using System.Diagnostics;
using Gans.Formats;
using Gans.Inference.Faces;
using Gans.Training.Pretrained;

namespace Gans.Benchmarks;

/// <summary>Photos a second through the face detector, decoding included, on all cores.</summary>
/// <remarks>
/// The photos are those of the folder that the variable PHOTOS names; without it portraits of 200x200 are cut out of the pictures that set-up
/// installs for tests. facenet-pytorch, which people would use in Python, is in no feed that this project builds from, so it is not measured.
/// </remarks>
internal static class FaceDetection
{
    private const int Rounds = 5;
    private const int Size = 200;
    private const int Copies = 20;

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("gans-bench-");
        try
        {
            var mtcnn = Path.Combine(folder.FullName, "mtcnn");
            MtcnnExport.Run(null, mtcnn, CancellationToken.None);
            using var detector = FaceDetector.Load(mtcnn);
            var named = Environment.GetEnvironmentVariable("PHOTOS");
            byte[][] photos = named is null
                ? [.. Portraits(detector)]
                : [.. Directory.EnumerateFiles(named).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
            Measure(detector, photos, named ?? $"portraits of {Size}x{Size}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(FaceDetector detector, byte[][] photos, string what)
    {
        var faces = new int[photos.Length];
        var speeds = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            Parallel.For(
                0,
                photos.Length,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                i => faces[i] = detector.Detect(ImageCodec.Decode(photos[i])).Count);
            speeds.Add(photos.Length / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        speeds.RemoveAt(0);   // warm-up
        Console.WriteLine();
        Console.WriteLine($"faces, {photos.Length:#,0} {what}, images/s (median of {Rounds} turns)");
        Console.WriteLine($"  Gans                                {Machine.Median(speeds),8:F1}   (slowest {speeds.Min():F1}, fastest {speeds.Max():F1})");
        var (none, one, more) = (faces.Count(count => count == 0), faces.Count(count => count == 1), faces.Count(count => count > 1));
        Console.WriteLine($"  found: no face in {none}, one in {one}, more in {more}");
    }

    private static IEnumerable<byte[]> Portraits(FaceDetector detector)
    {
        var portraits = new List<byte[]>();
        for (var number = 1; number <= 6; number++)
        {
            var photo = ImageCodec.Load(ProjectFolders.Installed($"@vladmandic/face-api/demo/sample{number}.jpg").First(File.Exists));
            foreach (var face in detector.Detect(photo))
            {
                var side = (int)(1.4 * face.Box.Height);
                var (left, top) = ((int)(((face.Box.Left + face.Box.Right) - side) / 2), (int)(((face.Box.Top + face.Box.Bottom) - side) / 2));
                (left, top) = (Math.Clamp(left, 0, photo.Width - side), Math.Clamp(top, 0, photo.Height - side));
                var encoded = new ArrayBufferWriter<byte>();
                ImageCodec.EncodeJpeg(photo.Crop(top, left, side, side).Resize(Size, Size, ResizeFilter.Bicubic), encoded);
                portraits.Add(encoded.WrittenSpan.ToArray());
            }
        }

        return Enumerable.Repeat(portraits, Copies).SelectMany(copy => copy);
    }
}
