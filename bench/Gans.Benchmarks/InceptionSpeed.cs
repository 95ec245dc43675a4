using System.Diagnostics;
using Gans.Training.Pretrained;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Benchmarks;

/// <summary>Images a second through Inception v3, against PyTorch, turn by turn; and the other ways to share the cores that ONNX Runtime was tried with.</summary>
/// <remarks>A lane is a thread that runs the session by itself, image by image or batch by batch: the activations of one image fit its core's cache, and no core waits for another.</remarks>
internal static class InceptionSpeed
{
    private const string Model = "build/bench/inception/inception-v3.onnx";
    private const int ImageSize = 299;
    private const int Rounds = 3;
    private const int PeerImages = 64;
    private const int PeerBatch = 32;
    private const double Seconds = 6;

    public static void Run()
    {
        if (!File.Exists(Model))
        {
            PretrainedCatalog.Find("inception-v3").Export(null, Model, CancellationToken.None);
        }

        var cores = Environment.ProcessorCount;
        (string Name, int Lanes, int Threads, int Batch)[] ways =
            [("a lane a core, batch 1", cores, 1, 1), ("a lane a core, batch 4", cores, 1, 4), ("one lane, batch 1", 1, cores, 1), ("one lane, batch 16", 1, cores, 16)];
        var ours = ways.Select(static _ => new List<double>()).ToList();
        var (asItComes, oneACore) = (new List<PeerThroughput>(), new List<PeerThroughput>());
        for (var round = 0; round < Rounds; round++)
        {
            asItComes.Add(PyTorchPeer.Inception(PeerImages, PeerBatch, threads: null));
            oneACore.Add(PyTorchPeer.Inception(PeerImages, PeerBatch, cores));
            foreach (var (way, speeds) in ways.Zip(ours))
            {
                speeds.Add(Measure(way.Lanes, way.Threads, way.Batch));
            }
        }

        Console.WriteLine();
        Console.WriteLine($"Inception v3, images/s (median of {Rounds} turns)");
        foreach (var (way, speeds) in ways.Zip(ours))
        {
            Console.WriteLine($"  ONNX Runtime, {way.Name,-24} {Machine.Median(speeds),6:F1}   (slowest {speeds.Min():F1}, fastest {speeds.Max():F1})");
        }

        Print(asItComes, "its own choice", Machine.Median(ours[0]));
        Print(oneACore, "one a core", Machine.Median(ours[0]));
    }

    private static void Print(List<PeerThroughput> turns, string threads, double ours)
    {
        var speed = Machine.Median(turns.Select(static turn => turn.ImagesPerSecond));
        Console.WriteLine($"  PyTorch {turns[0].Version}, batch {PeerBatch}, {turns[0].Threads} threads ({threads}) {speed,6:F1}   a lane a core is {ours / speed:F1} times as fast");
    }

    private static double Measure(int lanes, int threads, int batch)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        using var session = new InferenceSession(Model, options);
        var (done, started) = (0L, 0L);
        using var warm = new Barrier(lanes, _ => started = Stopwatch.GetTimestamp());
        var workers = Enumerable.Range(0, lanes).Select(lane => new Thread(() => Work(lane))).ToList();
        workers.ForEach(static worker => worker.Start());
        workers.ForEach(static worker => worker.Join());
        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;

        void Work(int lane)
        {
            var random = new Random(lane);
            float[] pixels = [.. Enumerable.Range(0, batch * 3 * ImageSize * ImageSize).Select(_ => (2 * random.NextSingle()) - 1)];
            using var input = OrtValue.CreateTensorValueFromMemory(pixels, [batch, 3, ImageSize, ImageSize]);
            using var run = new RunOptions();
            Pass();
            warm.SignalAndWait();
            while (Stopwatch.GetElapsedTime(started).TotalSeconds < Seconds)
            {
                Pass();
                Interlocked.Add(ref done, batch);
            }

            void Pass()
            {
                using var outputs = session.Run(run, ["images"], [input], ["features", "logits"]);
            }
        }
    }
}
