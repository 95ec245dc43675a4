using System.Text.Json;
using Gans.Training;

namespace Gans.Benchmarks;

/// <summary>Training steps a second of <c>dcgan-fashion</c>, batch 128, against PyTorch, turn by turn.</summary>
/// <remarks>PyTorch is measured as it comes and, because its own number of threads can be less than one a core, with one a core too.</remarks>
internal static class TrainingSpeed
{
    private const string Pack = "build/bench/data";
    private const int Rounds = 3;
    private const int PeerSteps = 4;
    private const int PeerWarmUp = 1;
    private const int LogEvery = 4;

    public static void Run()
    {
        var asItComes = new List<PeerSpeed>();
        var oneACore = new List<PeerSpeed>();
        var ours = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            asItComes.Add(PyTorchPeer.Train(Pack, PeerSteps, PeerWarmUp, threads: null));
            ours.Add(Gans(steps: 5 * LogEvery));
            oneACore.Add(PyTorchPeer.Train(Pack, PeerSteps, PeerWarmUp, Environment.ProcessorCount));
            ours.Add(Gans(steps: 5 * LogEvery));
        }

        var speed = Machine.Median(ours);
        Console.WriteLine();
        Console.WriteLine($"training, dcgan-fashion, batch 128, steps/s (median of {Rounds} turns; {asItComes[0].Device})");
        Console.WriteLine($"  Gans                                {speed,8:F3}   (slowest {ours.Min():F3}, fastest {ours.Max():F3})");
        Print(asItComes, speed, "its own choice");
        Print(oneACore, speed, "one a core");
    }

    private static void Print(List<PeerSpeed> turns, double ours, string threads)
    {
        var speed = Machine.Median(turns.Select(static turn => turn.StepsPerSecond));
        Console.WriteLine($"  PyTorch {turns[0].Version}, {turns[0].Threads} threads ({threads}) {speed,8:F3}   Gans is {ours / speed:F1} times as fast");
    }

    /// <summary>Trains, and reads the speed after the first report from the run's own log.</summary>
    private static double Gans(int steps)
    {
        var folder = Directory.CreateTempSubdirectory("gans-bench-");
        try
        {
            var options = new TrainingOptions { Model = "dcgan-fashion", Data = Pack, Output = Path.Combine(folder.FullName, "run"), Steps = steps, LogEvery = LogEvery, TensorBoard = false };
            TrainingRun.Run(options, null, CancellationToken.None);
            var reports = File.ReadLines(Path.Combine(options.Output, "metrics.jsonl")).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
            return (Number(reports[^1], "step") - Number(reports[0], "step")) / (Number(reports[^1], "elapsed_s") - Number(reports[0], "elapsed_s"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Number(JsonElement report, string name) => report.GetProperty(name).GetDouble();
}
