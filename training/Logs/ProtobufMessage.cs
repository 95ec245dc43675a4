using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Gans.Training.Logs;

/// <summary>A protocol buffer message written field by field, for schemas too small to generate code for.</summary>
/// <remarks>protobuf.dev, Encoding: each field is a varint of (number, wire type), then its value; numbers are little-endian.</remarks>
internal sealed class ProtobufMessage
{
    private const int Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>What was written.</summary>
    internal ReadOnlySpan<byte> Bytes => bytes.WrittenSpan;

    internal ProtobufMessage WriteInteger(int field, long value)
    {
        WriteTag(field, Varint);
        WriteVarint((ulong)value);
        return this;
    }

    internal ProtobufMessage WriteDouble(int field, double value)
    {
        WriteTag(field, Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.GetSpan(sizeof(double)), value);
        bytes.Advance(sizeof(double));
        return this;
    }

    internal ProtobufMessage WriteSingle(int field, float value)
    {
        WriteTag(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.GetSpan(sizeof(float)), value);
        bytes.Advance(sizeof(float));
        return this;
    }

    internal ProtobufMessage WriteText(int field, string value) => WriteBytes(field, Encoding.UTF8.GetBytes(value));

    internal ProtobufMessage WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        WriteTag(field, LengthDelimited);
        WriteVarint((ulong)value.Length);
        bytes.Write(value);
        return this;
    }

    internal ProtobufMessage WriteMessage(int field, Action<ProtobufMessage> write)
    {
        var inner = new ProtobufMessage();
        write(inner);
        return WriteBytes(field, inner.Bytes);
    }

    private void WriteTag(int field, int wireType) => WriteVarint(((ulong)field << 3) | (uint)wireType);

    /// <summary>Seven bits a byte, the lowest first; the top bit says that more follow.</summary>
    private void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            bytes.Write([(byte)(value | 0x80)]);
            value >>= 7;
        }

        bytes.Write([(byte)value]);
    }
}
