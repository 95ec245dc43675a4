using System.Security.Cryptography;
using System.Text;

namespace Gans.Formats;

/// <summary>The right to write one file or folder, which one writer has at a time, and the name beside it under which that one works.</summary>
/// <remarks>
/// The lock is the system's, on <c>.NAME.gans-lock</c> beside the target: it ends with its holder, however that ends, and is never inside what is moved. The
/// file holds the number under which its holder works, <c>.NAME.gans-NUMBER</c>. Nobody can foresee that name, so nothing can be laid there for a writer to
/// follow, and the next holder knows what a killed one left: only that is cleared away, and only where it is no link and the user's own.
/// </remarks>
internal sealed class WriterLock : IDisposable
{
    private const string Mark = ".gans-", LockEnding = Mark + "lock", OldEnding = ".old";
    private const string RecordStart = "gans ";
    private const int NumberBytes = 8, NumberLetters = 2 * NumberBytes, RecordLength = 22;

    /// <summary>Each try that fails is another writer's success.</summary>
    private const int MostTries = 100;

    /// <summary>EEXIST of Linux and macOS, and Windows' ERROR_FILE_EXISTS.</summary>
    private const int FileExists = 17, WindowsFileExists = unchecked((int)0x80070050);

    /// <summary>EWOULDBLOCK of Linux: what .NET throws where another has a lock.</summary>
    private const int WouldBlock = 11;

    private readonly FileStream file;
    private readonly string target;
    private readonly string lockPath;
    private string number;   // of the last holder's work, if that one was killed; then of our own

    private WriterLock(FileStream file, string target, string lockPath, string number) =>
        (this.file, this.target, this.lockPath, this.number) = (file, target, lockPath, number);

    /// <summary>How long an older folder is spared: who opened it just before it made way, to list it, should not see it empty meanwhile.</summary>
    internal static TimeSpan ReadersGrace { get; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Where to work: nothing lies there at first, unless <see cref="IsResumed"/>.</summary>
    internal string WorkPath => $"{lockPath[..^LockEnding.Length]}{Mark}{number}";

    /// <summary>Where an older target may wait while the work takes its place, on systems that need two steps for it.</summary>
    internal string OldPath => WorkPath + OldEnding;

    /// <summary>Whether unfinished work of a killed writer lies at <see cref="WorkPath"/>, to be gone on with.</summary>
    internal bool IsResumed { get; private set; }

    /// <summary>Whether <see cref="Dispose"/> leaves the work, and the note of where it is, for a later writer to go on with.</summary>
    internal bool Keeps { get; set; }

    /// <summary>Takes the lock of a target and clears away what a killed writer left; its folder is made where missing.</summary>
    /// <param name="target">Full path of the file or folder, its links followed.</param>
    /// <param name="resume">Whether to go on with a folder that a killed writer left rather than to clear it away.</param>
    /// <exception cref="InvalidInputException">Something that Gans did not make, or that is another user's, has the lock's name.</exception>
    /// <exception cref="IOException">Another writer has the lock, or the system says no.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    internal static WriterLock Take(string target, bool resume = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target);
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (TryTake(target, mayCreate: true) is { } taken)
            {
                try
                {
                    taken.Begin(resume);
                    return taken;
                }
                catch
                {
                    taken.Dispose();
                    throw;
                }
            }
        }

        throw new IOException($"Others write {target} all the time.", WouldBlock);
    }

    /// <summary>Whether a killed writer, or one that is at work, left something beside a target.</summary>
    /// <param name="target">Full path of the file or folder, its links followed.</param>
    internal static bool HasLeft(string target) => Path.Exists(LockPathOf(target));

    /// <summary>Clears away what a killed writer left beside a target; nothing where another is at work.</summary>
    /// <param name="target">Full path of the file or folder, its links followed.</param>
    internal static void ClearLeft(string target)
    {
        try
        {
            TryTake(target, mayCreate: false)?.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidInputException)
        {
            // Somebody works there, or it is not ours to clear away.
        }
    }

    /// <summary>The target that a lock's file belongs to.</summary>
    /// <param name="path">Any path.</param>
    /// <returns>Null where the path is not that of a lock.</returns>
    internal static string? TargetOf(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith('.') && name.EndsWith(LockEnding, StringComparison.Ordinal) && name.Length > LockEnding.Length + 1
            ? Path.Combine(Path.GetDirectoryName(path) ?? "", name[1..^LockEnding.Length])
            : null;
    }

    /// <summary>Removes an older folder that has made way, whoever owns it.</summary>
    internal void RemoveReplaced()
    {
        Thread.Sleep(ReadersGrace);
        Delete(WorkPath);
        Delete(OldPath);
    }

    /// <summary>Gives up the lock, after clearing away the work if there still is any and it is not kept.</summary>
    public void Dispose()
    {
        if (!Keeps)
        {
            Clear(andWork: true);

            // What could not be removed stays noted, for the next writer to try.
            if (number.Length == 0 || !(Path.Exists(WorkPath) || Path.Exists(OldPath)))
            {
                Delete(lockPath);
            }
        }

        file.Dispose();
    }

    private static string LockPathOf(string target) => Path.Combine(Path.GetDirectoryName(target) ?? target, $".{Path.GetFileName(target)}{LockEnding}");

    /// <summary>Tries once.</summary>
    /// <returns>The lock; null where another writer's end came in between, so that the file that is locked has its name no longer.</returns>
    private static WriterLock? TryTake(string target, bool mayCreate)
    {
        var lockPath = LockPathOf(target);
        var entry = new FileInfo(lockPath);
        if (entry.LinkTarget is not null || Directory.Exists(lockPath))
        {
            throw Foreign(lockPath);
        }

        var exists = entry.Exists;
        if (!exists && !mayCreate)
        {
            return null;
        }

        FileStream? file = null;
        try
        {
            file = Open(lockPath, exists);
            var isLocked = LinuxFiles.TryLock(file.SafeFileHandle);
            if (isLocked == false)
            {
                throw new IOException($"Another writes {target}.", WouldBlock);
            }

            var held = LinuxFiles.StatusOf(file.SafeFileHandle);
            if (!HasName(file, held, lockPath))
            {
                return null;
            }

            if (held is { Kind: not FileKind.Regular } || (file.Length != 0 && file.Length != RecordLength))
            {
                throw Foreign(lockPath);
            }

            if (exists && held is { } status && !LinuxFiles.IsOwn(status))
            {
                // A file of somebody else's is no place for a note that is to be believed later.
                File.Delete(lockPath);
                return null;
            }

            // Without locks nobody knows whether the work that is noted goes on: it stays, and each writer has a name of its own all the same.
            var taken = new WriterLock(file, target, lockPath, isLocked == true ? ReadNumber(file) : "");
            file = null;
            return taken;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException e) when (e.HResult is FileExists or WindowsFileExists)
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (exists && OperatingSystem.IsWindows())
        {
            return null;   // its holder has just deleted it, and not yet closed it
        }
        catch (UnauthorizedAccessException e) when (exists)
        {
            throw new InvalidInputException(
                $"Writing {target}: found {lockPath} of another user, who is writing it or was stopped while doing so. Wait, or remove that file.", e);
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Makes the file where nothing lies, which no link can lead astray, or opens what is there.</summary>
    private static FileStream Open(string lockPath, bool exists)
    {
        var options = new FileStreamOptions
        {
            Mode = exists ? FileMode.Open : FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None,   // Windows deletes an open file only where it was opened so
            BufferSize = 0,
        };
        if (!exists && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(lockPath, options);
    }

    /// <summary>Whether a file, now that it is locked, still has its name: its last holder may have deleted it after we opened it.</summary>
    private static bool HasName(FileStream file, FileStatus? held, string lockPath)
    {
        if (held is { } status)
        {
            return LinuxFiles.StatusOf(lockPath, followLinks: false) is { } named && named.Identity == status.Identity;
        }

        // Windows lets nobody open a file that its holder has open. Elsewhere a file that took the place was born later.
        return OperatingSystem.IsWindows() || File.GetCreationTimeUtc(lockPath) == File.GetCreationTimeUtc(file.SafeFileHandle);
    }

    /// <summary>The number that the last holder noted; empty where there is none, as before the first note.</summary>
    private static string ReadNumber(FileStream file)
    {
        var bytes = new byte[RecordLength];
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            return "";
        }

        var text = Encoding.Latin1.GetString(bytes);
        var number = text[RecordStart.Length..^1];
        return text == RecordOf(number) && number.All(char.IsAsciiHexDigitLower) ? number : "";
    }

    private static string RecordOf(string number) => $"{RecordStart}{number}\n";

    private static InvalidInputException Foreign(string path) =>
        new($"Writing beside {path}: found something there that Gans did not make, needed that name for its lock. Move it, or choose another name.");

    private void Begin(bool resume)
    {
        IsResumed = resume && number.Length > 0 && Directory.Exists(WorkPath) && IsOwn(WorkPath);
        Clear(andWork: !IsResumed);
        if (!IsResumed)
        {
            number = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NumberBytes));
            file.Position = 0;
            file.Write(Encoding.Latin1.GetBytes(RecordOf(number)));
        }
    }

    /// <summary>Clears away what is under our names, where it is our own; an older target that made way in vain is put back.</summary>
    private void Clear(bool andWork)
    {
        if (number.Length == 0)
        {
            return;
        }

        if (IsOwn(OldPath))
        {
            if (!Path.Exists(target))
            {
                Directory.Move(OldPath, target);
            }
            else
            {
                Delete(OldPath);
            }
        }

        if (andWork && IsOwn(WorkPath))
        {
            Delete(WorkPath);
        }
    }

    /// <summary>Whether something lies there that is the user's own and no link.</summary>
    private static bool IsOwn(string path) => OperatingSystem.IsLinux() && LinuxFiles.StatusOf(path, followLinks: false) is { } status
        ? status.Kind is FileKind.Regular or FileKind.Folder && LinuxFiles.IsOwn(status)
        : Path.Exists(path) && new FileInfo(path).LinkTarget is null;

    private static void Delete(string path)
    {
        try
        {
            if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Hidden, and in nobody's way: no reason to fail.
        }
    }
}
