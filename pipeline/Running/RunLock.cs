using System.Globalization;

namespace Gans.Pipeline.Running;

/// <summary>Only one <c>gans run</c> works in a folder at a time. The lock is the operating system's, so that it ends with the process, however that ends.</summary>
public sealed class RunLock : IDisposable
{
    private readonly FileStream file;

    private RunLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="state">State folder of the project, which exists.</param>
    /// <exception cref="StageFailedException">Another process holds it.</exception>
    public static RunLock Take(StateFolder state)
    {
        var path = state.File("run.lock");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            return new RunLock(file);
        }
        catch (IOException e) when (Holder(path) is { } process)
        {
            throw new StageFailedException($"starting the run: another gans works in this folder (process {process}). Wait for its end, or stop it with 'kill {process}'.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>The process that holds the lock, or null if none does.</summary>
    private static string? Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var text = new StreamReader(file).ReadToEnd();
            return text.Length > 0 && text.All(char.IsAsciiDigit) ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
