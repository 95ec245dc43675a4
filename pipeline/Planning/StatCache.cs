using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Gans.Formats;

namespace Gans.Pipeline.Planning;

/// <summary>Remembers the digests of files between runs. It is a file of lines; a damaged one counts as empty, since all in it can be found again.</summary>
internal sealed class StatCache
{
    private const string Header = "gans stat cache 1";

    private readonly string path;
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private bool isChanged;

    /// <summary>Reads the cache.</summary>
    /// <param name="path">Path of its file, which need not exist.</param>
    public StatCache(string path)
    {
        this.path = path;
        if (!File.Exists(path))
        {
            return;
        }

        var lines = File.ReadAllLines(path);
        if (lines is [Header, ..] && lines.Skip(1).All(TryAdd))
        {
            return;
        }

        entries.Clear();
    }

    /// <summary>The digest of a file that looks as it did, or null.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="stat">How it looks.</param>
    public string? Find(string file, FileStat stat) => entries.TryGetValue(file, out var entry) && entry.Stat == stat ? entry.Digest : null;

    /// <summary>Remembers a digest.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="stat">How it looked before and after it was read.</param>
    /// <param name="digest">SHA-256 of its content.</param>
    public void Put(string file, FileStat stat, string digest)
    {
        if (!file.Contains('\n', StringComparison.Ordinal))
        {
            entries[file] = new Entry(stat, digest);
            isChanged = true;
        }
    }

    /// <summary>Writes the cache if it changed; files that are gone are left out.</summary>
    public void Save()
    {
        if (!isChanged)
        {
            return;
        }

        var text = new StringBuilder(Header).Append('\n');
        foreach (var (file, (stat, digest)) in entries.Where(entry => File.Exists(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{digest} {stat.Size} {stat.ModifiedNanoseconds} {stat.ChangedNanoseconds} {stat.Inode} {file}\n");
        }

        AtomicFile.WriteText(path, text.ToString());
        isChanged = false;
    }

    private bool TryAdd(string line)
    {
        var parts = line.Split(' ', 6);
        if (parts is not [{ Length: 64 } digest, var size, var modified, var changed, var inode, { Length: > 0 } file]
            || !ulong.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            || !long.TryParse(modified, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var modifiedAt)
            || !long.TryParse(changed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var changedAt)
            || !ulong.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        entries[file] = new Entry(new FileStat(bytes, modifiedAt, changedAt, number), digest);
        return true;
    }

    private sealed record Entry(FileStat Stat, string Digest);
}
