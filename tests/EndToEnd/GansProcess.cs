using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gans.EndToEnd;

/// <summary>What a run of the command came to.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed on the error stream.</param>
internal sealed record GansResult(int Code, string Output, string Error);

/// <summary>The <c>gans</c> command in a process of its own.</summary>
internal sealed partial class GansProcess : IDisposable
{
    /// <summary>The command as it was built, for this system; the copy beside the tests lacks native libraries at the places that its list names.</summary>
    public static readonly string Command = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory,
        "..",
        "..",
        "Gans.Pipeline",
        $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))}_linux-x64",
        "Gans.Pipeline.dll"));

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private GansProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Runs the command to its end.</summary>
    public static GansResult Run(string folder, params string[] arguments)
    {
        using var gans = Start(folder, arguments);
        return gans.Wait();
    }

    /// <summary>Runs the command to its end with some variables of the environment set, or unset where they are null.</summary>
    public static GansResult Run(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using var gans = Start(Command, folder, environment, arguments);
        return gans.Wait();
    }

    /// <summary>The same, with the calls of the system noted in a file that open sockets or change files; as above where strace is missing.</summary>
    public static GansResult RunTraced(string folder, IReadOnlyDictionary<string, string?> environment, string log, params string[] arguments)
    {
        const string calls = "socket,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,truncate,mknod,mknodat";
        string[] tracer = File.Exists("/usr/bin/strace") ? ["strace", "--follow-forks", "--seccomp-bpf", "-o", log, "-e", $"trace={calls}"] : [];
        using var gans = Start(Command, folder, environment, arguments, tracer);
        return gans.Wait();
    }

    /// <summary>Runs a copy of the command to its end.</summary>
    public static GansResult RunCopy(string copy, string folder, params string[] arguments)
    {
        using var gans = Start(copy, folder, new Dictionary<string, string?>(), arguments);
        return gans.Wait();
    }

    /// <summary>Starts the command.</summary>
    public static GansProcess Start(string folder, params string[] arguments) => Start(Command, folder, new Dictionary<string, string?>(), arguments);

    private static GansProcess Start(
        string command, string folder, IReadOnlyDictionary<string, string?> environment, string[] arguments, params ReadOnlySpan<string> tracer)
    {
        // A shell starts what runs in its background with Ctrl-C ignored, and so would these tests start the command.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", .. tracer, "dotnet", command, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new GansProcess(Process.Start(start)!);
    }

    /// <summary>Waits until something holds, or the process has ended.</summary>
    public void WaitFor(Func<bool> condition)
    {
        while (!condition() && !process.HasExited)
        {
            Thread.Sleep(2);
        }
    }

    /// <summary>Ends the process at once, as a power cut would; its children are left to themselves.</summary>
    public void Kill() => process.Kill();

    /// <summary>Presses Ctrl-C.</summary>
    public void Interrupt()
    {
        const int interrupt = 2;
        _ = NativeMethods.kill(process.Id, interrupt);
    }

    /// <summary>Waits for the end.</summary>
    public GansResult Wait()
    {
        process.WaitForExit();
        return new GansResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static partial class NativeMethods
    {
        [LibraryImport("libc")]
        public static partial int kill(int process, int signal);
    }
}
