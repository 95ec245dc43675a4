using System.Diagnostics;

namespace Gans.Pipeline.Running;

/// <summary>Runs a command through <c>/bin/sh -c</c> in a process group of its own, which never outlives this process.</summary>
internal static class ShellCommand
{
    /// <summary>
    /// Runs the command in a session of its own and watches a pipe from this process: a line names a signal for the command's whole group, the end of
    /// the pipe, which comes even if this process is killed, kills the group. What the command leaves running ends with it.
    /// </summary>
    private const string Watcher = """
        trap '' INT QUIT HUP
        exec 3<&0 </dev/null
        setsid /bin/sh -c "$1" 3<&- &
        command=$!
        { while read -r signal <&3; do kill -s "$signal" -- -"$command"; done; kill -s KILL -- -"$command"; } >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        wait "$command"
        code=$?
        kill "$watch"
        kill -s KILL -- -"$command" 2>/dev/null
        exit "$code"
        """;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs a command to its end.</summary>
    /// <param name="command">The command.</param>
    /// <param name="output">Told each line that it prints.</param>
    /// <param name="cancellation">Ends the command: SIGTERM, and SIGKILL 5 seconds later.</param>
    /// <exception cref="StageFailedException">It ended with an exit code other than 0.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Run(string command, Action<string> output, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var lastError = "";
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("/bin/sh", ["-c", Watcher, "gans", command])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Relay(line.Data);
        process.ErrorDataReceived += (_, line) => lastError = Relay(line.Data) ?? lastError;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (cancellation.Register(() => Stop(process)))
        {
            process.WaitForExit();
        }

        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            var said = lastError.Length == 0 ? "it said nothing" : $"it said: {lastError}";
            throw new StageFailedException($"its command ended with exit code {process.ExitCode}; {said}. Run the command by hand to see more.");
        }

        string? Relay(string? line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                return null;
            }

            output(line);
            return line.Trim();
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            process.StandardInput.WriteLine("TERM");
            process.StandardInput.Flush();
            if (!process.WaitForExit(Grace))
            {
                process.StandardInput.Close();
            }
        }
        catch (IOException)
        {
            // The command ended in this very moment, and its end of the pipe with it.
        }
    }
}
