using System.Diagnostics;
using Gans.Formats;
using Gans.Inference;
using Gans.Training;
using Gans.Training.Export;
using Gans.Training.Logs;
using Gans.Training.Runs;

namespace Gans.Benchmarks;

/// <summary>
/// Steps of Pix2Pix at 256 pixels, batch 1, full width, and images that its generator translates, against plain TorchSharp, turn by turn; and the memory that
/// the training takes.
/// </summary>
internal static class TranslationSpeed
{
    private const int Size = 256;
    private const int Rounds = 3;
    private const int Steps = 4;
    private const int PeerWarmUp = 1;
    private const int Images = 12;

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("gans-bench-");
        try
        {
            var (pack, model) = (Path.Combine(folder.FullName, "pairs"), Path.Combine(folder.FullName, "generator.onnx"));
            WritePairs(pack);
            var (trained, trainedByPeer, translated, translatedByPeer) = (new List<double>(), new List<PeerSpeed>(), new List<double>(), new List<PeerSpeed>());
            for (var round = 0; round < Rounds; round++)
            {
                trainedByPeer.Add(TorchSharpPeer.Train(Steps, PeerWarmUp, "pix2pix"));
                var run = Path.Combine(folder.FullName, $"run{round}");
                trained.Add(Train(pack, run));
                if (round == 0)
                {
                    RunExport.Run(new ExportOptions { Run = run, Output = model }, CancellationToken.None);
                }

                translatedByPeer.Add(TorchSharpPeer.Train(Images, PeerWarmUp, "translate"));
                translated.Add(Translate(model));
                Directory.Delete(run, recursive: true);
            }

            Console.WriteLine();
            Print("training, pix2pix, 256 pixels, batch 1, steps/s", trained, trainedByPeer);
            Print("translating, 256 pixels, batch 1, images/s", translated, translatedByPeer);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Print(string title, List<double> ours, List<PeerSpeed> peer)
    {
        var (speed, peers) = (Machine.Median(ours), peer.ConvertAll(static turn => turn.StepsPerSecond));
        Console.WriteLine($"{title} (median of {Rounds} turns)");
        Console.WriteLine($"  Gans             {speed,8:F3}   (slowest {ours.Min():F3}, fastest {ours.Max():F3})");
        Console.WriteLine(
            $"  plain TorchSharp {Machine.Median(peers),8:F3}   (slowest {peers.Min():F3}, fastest {peers.Max():F3}), {peer[0].Threads} threads; "
            + $"Gans is {speed / Machine.Median(peers):F2} times as fast");
    }

    private static void WritePairs(string folder)
    {
        using var writer = new DatasetPackWriter(
            folder,
            new DatasetInfo
            {
                Name = "noise",
                Split = "train",
                Source = "random numbers",
                SourceDigest = new string('0', 64),
                Height = Size,
                Width = Size,
                Channels = 3,
            },
            withPairs: true);
        var random = new Random(1);
        var (image, pair) = (new byte[Size * Size * 3], new byte[Size * Size * 3]);
        for (var i = 0; i < 16; i++)
        {
            random.NextBytes(image);
            random.NextBytes(pair);
            writer.Add(image, null, pair);
        }

        writer.Commit();
    }

    /// <summary>Trains, and reads the speed after the first report from the run's own log.</summary>
    private static double Train(string pack, string run)
    {
        var options = new TrainingOptions
        {
            Model = "pix2pix",
            Data = pack,
            Output = run,
            Steps = Steps + PeerWarmUp,
            LogEvery = PeerWarmUp,
            SampleCount = 1,
            SampleEvery = 1000,
            CheckpointEveryMinutes = 0,
            TensorBoard = false,
        };
        TrainingRun.Run(options, null, CancellationToken.None);
        var reports = MetricsLog.Read(new RunFolder(run).Metrics);
        return (reports[^1].Step - reports[0].Step) / (reports[^1].ElapsedSeconds - reports[0].ElapsedSeconds);
    }

    private static double Translate(string model)
    {
        using var translator = Translator.Load(model, new TranslatorOptions { Device = Runtime.Device.Cpu });
        var images = new ImageBatch(Images, Size, Size, 3);
        new Random(2).NextBytes(images.Pixels);
        translator.Translate(new ImageBatch(PeerWarmUp, Size, Size, 3));
        var clock = Stopwatch.StartNew();
        translator.Translate(images);
        return Images / clock.Elapsed.TotalSeconds;
    }
}
