using System.Diagnostics;

namespace Gans.Apps.Tests;

/// <summary>A sample as a process: it is built with the tests, beside them.</summary>
internal static class SampleProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs it to its end.</summary>
    internal static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string sample, params string[] arguments)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, sample, here.Name, $"{sample}.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await errors);
    }
}
