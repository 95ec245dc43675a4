using System.Buffers.Binary;

namespace Gans.Formats;

/// <summary>A safetensors file mapped into memory, read-only: named tensors, and free text about them. Threads may read side by side.</summary>
/// <remarks>
/// The layout is that of the safetensors library, version 0.4: 8 bytes with the length of a JSON header, the header, the tensors' bytes without gaps.
/// Spans that it gave out must not be used after <see cref="Dispose"/>.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    private readonly MappedFile file;
    private readonly SafetensorsHeader header;
    private readonly string path;
    private readonly long dataOffset;

    private SafetensorsFile(MappedFile file, SafetensorsHeader header, long dataOffset, string path) =>
        (this.file, this.header, this.dataOffset, this.path) = (file, header, dataOffset, path);

    /// <summary>Type and shape of each tensor by name, in the header's order.</summary>
    public IReadOnlyDictionary<string, SafetensorsTensor> Tensors => header.Tensors;

    /// <summary>Free text by name; empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Maps a file and checks its header in full; pages of tensors come in as they are touched.</summary>
    /// <param name="path">The file; it must not shrink while it is open.</param>
    /// <exception cref="InvalidInputException">It is missing, damaged or of another kind.</exception>
    public static SafetensorsFile Open(string path)
    {
        using var stream = InputFile.Open(path);
        if (stream.Length < SafetensorsHeader.PrefixSize)
        {
            throw SafetensorsHeaderParser.Invalid(path, $"{stream.Length} bytes", "a safetensors file, which begins with 8 for its length. Give another file");
        }

        var mapped = new MappedFile(stream, path);
        try
        {
            var size = BinaryPrimitives.ReadInt64LittleEndian(mapped.Slice(0, SafetensorsHeader.PrefixSize));
            var room = mapped.Length - SafetensorsHeader.PrefixSize;
            if (size < 2 || size > SafetensorsHeader.LongestJson || size > room || mapped.Slice(SafetensorsHeader.PrefixSize, 1)[0] != '{')
            {
                throw SafetensorsHeaderParser.Invalid(
                    path, $"no safetensors header (a length of {size:N0} bytes, {room:N0} follow)", "one that fits and begins with '{'. "
                        + "The file is truncated or of another kind");
            }

            var json = mapped.Slice(SafetensorsHeader.PrefixSize, (int)size);
            return new SafetensorsFile(mapped, SafetensorsHeaderParser.Parse(json, room - size, path), SafetensorsHeader.PrefixSize + size, path);
        }
        catch
        {
            mapped.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file, one tensor at a time; it is there whole or not at all.</summary>
    /// <remarks>
    /// Tensors lie by falling element size and else as given, so that each begins at a multiple of its element size. Equal tensors and metadata
    /// in equal order give equal bytes.
    /// </remarks>
    /// <param name="path">The file, by custom ending in .safetensors.</param>
    /// <param name="entries">The tensors, their names all different.</param>
    /// <param name="metadata">Free text by name; null for none.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or one is called <c>__metadata__</c>.</exception>
    /// <exception cref="InvalidOperationException">A tensor wrote more or fewer bytes than its shape has.</exception>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static void Write(string path, IEnumerable<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var ordered = entries.OrderByDescending(entry => entry.Type.Size()).ToList();
        var header = SafetensorsHeader.Lay(ordered, metadata ?? new Dictionary<string, string>()).ToBytes();
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (var entry in ordered)
            {
                var end = stream.Position + entry.ByteCount;
                entry.Write(stream);
                if (stream.Position != end)
                {
                    throw new InvalidOperationException($"{entry.Name} wrote {stream.Position - end + entry.ByteCount} bytes of {entry.ByteCount} to {path}.");
                }
            }
        });
    }

    /// <summary>All elements of one tensor in C order, little-endian; a view.</summary>
    /// <param name="name">One of <see cref="Tensors"/>.</param>
    /// <exception cref="InvalidInputException">The file has no such tensor, or it reaches 2 GiB.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public ReadOnlySpan<byte> GetBytes(string name)
    {
        if (!header.Tensors.TryGetValue(name, out var tensor))
        {
            throw SafetensorsHeaderParser.Invalid(
                path, $"no tensor '{name}' among its {header.Tensors.Count}", "one of that name. Give the file that belongs to this network");
        }

        return tensor.ByteCount <= int.MaxValue
            ? file.Slice(dataOffset + tensor.Begin, (int)tensor.ByteCount)
            : throw SafetensorsHeaderParser.Invalid(path, $"{tensor.ByteCount:N0} bytes in '{name}'", "below 2 GiB. Split the tensor");
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => file.Dispose();
}
