using System.Security.Cryptography;
using System.Text;

namespace Gans.Pipeline.Planning;

/// <summary>
/// Digests files and folders with SHA-256, and reads only what looks different from last time: size, both times and inode are cached with the
/// digest, except for files written within the last two seconds.
/// </summary>
internal sealed class ContentHasher : IContentHasher
{
    private const string Prefix = "sha256:";
    private const int BufferSize = 1 << 16;

    private readonly StatCache cache;
    private readonly TimeProvider clock;
    private int filesRead;

    /// <summary>Reads the cache.</summary>
    /// <param name="cachePath">Path of the cache file, which need not exist.</param>
    /// <param name="clock">Tells the time.</param>
    public ContentHasher(string cachePath, TimeProvider? clock = null)
    {
        cache = new StatCache(cachePath);
        this.clock = clock ?? TimeProvider.System;
    }

    /// <summary>How many files were read, not looked up.</summary>
    public int FilesRead => filesRead;

    /// <inheritdoc/>
    public string? Digest(string path)
    {
        if (Directory.Exists(path))
        {
            return Prefix + DigestFolder(path);
        }

        // File.Exists takes a link to nothing for a file
        return File.Exists(path) && (FileStat.Of(path) is not null || new FileInfo(path).LinkTarget is null) ? Prefix + DigestFile(path) : null;
    }

    /// <summary>Keeps the digests for the next process.</summary>
    public void Save() => cache.Save();

    /// <summary>A pipe, a socket or a device has no content to compare, and is not opened: a pipe's other end may never be.</summary>
    private string DigestFile(string path)
    {
        if (FileStat.Of(path) is not { } before)
        {
            return "special file";
        }

        if (cache.Find(path, before) is { } known)
        {
            return known;
        }

        var now = clock.GetUtcNow();
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize);
        var digest = Convert.ToHexStringLower(SHA256.HashData(file));
        Interlocked.Increment(ref filesRead);
        if (before.IsSettled(now) && FileStat.Of(path) == before)
        {
            cache.Put(path, before, digest);
        }

        return digest;
    }

    /// <summary>SHA-256 over a line for each entry: its digest and its path inside, in the order of the paths.</summary>
    private string DigestFolder(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in DepListing.Of(path))
        {
            var digest = entry.Kind switch
            {
                FolderEntryKind.File => DigestFile(entry.Path),
                FolderEntryKind.Link => $"link to {entry.Target}",
                _ => "special file",
            };
            hash.AppendData(Encoding.UTF8.GetBytes($"{digest}  {entry.Name}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
