namespace Gans.Formats;

/// <summary>Writes a <c>.npy</c> file row by row, where their number shows only at the end.</summary>
internal sealed class NpyWriter : IDisposable
{
    private readonly FileStream stream;
    private readonly NpyType type;
    private readonly long[] rowShape;
    private bool completed;

    /// <summary>Creates the file.</summary>
    /// <param name="path">A new file; wanting it whole or not at all is the caller's business.</param>
    /// <param name="type">Type of each element.</param>
    /// <param name="rowShape">Shape of one row: the array's without its first size.</param>
    internal NpyWriter(string path, NpyType type, params ReadOnlySpan<long> rowShape)
        : this(path, FileMode.CreateNew, type, rowShape) => stream.Write(Header());

    private NpyWriter(string path, FileMode mode, NpyType type, ReadOnlySpan<long> rowShape)
    {
        this.type = type;
        this.rowShape = rowShape.ToArray();
        stream = new FileStream(path, mode, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
    }

    /// <summary>Rows so far.</summary>
    internal long Count { get; private set; }

    /// <summary>Goes on with a file that was not completed; what follows its first rows is dropped.</summary>
    /// <param name="path">What another writer of the same type and shape left.</param>
    /// <param name="count">Rows to keep.</param>
    /// <param name="type">Type of each element.</param>
    /// <param name="rowShape">Shape of one row.</param>
    /// <returns>The writer; null where the file has fewer rows.</returns>
    internal static NpyWriter? Reopen(string path, long count, NpyType type, params ReadOnlySpan<long> rowShape)
    {
        var writer = new NpyWriter(path, FileMode.Open, type, rowShape) { Count = count };
        var header = writer.Header();
        var length = header.Length + new NpyHeader(type, [count, .. rowShape]).DataSize;
        if (writer.stream.Length < length)
        {
            writer.Dispose();
            return null;
        }

        writer.stream.SetLength(length);
        writer.stream.Position = length;
        return writer;
    }

    /// <summary>Brings all rows so far to the disk.</summary>
    internal void Flush()
    {
        try
        {
            stream.Flush(flushToDisk: true);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw TooLarge(e);
        }
    }

    /// <summary>Appends one row.</summary>
    /// <param name="row">Its elements, little-endian, in C order.</param>
    internal void Append(ReadOnlySpan<byte> row)
    {
        try
        {
            stream.Write(row);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw TooLarge(e);
        }

        Count++;
    }

    /// <summary>Writes the final header, of the same length as the first, and flushes to the disk.</summary>
    internal void Complete()
    {
        Flush();
        stream.Position = 0;
        stream.Write(Header());
        Flush();
        completed = true;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        catch (Exception e) when (!completed && (e is IOException or ArgumentOutOfRangeException))
        {
            // The file is dropped anyway, and the exception that led here says why.
        }
    }

    /// <summary>What .NET says of an argument where the system says that a file grows beyond what it allows.</summary>
    private static IOException TooLarge(ArgumentOutOfRangeException failure) => new(failure.Message, WriteFailure.FileTooLarge);

    private byte[] Header() => new NpyHeader(type, [Count, .. rowShape]).ToBytes();
}
