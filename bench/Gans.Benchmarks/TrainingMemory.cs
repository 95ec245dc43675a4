using System.Diagnostics;

namespace Gans.Benchmarks;

/// <summary>Resident memory of <c>gans train</c> over 10,000 steps of a narrow <c>dcgan-fashion</c> on the CPU.</summary>
/// <remarks>
/// The sneakers alone: they are few, so that by step 500 the first epoch is over, its sample grid and checkpoint written, and the images
/// that the file system keeps in memory have all been seen. On one thread: so little work is not worth two.
/// </remarks>
internal static class TrainingMemory
{
    private const string Pack = "build/bench/sneakers";
    private const long Steps = 10_000;
    private const long Reference = 500;

    public static void Run()
    {
        if (!Directory.Exists(Pack))
        {
            Machine.Output("./gans", "prepare", "--dataset", "fashion-mnist", "--classes", "7", "--out", Pack, "--quiet");
        }

        var folder = Directory.CreateTempSubdirectory("gans-bench-");
        try
        {
            var (early, late) = Watch(Path.Combine(folder.FullName, "run"));
            Console.WriteLine();
            Console.WriteLine($"resident memory of gans train, {Steps:N0} steps of a narrow dcgan-fashion");
            Console.WriteLine($"  at step {Reference}: {early / 1e6:F1} MB, at the end: {late / 1e6:F1} MB: {(double)late / early - 1:+0.0%;-0.0%}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (long Early, long Late) Watch(string run)
    {
        var command = $"train --model dcgan-fashion --data {Pack} --out {run} --steps {Steps} --batch-size 16 "
            + "--generator-width 8 --discriminator-width 8 --threads 1 --device cpu --quiet";
        using var training = Process.Start("./gans", command);
        var metrics = Path.Combine(run, "metrics.jsonl");
        long early = 0, late = 0;
        while (!training.WaitForExit(TimeSpan.FromMilliseconds(20)))
        {
            if ((early > 0 || HasReached(metrics)) && Machine.ResidentBytes(training) is { } resident)
            {
                late = resident;
                early = early == 0 ? resident : early;
            }
        }

        return training.ExitCode == 0
            ? (early, late)
            : throw new InvalidOperationException($"Running 'gans {command}': it left with exit code {training.ExitCode}; what it wrote is above.");
    }

    private static bool HasReached(string metrics) =>
        File.Exists(metrics) && File.ReadLines(metrics).Any(static line => line.StartsWith($$"""{"step":{{Reference}},""", StringComparison.Ordinal));
}
