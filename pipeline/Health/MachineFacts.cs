using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Health;

/// <summary>What this machine has to compute with and to keep things on.</summary>
internal static class MachineFacts
{
    /// <summary>About what a set-up takes on the disk, most of it packages of .NET.</summary>
    private const long SetUpBytes = 2_600_000_000;

    /// <summary>What the greatest export of others' networks takes in the cache.</summary>
    private const long ExportBytes = 100_000_000;

    /// <summary>Below it a training cannot be relied on to keep its checkpoints.</summary>
    private const long LeastFreeBytes = 200_000_000;

    /// <summary>Cores, memory and disks.</summary>
    internal static ImmutableArray<DoctorLine> Find()
    {
        var cache = ProjectFolders.Cache();
        var free = FreeOn(Environment.CurrentDirectory);
        return
        [
            new("cores", Whole(Environment.ProcessorCount), ProcessorName()),
            new(
                "memory",
                Counted.Bytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
                AvailableMemory() is { } available ? $"{Counted.Bytes(available)} of it free" : ""),
            new(
                "disk here",
                $"{Counted.Bytes(free)} free",
                $"{Environment.CurrentDirectory}; a set-up takes {Counted.Bytes(SetUpBytes)}, "
                + "a recipe its pack and its run: 0.1 GB with digits, 1 to 3 GB with faces",
                IsMissing: free < LeastFreeBytes),
            new(
                "cache",
                Counted.Bytes(SizeOf(cache)),
                $"{cache}, {Counted.Bytes(FreeOn(cache))} free; an exported Inception takes {Counted.Bytes(ExportBytes)}, a download its own size"),
        ];
    }

    /// <summary>Bytes of a file, or of all files in a folder; 0 where there is nothing or it may not be looked at.</summary>
    internal static long SizeOf(string path)
    {
        try
        {
            var all = new EnumerationOptions { RecurseSubdirectories = true };
            return File.Exists(path) ? new FileInfo(path).Length
                : Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles("*", all).Sum(file => file.Length)
                : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static long FreeOn(string path)
    {
        var existing = Path.GetFullPath(path);
        while (existing.Length > 1 && !Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing) ?? "/";
        }

        return new DriveInfo(existing).AvailableFreeSpace;
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string ProcessorName() => LineOf("/proc/cpuinfo", "model name") ?? "";

    private static long? AvailableMemory() =>
        LineOf("/proc/meminfo", "MemAvailable")?.Split(' ')[0] is { } text && long.TryParse(text, CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes * 1024
            : null;

    private static string? LineOf(string path, string name) => File.Exists(path)
        ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[^1].Trim()
        : null;
}
