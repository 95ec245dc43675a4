using System.Diagnostics;
using Gans.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Benchmarks;

/// <summary>Images a second from uint8 pixels to features of Inception v3, against PyTorch, turn by turn.</summary>
/// <remarks>
/// Gans gives each core a lane of its own: no core waits for another. One session that shares the cores inside each operator, as ONNX Runtime would by
/// itself, stays here for comparison. PyTorch gets ready float images, so that it has the network alone to do.
/// </remarks>
internal static class InceptionSpeed
{
    private const int Side = 299;
    private const int Rounds = 3;
    private const int Images = 96;
    private const int PeerBatch = 32;
    private const int SharedBatch = 16;

    public static void Run()
    {
        var model = PretrainedFile.Ensure("inception-v3");
        var (ours, shared) = (new List<double>(), new List<double>());
        var (asItComes, oneACore) = (new List<PeerThroughput>(), new List<PeerThroughput>());
        for (var round = 0; round < Rounds; round++)
        {
            asItComes.Add(PyTorchPeer.Inception(Images, PeerBatch, threads: null));
            ours.Add(ExtractorThroughput.Measure(model, Images * 2));
            oneACore.Add(PyTorchPeer.Inception(Images, PeerBatch, Environment.ProcessorCount));
            shared.Add(OneSession(model));
        }

        Console.WriteLine();
        Console.WriteLine($"Inception v3, images/s (median of {Rounds} turns)");
        Console.WriteLine($"  Gans, from 32x32 bytes to features  {Machine.Median(ours),6:F1}   (slowest {ours.Min():F1}, fastest {ours.Max():F1})");
        Console.WriteLine($"  ONNX Runtime alone, cores shared    {Machine.Median(shared),6:F1}");
        Print(asItComes, "its own choice", Machine.Median(ours));
        Print(oneACore, "one a core", Machine.Median(ours));
    }

    private static void Print(List<PeerThroughput> turns, string threads, double ours)
    {
        var speed = Machine.Median(turns.Select(static turn => turn.ImagesPerSecond));
        Console.WriteLine($"  PyTorch {turns[0].Version}, {turns[0].Threads} threads ({threads}) {speed,6:F1}   Gans is {ours / speed:F1} times as fast");
    }

    private static double OneSession(string model)
    {
        using var session = OnnxSessions.Open(model, new() { Device = Device.Cpu });
        using var input = OrtValue.CreateTensorValueFromMemory(new float[SharedBatch * 3 * Side * Side], [SharedBatch, 3, Side, Side]);
        using var run = new RunOptions();
        Pass();
        var started = Stopwatch.GetTimestamp();
        for (var done = 0; done < Images; done += SharedBatch)
        {
            Pass();
        }

        return Images / Stopwatch.GetElapsedTime(started).TotalSeconds;

        void Pass()
        {
            using var outputs = session.Run(run, ["images"], [input], ["features"]);
        }
    }
}
