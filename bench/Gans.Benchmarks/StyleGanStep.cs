using Gans.Formats;
using Gans.Models;
using Gans.Training;
using Gans.Training.Logs;
using Gans.Training.Runs;

namespace Gans.Benchmarks;

/// <summary>Steps of StyleGAN at 64 pixels, batch 8, full width, straight through, against plain TorchSharp, turn by turn.</summary>
internal static class StyleGanStep
{
    private const string Model = "stylegan-faces64";
    private const int Size = 64;
    private const int Rounds = 3;
    private const int Steps = 4;
    private const int WarmUp = 1;

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("gans-bench-");
        try
        {
            var pack = Path.Combine(folder.FullName, "noise");
            WriteNoise(pack);
            var (ours, peer) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                peer.Add(TorchSharpPeer.Train(Steps, WarmUp, "stylegan").StepsPerSecond);
                ours.Add(Train(pack, Path.Combine(folder.FullName, "run")));
                Directory.Delete(Path.Combine(folder.FullName, "run"), recursive: true);
            }

            var (speed, plain) = (Machine.Median(ours), Machine.Median(peer));
            Console.WriteLine();
            Console.WriteLine($"training, {Model}, {Size} pixels, batch 8, steps/s (median of {Rounds} turns)");
            Console.WriteLine($"  Gans             {speed,8:F3}   (slowest {ours.Min():F3}, fastest {ours.Max():F3})");
            Console.WriteLine(
                $"  plain TorchSharp {plain,8:F3}   (slowest {peer.Min():F3}, fastest {peer.Max():F3}); Gans is {speed / plain:F2} times as fast");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void WriteNoise(string folder)
    {
        var info = new DatasetInfo
        {
            Name = "noise",
            Split = "train",
            Source = "random numbers",
            SourceDigest = new string('0', 64),
            Height = Size,
            Width = Size,
            Channels = 3,
        };
        using var writer = new DatasetPackWriter(folder, info);
        var random = new Random(1);
        var image = new byte[Size * Size * 3];
        for (var i = 0; i < 32; i++)
        {
            random.NextBytes(image);
            writer.Add(image);
        }

        writer.Commit();
    }

    /// <summary>Trains at the last level alone, whose batch is a quarter, and reads the speed after the first report from the run's own log.</summary>
    private static double Train(string pack, string run)
    {
        ModelRegistry.Shipped.TryGet(Model, out var model);
        var options = new TrainingOptions
        {
            Model = Model,
            Data = pack,
            Output = run,
            Settings = model!.Settings with { FirstSize = Size, BatchSize = 32 },
            Steps = Steps + WarmUp,
            LogEvery = WarmUp,
            SampleCount = 1,
            CheckpointEveryMinutes = 0,
            TensorBoard = false,
        };
        TrainingRun.Run(options, null, CancellationToken.None);
        var reports = MetricsLog.Read(new RunFolder(run).Metrics);
        return (reports[^1].Step - reports[0].Step) / (reports[^1].ElapsedSeconds - reports[0].ElapsedSeconds);
    }
}
