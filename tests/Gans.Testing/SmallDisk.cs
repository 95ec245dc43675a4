using System.Diagnostics;

namespace Gans.Testing;

/// <summary>A file system of a given size in memory; gone afterwards. Only root can mount one: for others the test is inconclusive.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    internal SmallDisk(int kibibytes)
    {
        Directory.CreateDirectory(Path);
        if (Environment.UserName != "root" || Call("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", Path) != 0)
        {
            folder.Dispose();
            Assert.Inconclusive("Mounting a small file system needs root and the right to mount.");
        }
    }

    internal string Path => folder["disk"];

    internal string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        Call("umount", Path);
        folder.Dispose();
    }

    private static int Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
