using System.Runtime.InteropServices;

namespace Gans.Formats;

/// <summary>Writes a folder that is there whole or not at all: fill <see cref="WorkPath"/>, then <see cref="Commit"/>.</summary>
/// <remarks>
/// The work happens in <c>.NAME.partial</c> beside the target, locked against a second writer. A killed run leaves that folder at most; the
/// next one starts it anew, unless it asks to go on with it. On file systems that can exchange two names in one step, as Linux' usual ones can, there is no
/// instant without a whole folder.
/// </remarks>
public sealed partial class AtomicFolder : IDisposable
{
    private const string LockName = ".lock";

    private readonly string path;
    private readonly string target;
    private FileStream? held;

    /// <summary>Starts a work folder, empty unless unfinished work is to be gone on with.</summary>
    /// <param name="path">The folder to write; its parent is made where missing.</param>
    /// <param name="mayReplace">
    /// Told the full path of an older, non-empty folder of that name, says whether it may be replaced; null lets any be replaced.
    /// Pass one wherever the name comes from a user: what is replaced is gone.
    /// </param>
    /// <param name="resume">Whether to find in <see cref="WorkPath"/> what a killed run left there; <see cref="Clear"/> drops it.</param>
    /// <exception cref="InvalidInputException">The parent cannot be written to, another process is writing the folder, or the older one may not be
    /// replaced.</exception>
    public AtomicFolder(string path, Predicate<string>? mayReplace = null, bool resume = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.path = path;
        target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        WorkPath = Path.Combine(Path.GetDirectoryName(target) ?? target, $".{Path.GetFileName(target)}.partial");
        if (File.Exists(target))
        {
            throw new InvalidInputException($"Writing {path}: found a file of that name, needed a folder. Choose another name.");
        }

        if (mayReplace is not null && HasContent(target) && !mayReplace(target))
        {
            throw new InvalidInputException($"Writing {path}: found a folder with other content, which would be lost. Remove it or choose another name.");
        }

        try
        {
            Lock();
            if (!resume)
            {
                Clear();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Explain(path, e) ?? WriteFailure.NotWritable(path, e);
        }
    }

    /// <summary>The full path of the folder to fill.</summary>
    public string WorkPath { get; }

    /// <summary>Whether <see cref="Dispose"/> leaves uncommitted work for a later run to go on with; false at first.</summary>
    public bool KeepsUnfinished { get; set; }

    /// <summary>Empties the work folder.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Clear()
    {
        foreach (var leftover in new DirectoryInfo(WorkPath).EnumerateFileSystemInfos().Where(entry => entry.Name != LockName))
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
    /// <exception cref="IOException">The disk failed.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(held is null, this);
        try
        {
            ReleaseOnWindows();
            File.Delete(Path.Combine(WorkPath, LockName));
            if (!Directory.Exists(target))
            {
                Directory.Move(WorkPath, target);
            }
            else if (Exchange(WorkPath, target))
            {
                Directory.Delete(WorkPath, recursive: true);
            }
            else
            {
                Directory.Delete(target, recursive: true);
                Directory.Move(WorkPath, target);
            }
        }
        catch (Exception e) when (WriteFailure.Explain(path, e) is { } explained)
        {
            throw explained;
        }

        Release();
    }

    /// <summary>Drops the work folder unless it was committed or is kept.</summary>
    public void Dispose()
    {
        if (held is not null)
        {
            if (!KeepsUnfinished)
            {
                ReleaseOnWindows();
                Directory.Delete(WorkPath, recursive: true);
            }

            Release();
        }
    }

    private static bool HasContent(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();

    private void Lock()
    {
        Directory.CreateDirectory(WorkPath);
        held = new FileStream(Path.Combine(WorkPath, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
    }

    private void Release()
    {
        held?.Dispose();
        held = null;
    }

    /// <summary>Windows moves and deletes no folder with an open file in it, so there the lock ends just before.</summary>
    private void ReleaseOnWindows()
    {
        if (OperatingSystem.IsWindows())
        {
            Release();
        }
    }

    /// <summary>Exchanges two names in one step; false where the file system cannot.</summary>
    private static bool Exchange(string first, string second)
    {
        const int currentFolder = -100, exchange = 2;   // AT_FDCWD, RENAME_EXCHANGE
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            return RenameAt(currentFolder, first, currentFolder, second, exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;   // a C library older than glibc 2.28
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt(int oldFolder, string oldName, int newFolder, string newName, uint flags);
}
