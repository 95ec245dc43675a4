using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;

namespace Gans.Pipeline.Health;

/// <summary>What this machine has to compute with and to keep things on.</summary>
internal static class MachineFacts
{
    /// <summary>What a set-up takes on the disk, measured: packages of .NET 2.2 GB, of npm 0.15 GB, the build 0.2 GB.</summary>
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
            new("memory", Size(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes), AvailableMemory() is { } available ? $"{Size(available)} of it free" : ""),
            new(
                "disk here",
                $"{Size(free)} free",
                $"{Environment.CurrentDirectory}; a set-up takes {Size(SetUpBytes)}, a recipe its pack and its run: 0.1 GB with digits, 1 to 3 GB with faces",
                IsMissing: free < LeastFreeBytes),
            new("cache", Size(SizeOf(cache)), $"{cache}, {Size(FreeOn(cache))} free; an exported Inception takes {Size(ExportBytes)}, a download its own size"),
        ];
    }

    /// <summary>A number of bytes for people: <c>1.4 GB</c>.</summary>
    internal static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
    };

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
        var existing = path;
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
