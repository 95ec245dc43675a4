using System.Diagnostics;

namespace Gans.Benchmarks;

/// <summary>How long <c>gans run</c> takes where nothing changed, process start included.</summary>
internal static class NoOpPipeline
{
    private const int Repetitions = 20;

    public static void Run()
    {
        string[] arguments = ["run", "-f", "bench/pipeline.yaml", "--quiet"];
        Machine.Output("./gans", arguments);   // the stages themselves, where they have not run before
        Machine.Output("./gans", arguments);

        var milliseconds = Enumerable.Range(0, Repetitions).Select(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            Machine.Output("./gans", arguments);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }).ToList();

        Console.WriteLine();
        Console.WriteLine(
            $"gans run with nothing to do, {Repetitions} times: "
            + $"median {Machine.Median(milliseconds):F0} ms, fastest {milliseconds.Min():F0} ms, slowest {milliseconds.Max():F0} ms");
    }
}
