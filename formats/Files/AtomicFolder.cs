namespace Gans.Formats;

/// <summary>Writes a folder that is there whole or not at all: fill <see cref="WorkPath"/>, then <see cref="Commit"/>.</summary>
/// <remarks>
/// The work happens in a hidden folder beside the target, under a name that nobody can foresee; a second writer of the same target, in whatever process, is
/// refused. What a killed run leaves, the next one clears away, unless it asks to go on with it. The new folder has the old one's mode. A link stays, and its
/// target is replaced. On file systems that can exchange two names in one step, as Linux' usual ones can, there is no instant without a whole folder.
/// </remarks>
public sealed class AtomicFolder : IDisposable
{
    private const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string path;
    private readonly string target;
    private readonly Predicate<FileSystemInfo>? mayReplace;
    private readonly WriterLock writer;
    private bool ended;

    /// <summary>Starts a work folder, empty unless unfinished work is to be gone on with.</summary>
    /// <param name="path">The folder to write; its parent is made where missing.</param>
    /// <param name="mayReplace">
    /// Told each entry of an older folder of that name, says whether it may be lost, being what this writer writes; null lets any be replaced.
    /// Pass one wherever the name comes from a user: what is replaced is gone.
    /// </param>
    /// <param name="resume">Whether to find in <see cref="WorkPath"/> what a killed run left there; <see cref="Clear"/> drops it.</param>
    /// <exception cref="InvalidInputException">The parent cannot be written to, another writer is at the folder, or the older one may not be
    /// replaced.</exception>
    public AtomicFolder(string path, Predicate<FileSystemInfo>? mayReplace = null, bool resume = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (this.path, this.mayReplace) = (path, mayReplace);
        try
        {
            if (WriteTarget.IsSpecial(path))
            {
                throw new InvalidInputException($"Writing {path}: found a device or a pipe, needed a folder. Choose another name.");
            }

            target = WriteTarget.Resolve(path);
            if (File.Exists(target))
            {
                throw new InvalidInputException($"Writing {path}: found a file of that name, needed a folder. Choose another name.");
            }

            CheckOlder();
            writer = WriterLock.Take(target, resume);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Explain(path, e) ?? WriteFailure.NotWritable(path, e);
        }

        if (!writer.IsResumed)
        {
            MakeWorkFolder();
        }
    }

    /// <summary>The full path of the folder to fill.</summary>
    public string WorkPath => writer.WorkPath;

    /// <summary>Whether <see cref="Dispose"/> leaves uncommitted work for a later run to go on with; false at first.</summary>
    public bool KeepsUnfinished
    {
        get => writer.Keeps;
        set => writer.Keeps = value;
    }

    /// <summary>Empties the work folder.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Clear()
    {
        foreach (var leftover in new DirectoryInfo(WorkPath).EnumerateFileSystemInfos())
        {
            if (leftover is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                leftover.Delete();
            }
        }
    }

    /// <summary>Puts the work folder in the target's place, whole; an older target is deleted.</summary>
    /// <exception cref="InvalidInputException">Something that may not be replaced has come into the older folder meanwhile, or it cannot be moved.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(ended, this);
        try
        {
            CheckOlder();
            if (Directory.Exists(target))
            {
                KeepMode();
                TakeThePlace();
                writer.RemoveReplaced();
            }
            else
            {
                Directory.Move(WorkPath, target);
            }
        }
        catch (Exception e) when (WriteFailure.Explain(path, e) is { } explained)
        {
            throw explained;
        }

        KeepsUnfinished = false;
        Dispose();
    }

    /// <summary>Drops the work folder unless it was committed or is kept.</summary>
    public void Dispose()
    {
        if (!ended)
        {
            ended = true;
            writer.Dispose();
        }
    }

    private void MakeWorkFolder()
    {
        try
        {
            if (OperatingSystem.IsWindows() || !Directory.Exists(target))
            {
                Directory.CreateDirectory(WorkPath);
            }
            else
            {
                Directory.CreateDirectory(WorkPath, File.GetUnixFileMode(target) | All);   // as secret as the one that it will replace
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            writer.Dispose();
            throw WriteFailure.Explain(path, e) ?? WriteFailure.NotWritable(path, e);
        }
    }

    /// <summary>Refuses to lose what this writer did not write.</summary>
    private void CheckOlder()
    {
        if (mayReplace is not null && Directory.Exists(target)
            && new DirectoryInfo(target).EnumerateFileSystemInfos().Where(entry => !mayReplace(entry)).MinBy(entry => entry.Name, StringComparer.Ordinal)
                is { } foreign)
        {
            throw new InvalidInputException(
                $"Writing {path}: found a folder with other content, which would be lost: {foreign.Name}. Remove it or choose another name.");
        }
    }

    private void KeepMode()
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(target) is var mode && File.GetUnixFileMode(WorkPath) != mode)
        {
            File.SetUnixFileMode(WorkPath, mode);
        }
    }

    /// <summary>Makes the older folder give way, to one of the writer's own names.</summary>
    private void TakeThePlace()
    {
        if (LinuxFiles.Exchange(WorkPath, target))
        {
            return;
        }

        Directory.Move(target, writer.OldPath);
        try
        {
            Directory.Move(WorkPath, target);
        }
        catch
        {
            Directory.Move(writer.OldPath, target);
            throw;
        }
    }
}
