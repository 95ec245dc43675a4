namespace Gans.Formats;

/// <summary>A NumPy <c>.npz</c> archive: named arrays in a ZIP file, stored or deflated. One thread at a time.</summary>
public sealed class NpzFile : IDisposable
{
    private const string ArraySuffix = ".npy";

    private readonly string path;
    private readonly ZipReader archive;
    private readonly Dictionary<string, ZipItem> entries = new(StringComparer.Ordinal);

    private NpzFile(string path, ZipReader archive)
    {
        (this.path, this.archive) = (path, archive);
        foreach (var entry in archive.Items)
        {
            if (!entries.TryAdd(entry.Name, entry))
            {
                throw Invalid($"two entries named {entry.Name}", "different names");
            }
        }

        Names = [.. entries.Keys.Where(name => name.EndsWith(ArraySuffix, StringComparison.Ordinal)).Select(name => name[..^ArraySuffix.Length])];
    }

    /// <summary>Names of the arrays, in the file's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Opens an archive; arrays are read when asked for.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">It is missing, damaged or no ZIP file.</exception>
    public static NpzFile Open(string path)
    {
        var archive = Guard(path, () => ZipReader.Open(path));
        try
        {
            return new NpzFile(path, archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>Writes an archive; the file is there whole or not at all. Equal arrays give equal bytes.</summary>
    /// <param name="path">The file, by custom ending in .npz.</param>
    /// <param name="arrays">Names, without .npy, and arrays, in the order to write.</param>
    /// <param name="compress">Whether to deflate, as <c>numpy.savez_compressed</c> does.</param>
    /// <exception cref="ArgumentException">A name is empty or comes twice.</exception>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays, bool compress = true)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new NpzWriter(stream, compress);
            foreach (var (name, array) in arrays)
            {
                writer.Add(name + ArraySuffix, entry => NpyFile.Write(entry, array));
            }
        });
    }

    /// <summary>Reads one array into memory.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="InvalidInputException">There is no such array, or it is damaged or reaches 2 GiB.</exception>
    public NpyArray Read(string name) => Guard(path, () =>
    {
        using var stream = OpenEntry(name + ArraySuffix);
        return NpyFile.Read(stream, stream.Length, $"{path}, array {name}");
    });

    /// <summary>Copies one array as the <c>.npy</c> file that it is in the archive, however large: memory stays the same.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="target">Receives it.</param>
    /// <exception cref="InvalidInputException">There is no such array, or it is damaged.</exception>
    /// <exception cref="IOException">The target cannot be written.</exception>
    public void CopyTo(string name, Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Guard(path, () =>
        {
            using var stream = OpenEntry(name + ArraySuffix);
            stream.CopyTo(target);
            return stream.Position == stream.Length ? true : throw new EndOfStreamException($"the array {name} is cut short");
        });
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => archive.Dispose();

    /// <summary>Whether the archive has an entry, arrays with .npy.</summary>
    internal bool Has(string entry) => entries.ContainsKey(entry);

    /// <summary>Reads a small entry that is no array.</summary>
    internal byte[] ReadBytes(string entry) => Guard(path, () =>
    {
        using var stream = OpenEntry(entry);
        return (stream.Length <= Array.MaxLength ? InputFile.ReadGrowing(stream, (int)stream.Length) : null)
            ?? throw Invalid($"the entry {entry} cut short", "all of it");
    });

    /// <summary>Opens an array to read row by row; use it within <see cref="Guard"/>.</summary>
    internal (NpyHeader Header, Stream Elements) OpenArray(string name)
    {
        var stream = OpenEntry(name + ArraySuffix);
        try
        {
            return (NpyHeader.Read(stream, stream.Length, $"{path}, array {name}"), stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Does something with the archive and turns what the ZIP reader throws into one clear line.</summary>
    internal static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw InvalidInputException.Reading(path, $"damaged .npz archive: {e.Message.TrimEnd('.')}. Make it again.", e);
        }
    }

    private Stream OpenEntry(string name) => entries.TryGetValue(name, out var entry)
        ? archive.OpenItem(entry)
        : throw Invalid($"the arrays {string.Join(", ", Names)}", $"one named {name}");

    private InvalidInputException Invalid(string found, string needed) =>
        InvalidInputException.Reading(path, $"found {found}, needed {needed}. Make the archive again.");
}
