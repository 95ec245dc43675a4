using System.Diagnostics;
using System.Text.Json;
using Gans.Formats;
using Gans.Inference.Metrics;

namespace Gans.Benchmarks;

/// <summary>Measures of given features against the straightforward NumPy and SciPy: how far the values differ, and how long a Frechet distance takes.</summary>
/// <remarks>
/// The peer makes the features (<c>bench/peer/metrics.py</c>): 50 pairs of sets for the Frechet distance, of which 40 have singular covariances, and 10 for
/// the others.
/// </remarks>
internal static class MetricAgreement
{
    private const string Folder = "build/bench/metrics";
    private const int Repetitions = 5;

    private static readonly string Python = Environment.GetEnvironmentVariable("PYTHON") ?? "/usr/bin/python3";
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void Run()
    {
        var peer = Peer();
        Console.WriteLine();
        Console.WriteLine($"measures of given features against {peer.Versions}, greatest difference");
        Print("Frechet distance, 50 pairs of sets", peer.Frechet.Select((expected, i) => Relative(expected, Frechet(i))));
        Print("kernel distance, 10 pairs of sets", peer.Kernel.Select((expected, i) => Relative(expected, Kernel(i))));
        Print(
            "precision, recall, density, coverage, 10 pairs",
            peer.Neighbours.SelectMany((expected, i) => expected.Zip(Neighbours(i), (a, b) => Math.Abs(a - b))));
        PrintTimes(peer);
    }

    /// <summary>Runs the peer; <paramref name="kernels"/> are OpenBLAS' for it, null for those that it finds itself.</summary>
    private static PeerMeasures Peer(string? kernels = null)
    {
        string[] chosen = kernels is null ? [] : [$"OPENBLAS_CORETYPE={kernels}"];
        return JsonSerializer.Deserialize<PeerMeasures>(Machine.Output("env", [.. chosen, Python, "bench/peer/metrics.py", Folder]), Names)!;
    }

    private static void PrintTimes(PeerMeasures peer)
    {
        var (first, second) = (StatisticsFile.Load($"{Folder}/large-first.npz").Statistics, StatisticsFile.Load($"{Folder}/large-second.npz").Statistics);
        var value = FrechetDistance.Compute(first, second);
        var seconds = Machine.Median(Enumerable.Range(0, Repetitions).Select(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            FrechetDistance.Compute(first, second);
            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }));
        var tuned = Environment.GetEnvironmentVariable("PEER_KERNELS") is { } kernels ? Peer(kernels).LargeSeconds : (double?)null;
        Console.WriteLine($"Frechet distance of statistics of {first.Dimensions} dimensions, differing by {Relative(peer.Large, value):E1}");
        Console.WriteLine($"  SciPy sqrtm {peer.LargeSeconds:F2} s{(tuned is { } other ? $", {other:F2} s with OpenBLAS' kernels of PEER_KERNELS" : "")}");
        Console.WriteLine($"  Gans        {seconds:F2} s, 1/{peer.LargeSeconds / seconds:F1} of it{(tuned is { } better ? $", 1/{better / seconds:F1}" : "")}");
    }

    private static double Frechet(int i) => FrechetDistance.Compute(Statistics($"frechet-{i}-first"), Statistics($"frechet-{i}-second"));

    private static GaussianStatistics Statistics(string name)
    {
        var array = NpyFile.Read($"{Folder}/{name}.npy");
        var sums = new GaussianAccumulator((int)array.Shape[1]);
        sums.Add(array.Elements<double>());
        return sums.ToStatistics();
    }

    private static double Kernel(int i) => KernelDistance.Compute(Doubles(Load(i, "real")), Doubles(Load(i, "fake")), Width(i));

    private static double[] Neighbours(int i)
    {
        var (real, fake) = (FeatureRows.Of(Load(i, "real"), Width(i)), FeatureRows.Of(Load(i, "fake"), Width(i)));
        var (precision, recall) = PrecisionRecall.Compute(real, fake);
        var (density, coverage) = DensityCoverage.Compute(real, fake);
        return [precision, recall, density, coverage];
    }

    private static float[] Load(int i, string side) => NpyFile.Read($"{Folder}/features-{i}-{side}.npy").Elements<float>().ToArray();

    private static int Width(int i) => (int)NpyFile.Read($"{Folder}/features-{i}-real.npy").Shape[1];

    private static double[] Doubles(float[] values) => [.. values.Select(value => (double)value)];

    private static double Relative(double expected, double found) => Math.Abs(found - expected) / Math.Abs(expected);

    private static void Print(string what, IEnumerable<double> differences) => Console.WriteLine($"  {what,-48} {differences.Max():E1}");

    /// <summary>What the peer's script found.</summary>
    private sealed record PeerMeasures(double[] Frechet, double[] Kernel, double[][] Neighbours, double Large, double LargeSeconds, string Versions);
}
