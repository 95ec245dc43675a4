using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Gans.Formats;
using Gans.Preprocessing;

namespace Gans.Benchmarks;

/// <summary>Image files a second that become a pack, against libvips' own thumbnail loop on the same files, turn by turn.</summary>
internal static class PrepareThroughput
{
    /// <summary>Names a folder of pictures to measure on, instead of those made here.</summary>
    private const string FolderVariable = "GANS_BENCH_IMAGES";

    private const string MadeFolder = "build/bench/pictures";
    private const string Pack = "build/bench/prepared";
    private const int MadeCount = 1000, MadeHeight = 480, MadeWidth = 640;
    private const int Size = 64;
    private const int Turns = 5;

    private static readonly string Python = Environment.GetEnvironmentVariable("PYTHON") ?? "/usr/bin/python3";

    public static void Run()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named : MakePictures();
        Prepare(folder);   // warm-up
        List<double> ours = [], peers = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            ours.Add(Prepare(folder));
            peers.Add(Thumbnails(folder));
        }

        var (own, peer) = (Machine.Median(ours), Machine.Median(peers));
        Console.WriteLine(
            $"prepare, to {Size}x{Size}, {folder}: {own:0} images/s; "
            + $"libvips {ImageCodec.NativeVersion} thumbnail loop {peer:0} images/s; ratio {own / peer:0.00}");
        Console.WriteLine($"  turns: {Rounded(ours)} against {Rounded(peers)}");

        static string Rounded(List<double> speeds) => string.Join(", ", speeds.Select(static speed => $"{speed:0}"));
    }

    private static double Prepare(string folder)
    {
        var watch = Stopwatch.StartNew();
        var info = DatasetPreparation.Run(
            new PrepareOptions { Dataset = "images", Input = folder, Split = PrepareOptions.AllSplits, Size = Size, Output = Pack });
        return (info.Count + info.Rejected.Count) / watch.Elapsed.TotalSeconds;
    }

    private static double Thumbnails(string folder)
    {
        string[] numbers = [Text(Size), Text(Environment.ProcessorCount)];
        var speed = Machine.Output(Python, ["bench/peer/vips_thumbnail.py", ImageCodec.NativeLocation, folder, .. numbers]);
        return double.Parse(speed, CultureInfo.InvariantCulture);
    }

    /// <summary>Photo-like pictures: noise enlarged, so that neighbours are alike.</summary>
    private static string MakePictures()
    {
        if (Directory.Exists(MadeFolder))
        {
            return MadeFolder;
        }

        using var target = new AtomicFolder(MadeFolder);
        Parallel.For(0, MadeCount, index =>
        {
            var noise = new Image(MadeHeight / 20, MadeWidth / 20, 3);
            new Random(index).NextBytes(noise.Pixels);
            var file = new ArrayBufferWriter<byte>();
            ImageCodec.EncodeJpeg(noise.Resize(MadeHeight, MadeWidth, ResizeFilter.Bicubic), file);
            File.WriteAllBytes(Path.Combine(target.WorkPath, $"{index:D4}.jpg"), file.WrittenSpan);
        });
        target.Commit();
        return MadeFolder;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
