using System.Globalization;

namespace Gans.Pipeline.Running;

/// <summary>A lock file that this process holds. The lock is the operating system's, so that it ends with the process, however that ends.</summary>
internal sealed class HeldFile : IDisposable
{
    /// <summary>EWOULDBLOCK, which .NET passes on as it is.</summary>
    private const int WouldBlock = 11;

    private readonly FileStream file;

    private HeldFile(FileStream file) => this.file = file;

    /// <summary>Takes a lock that nobody else may hold.</summary>
    /// <param name="path">Path of the lock file, in a folder that is there; beside it the process's number is noted.</param>
    /// <returns>Null where another process holds it.</returns>
    public static HeldFile? Take(string path)
    {
        if (Open(path, FileAccess.ReadWrite, FileShare.None) is not { } held)
        {
            return null;
        }

        File.WriteAllText(NoteOf(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return held;
    }

    /// <summary>Takes a lock that others may share.</summary>
    /// <param name="path">Path of the lock file, in a folder that is there.</param>
    /// <returns>Null where another process holds it alone.</returns>
    public static HeldFile? Share(string path) => Open(path, FileAccess.Read, FileShare.Read);

    /// <summary>Takes a lock that others share, for itself alone.</summary>
    /// <param name="path">Path of the lock file, in a folder that is there.</param>
    /// <returns>Null where another process shares it.</returns>
    public static HeldFile? TakeAlone(string path) => Open(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>The process that noted its number last, which is the holder once it has done so.</summary>
    /// <param name="path">Path of the lock file.</param>
    public static string HolderOf(string path) =>
        File.Exists(NoteOf(path)) && File.ReadAllText(NoteOf(path)).Trim() is { Length: > 0 } process ? process : "starting";

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static HeldFile? Open(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new HeldFile(new FileStream(path, FileMode.OpenOrCreate, access, share, bufferSize: 0));
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
    }

    private static string NoteOf(string path) => Path.ChangeExtension(path, ".pid");
}
