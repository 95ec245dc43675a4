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
    public string? Digest(string path) =>
        File.Exists(path) ? Prefix + DigestFile(path) : Directory.Exists(path) ? Prefix + DigestFolder(path) : null;

    /// <summary>Keeps the digests for the next process.</summary>
    public void Save() => cache.Save();

    private string DigestFile(string path)
    {
        var before = FileStat.Of(path)
            ?? throw new IOException($"reading {path}: it is no regular file, so that it has no content to compare. Name a file or folder.");
        if (cache.Find(path, before) is { } known)
        {
            return known;
        }

        var now = clock.GetUtcNow();
        using var file = File.OpenRead(path);
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
        var entries = new List<Entry>();
        AddEntries(new DirectoryInfo(path), path, "", entries);
        entries.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        var text = new StringBuilder();
        foreach (var (name, digest) in entries)
        {
            text.Append(digest).Append("  ").Append(name).Append('\0');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private void AddEntries(DirectoryInfo folder, string path, string prefix, List<Entry> entries)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var name = prefix + entry.Name;
            var inside = $"{path}/{entry.Name}";
            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !File.Exists(inside))
            {
                entries.Add(new Entry(name, $"link to {entry.LinkTarget}"));
            }
            else if (entry is DirectoryInfo child)
            {
                AddEntries(child, inside, name + "/", entries);
            }
            else
            {
                entries.Add(new Entry(name, DigestFile(inside)));
            }
        }
    }

    private sealed record Entry(string Name, string Digest);
}
