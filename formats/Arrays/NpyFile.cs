using System.Runtime.InteropServices;

namespace Gans.Formats;

/// <summary>Reads, writes and memory-maps NumPy's <c>.npy</c> files: one array of one type, in C order.</summary>
public static class NpyFile
{
    /// <summary>Reads a whole file into memory.</summary>
    /// <param name="path">The file, below 2 GiB; larger ones with <see cref="Map(string)"/>.</param>
    /// <exception cref="InvalidInputException">It is missing, damaged, of another kind or too large.</exception>
    public static NpyArray Read(string path)
    {
        using var stream = InputFile.Open(path);
        return Read(stream, stream.Length, path);
    }

    /// <summary>Maps a file into memory: instant at any size, pages come in as they are touched.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A view to dispose; the file must not shrink while it lives.</returns>
    /// <exception cref="InvalidInputException">It is missing, damaged or of another kind.</exception>
    public static MappedNpyArray Map(string path)
    {
        using var stream = InputFile.Open(path);
        return Map(stream, path);
    }

    /// <summary>Maps an open file into memory.</summary>
    /// <param name="file">At its first byte; may be closed afterwards.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <inheritdoc cref="Map(string)" path="/returns"/>
    /// <inheritdoc cref="Map(string)" path="/exception"/>
    public static MappedNpyArray Map(FileStream file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        var header = NpyHeader.Read(file, file.Length, name);
        return new MappedNpyArray(new MappedFile(file, name), header, file.Length - header.DataSize);
    }

    /// <summary>Writes an array; the file is there whole or not at all.</summary>
    /// <typeparam name="T">bool, byte, sbyte, short, int, long, Half, float or double.</typeparam>
    /// <param name="path">The file, by custom ending in .npy.</param>
    /// <param name="elements">All elements in C order.</param>
    /// <param name="shape">Sizes along the axes; their product is the number of elements.</param>
    /// <exception cref="ArgumentException">The product differs, or the type has no NumPy counterpart here.</exception>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static unsafe void Write<T>(string path, ReadOnlySpan<T> elements, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var type = NpyTypes.Of<T>();
        var bytes = MemoryMarshal.AsBytes(elements);
        NpyArray.CheckLength(bytes.Length, type, shape);
        var header = new NpyHeader(type, shape.ToArray());
        fixed (byte* start = bytes)
        {
            var (pointer, length) = ((nint)start, bytes.Length);   // a lambda cannot hold a span
            AtomicFile.Write(path, stream => Write(stream, header, new ReadOnlySpan<byte>((byte*)pointer, length)));
        }
    }

    /// <summary>Writes an array; the file is there whole or not at all.</summary>
    /// <param name="path">The file, by custom ending in .npy.</param>
    /// <param name="array">What to write.</param>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static void Write(string path, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        AtomicFile.Write(path, stream => Write(stream, array));
    }

    internal static void Write(Stream stream, NpyArray array) => Write(stream, new NpyHeader(array.Type, [.. array.Shape]), array.Bytes);

    /// <summary>Reads an array from a stream that may lie about its length: memory grows only as bytes arrive.</summary>
    internal static NpyArray Read(Stream stream, long length, string name)
    {
        var header = NpyHeader.Read(stream, length, name);
        if (header.DataSize > Array.MaxLength)
        {
            throw NpyHeader.Invalid(name, $"{header.DataSize:N0} bytes of elements", "below 2 GiB. Split the array, or memory-map it");
        }

        var bytes = InputFile.ReadGrowing(stream, (int)header.DataSize)
            ?? throw NpyHeader.Invalid(name, "fewer bytes than it promises", $"{length:N0}. The file is truncated; make it again");
        return new NpyArray(header.Type, header.Shape, bytes);
    }

    private static void Write(Stream stream, NpyHeader header, ReadOnlySpan<byte> elements)
    {
        stream.Write(header.ToBytes());
        stream.Write(elements);
    }
}
