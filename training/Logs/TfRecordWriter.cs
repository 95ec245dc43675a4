using System.Buffers.Binary;
using System.Numerics;

namespace Gans.Training.Logs;

/// <summary>Writes TFRecord files: for each record its length, the length's checksum, its bytes and their checksum.</summary>
/// <remarks>Little-endian; checksums are CRC-32C, rotated and offset ("masked") as TensorFlow does, since a checksum of data with checksums is weak.</remarks>
/// <param name="stream">Where records go; it stays the caller's.</param>
internal sealed class TfRecordWriter(Stream stream)
{
    /// <summary>Writes a record.</summary>
    internal void Write(ReadOnlySpan<byte> record)
    {
        Span<byte> header = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[sizeof(ulong)..], MaskedChecksum(header[..sizeof(ulong)]));
        Span<byte> footer = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, MaskedChecksum(record));
        stream.Write(header);
        stream.Write(record);
        stream.Write(footer);
    }

    /// <summary>The masked CRC-32C of some bytes.</summary>
    internal static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8;
    }
}
