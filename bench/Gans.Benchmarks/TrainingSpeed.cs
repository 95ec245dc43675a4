using Gans.Training;
using Gans.Training.Logs;
using Gans.Training.Runs;

namespace Gans.Benchmarks;

/// <summary>Training steps a second of <c>dcgan-fashion</c>, batch 128, against plain TorchSharp and PyTorch, turn by turn.</summary>
/// <remarks>PyTorch is measured as it comes and, because its own number of threads can be less than one a core, with one a core too.</remarks>
internal static class TrainingSpeed
{
    private const string Pack = "build/bench/data";
    private const int Rounds = 5;
    private const int PeerSteps = 6;
    private const int PeerWarmUp = 2;
    private const int LogEvery = 4;

    public static void Run()
    {
        var torchSharp = new List<PeerSpeed>();
        var asItComes = new List<PeerSpeed>();
        var oneACore = new List<PeerSpeed>();
        var ours = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            torchSharp.Add(TorchSharpPeer.Train(PeerSteps, PeerWarmUp));
            ours.Add(Gans(steps: 5 * LogEvery));
            asItComes.Add(PyTorchPeer.Train(Pack, PeerSteps, PeerWarmUp, threads: null));
            oneACore.Add(PyTorchPeer.Train(Pack, PeerSteps, PeerWarmUp, Environment.ProcessorCount));
        }

        var speed = Machine.Median(ours);
        Console.WriteLine();
        Console.WriteLine($"training, dcgan-fashion, batch 128, steps/s (median of {Rounds} turns; {asItComes[0].Device})");
        Console.WriteLine($"  Gans                                {speed,8:F3}   (slowest {ours.Min():F3}, fastest {ours.Max():F3})");
        Print("plain TorchSharp", torchSharp, speed, "its own choice");
        Print("PyTorch", asItComes, speed, "its own choice");
        Print("PyTorch", oneACore, speed, "one a core");
    }

    private static void Print(string peer, List<PeerSpeed> turns, double ours, string threads)
    {
        var speeds = turns.ConvertAll(static turn => turn.StepsPerSecond);
        var speed = Machine.Median(speeds);
        Console.WriteLine(
            $"  {peer} {turns[0].Version}, {turns[0].Threads} threads ({threads}) {speed,8:F3}   "
            + $"(slowest {speeds.Min():F3}, fastest {speeds.Max():F3}); Gans is {ours / speed:F2} times as fast");
    }

    /// <summary>Trains, and reads the speed after the first report from the run's own log.</summary>
    private static double Gans(int steps)
    {
        var folder = Directory.CreateTempSubdirectory("gans-bench-");
        try
        {
            var options = new TrainingOptions
            {
                Model = "dcgan-fashion",
                Data = Pack,
                Output = Path.Combine(folder.FullName, "run"),
                Steps = steps,
                LogEvery = LogEvery,
                TensorBoard = false,
            };
            TrainingRun.Run(options, null, CancellationToken.None);
            var reports = MetricsLog.Read(new RunFolder(options.Output).Metrics);
            return (reports[^1].Step - reports[0].Step) / (reports[^1].ElapsedSeconds - reports[0].ElapsedSeconds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
