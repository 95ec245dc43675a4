using System.Globalization;

namespace Gans.Pipeline.Running;

/// <summary>
/// Only one <c>gans run</c> works in a folder at a time. The lock is the operating system's, so that it ends with the process, however that ends.
/// </summary>
internal sealed class RunLock : IDisposable
{
    /// <summary>EWOULDBLOCK, which .NET passes on as it is.</summary>
    private const int WouldBlock = 11;

    private readonly FileStream file;

    private RunLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="state">State folder of the project, which exists.</param>
    /// <exception cref="StageFailedException">Another process holds it.</exception>
    public static RunLock Take(StateFolder state)
    {
        try
        {
            var file = new FileStream(state.File("run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            File.WriteAllText(state.File("run.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new RunLock(file);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            var process = Holder(state.File("run.pid"));
            throw new StageFailedException(
                $"starting the run: another gans works in this folder (process {process}). Wait for its end, or stop it with 'kill {process}'.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>The process that wrote its number last, which is the holder once it has done so.</summary>
    private static string Holder(string path) => File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } process ? process : "starting";
}
