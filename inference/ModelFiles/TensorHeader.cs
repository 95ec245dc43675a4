using System.Buffers.Binary;
using static Gans.Inference.ProtobufReader;

namespace Gans.Inference;

/// <summary>What a tensor in an ONNX file claims and holds, read without its values, but for the few that may be a shape.</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Elements">Values that its axes claim; negative where they claim more than 64 bits count.</param>
/// <param name="Bytes">Bytes that the file holds for them.</param>
/// <param name="IsExternal">Whether its values are in another file.</param>
/// <param name="Values">The values of a small tensor of int64 or float32, else null.</param>
internal sealed record TensorHeader(string Name, long Elements, long Bytes, bool IsExternal, IReadOnlyList<double>? Values)
{
    private const int MostValues = 16, MostAxes = 64;
    private const int Float = 1, Int64 = 7, External = 1;   // TensorProto.DataType and DataLocation

    /// <summary>Whether it claims more values than the file can hold for it: two a byte is the most that ONNX packs.</summary>
    internal bool ClaimsMoreThanItHolds => Elements < 0 || Elements / 2 > Bytes;

    /// <summary>Reads the message that is the present field's value.</summary>
    internal static TensorHeader Read(ProtobufReader reader)
    {
        var (name, type, bytes, isExternal) = ("", 0L, 0L, false);
        var (axes, numbers, raw) = (new List<ulong>(), new List<ulong>(), Array.Empty<byte>());
        foreach (var field in reader.Message())
        {
            switch (field)
            {
                case (1, WireType.Varint or WireType.Bytes):                  // TensorProto.dims
                    reader.ReadNumbers(field.Type, axes, MostAxes);
                    break;
                case (2, WireType.Varint):                                    // data_type
                    type = (long)reader.ReadNumber();
                    break;
                case (7, WireType.Varint or WireType.Bytes):                  // int64_data
                    bytes += reader.ReadNumbers(field.Type, numbers, MostValues);
                    break;
                case (8, WireType.Bytes):                                     // name
                    name = reader.ReadString();
                    break;
                case (4 or 9, WireType.Bytes):                                // float_data, raw_data
                    (raw, var held) = reader.ReadBytes(MostValues * sizeof(long));
                    bytes += held;
                    break;
                case (5 or 6 or 10 or 11, WireType.Bytes):                    // int32_data, string_data, double_data, uint64_data
                    bytes += reader.ReadBytes(most: 0).Length;
                    break;
                case (4 or 5 or 10 or 11, WireType.Varint or WireType.Fixed32 or WireType.Fixed64):   // the same, one by one
                    bytes++;
                    break;
                case (13, WireType.Bytes):                                    // external_data
                    isExternal = true;
                    break;
                case (14, WireType.Varint):                                   // data_location
                    isExternal |= reader.ReadNumber() == External;
                    break;
            }
        }

        return new TensorHeader(name, Product(axes), bytes, isExternal, ValuesOf(type, numbers, raw));
    }

    private static long Product(IEnumerable<ulong> axes)
    {
        var product = (UInt128)1;
        foreach (var axis in axes)
        {
            product *= axis;
            if (product > long.MaxValue)
            {
                return -1;
            }
        }

        return (long)product;
    }

    private static double[]? ValuesOf(long type, List<ulong> numbers, byte[] raw) => type switch
    {
        Int64 when numbers.Count > 0 => [.. numbers.Select(number => (double)(long)number)],
        Int64 => [.. Parts(raw, sizeof(long)).Select(part => (double)BinaryPrimitives.ReadInt64LittleEndian(part))],
        Float => [.. Parts(raw, sizeof(float)).Select(part => (double)BinaryPrimitives.ReadSingleLittleEndian(part))],
        _ => null,
    };

    private static IEnumerable<byte[]> Parts(byte[] raw, int size) => raw.Chunk(size).Where(part => part.Length == size);
}
