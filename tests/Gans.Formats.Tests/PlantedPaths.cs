using System.Diagnostics;

namespace Gans.Formats.Tests;

/// <summary>Things that lie where a writer wants to write and are no files.</summary>
internal static class PlantedPaths
{
    /// <summary>Makes a pipe with a name.</summary>
    internal static string Pipe(string path) => Call(path, "mkfifo", path);

    /// <summary>Makes a device such as /dev/null of its own, which only root can: for others the test is inconclusive.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="number">Minor number among the memory devices: 3 null, 7 full.</param>
    internal static string Device(string path, int number)
    {
        if (Environment.UserName != "root" || !TryCall("mknod", path, "c", "1", $"{number}"))
        {
            Assert.Inconclusive("Making a device needs root and the right to make one.");
        }

        try
        {
            File.OpenWrite(path).Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            Assert.Inconclusive("Devices may not be opened on this disk.");
        }

        return path;
    }

    private static string Call(string path, string program, params string[] arguments)
    {
        Assert.IsTrue(TryCall(program, arguments), $"{program} failed");
        return path;
    }

    private static bool TryCall(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
