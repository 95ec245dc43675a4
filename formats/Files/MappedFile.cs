using System.IO.MemoryMappedFiles;

namespace Gans.Formats;

/// <summary>A file mapped into memory, read-only.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly string name;
    private byte* start;   // while acquired, no finalizer unmaps the view

    /// <summary>Maps an open file, which may be closed afterwards.</summary>
    /// <param name="stream">Not empty.</param>
    /// <param name="name">The file, for messages.</param>
    internal MappedFile(FileStream stream, string name)
    {
        (this.name, Length) = (name, stream.Length);
        file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
    }

    /// <summary>Bytes of the file.</summary>
    internal long Length { get; }

    /// <summary>A run of bytes; a view that is dead after <see cref="Dispose"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It reaches beyond the file.</exception>
    internal ReadOnlySpan<byte> Slice(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(start is null, name);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        return new ReadOnlySpan<byte>(start + offset, length);
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose()
    {
        if (start is not null)
        {
            start = null;
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
        }
    }
}
