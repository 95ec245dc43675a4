using System.IO.Compression;

namespace Gans.Formats;

/// <summary>Writes the entries of an <c>.npz</c> archive one after the other, without the time of day.</summary>
/// <param name="stream">Receives the archive; stays open.</param>
/// <param name="compress">Whether to deflate.</param>
internal sealed class NpzWriter(Stream stream, bool compress) : IDisposable
{
    private static readonly DateTimeOffset EarliestTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>Adds an entry.</summary>
    /// <param name="name">Its name in the archive, arrays with .npy.</param>
    /// <param name="write">Writes all of it.</param>
    /// <exception cref="ArgumentException">The name is empty or was used before.</exception>
    internal void Add(string name, Action<Stream> write)
    {
        if (Path.GetFileNameWithoutExtension(name).Length == 0 || !names.Add(name))
        {
            throw new ArgumentException($"Each array of an .npz archive needs a name of its own, found '{name}'.", nameof(name));
        }

        var entry = archive.CreateEntry(name, compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
        entry.LastWriteTime = EarliestTime;
        using var content = entry.Open();
        write(content);
    }

    /// <summary>Writes the table of contents.</summary>
    public void Dispose() => archive.Dispose();
}
