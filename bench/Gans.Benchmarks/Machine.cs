using System.Diagnostics;
using System.Globalization;

namespace Gans.Benchmarks;

/// <summary>What the benchmarks need from the machine: its name, its processes, its memory.</summary>
internal static class Machine
{
    /// <summary>The processor's name as Linux gives it.</summary>
    public static string Processor { get; } = File.ReadLines("/proc/cpuinfo")
        .Where(static line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(static line => line[(line.IndexOf(':') + 1)..].Trim())
        .FirstOrDefault("unknown");

    /// <summary>Resident memory of a process in bytes; null once it has ended.</summary>
    public static long? ResidentBytes(Process process) => StatusBytes(process, "VmRSS:");

    /// <summary>The most resident memory that a command had, in bytes, until it left with exit code 0.</summary>
    /// <exception cref="InvalidOperationException">It left with another one.</exception>
    public static long PeakResidentBytes(string command, string arguments)
    {
        using var process = Process.Start(command, arguments);
        var peak = 0L;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(20)))
        {
            peak = StatusBytes(process, "VmHWM:") ?? peak;
        }

        return process.ExitCode == 0
            ? peak
            : throw new InvalidOperationException($"Running '{command} {arguments}': it left with exit code {process.ExitCode}; what it wrote is above.");
    }

    private static long? StatusBytes(Process process, string entry)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith(entry, StringComparison.Ordinal));
            return line is null ? null : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Runs a command to its end and gives what it wrote to its standard output.</summary>
    /// <exception cref="InvalidOperationException">It left with an exit code other than 0.</exception>
    public static string Output(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"Running '{command} {string.Join(' ', arguments)}': it left with exit code {process.ExitCode}; what it wrote is above.");
    }

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
