using Gans.Formats;
using Gans.Training;

namespace Gans.Benchmarks;

/// <summary>Resident memory over 10,000 steps of a narrow <c>dcgan-fashion</c> on the CPU.</summary>
internal static class TrainingMemory
{
    private const long Steps = 10_000;
    private const long Reference = 500;

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("gans-bench-");
        try
        {
            var watch = new Watch();
            var options = new TrainingOptions
            {
                Model = "dcgan-fashion",
                Data = "build/bench/data",
                Output = Path.Combine(folder.FullName, "run"),
                Steps = Steps,
                Device = "cpu",
                BatchSize = 16,
                GeneratorWidth = 8,
                DiscriminatorWidth = 8,
                LogEvery = 100,
            };
            TrainingRun.Run(options, watch, CancellationToken.None);

            Console.WriteLine();
            Console.WriteLine($"resident memory, {Steps:N0} steps of a narrow dcgan-fashion");
            Console.WriteLine($"  at step {Reference}: {Megabytes(watch.Early)}, at the end: {Megabytes(watch.Late)}: {(double)watch.Late / watch.Early - 1:+0.0%;-0.0%}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:F1} MB";

    /// <summary>Looks at the memory when training tells of step 500 or later for the first time, and whenever it tells of a later one.</summary>
    private sealed class Watch : IProgress<StageProgress>
    {
        public long Early { get; private set; }

        public long Late { get; private set; }

        public void Report(StageProgress value)
        {
            if (value.Done < Reference)
            {
                return;
            }

            Late = Machine.ResidentBytes();
            Early = Early == 0 ? Late : Early;
        }
    }
}
