using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Gans.Formats.Tests.Weights;

/// <summary>Writes pickles opcode by opcode, as Python's protocol 2 does.</summary>
internal sealed class PickleBuilder
{
    private readonly List<byte> written = [0x80, 2];

    internal byte[] ToArray() => [.. written, (byte)'.'];

    internal PickleBuilder Raw(params ReadOnlySpan<byte> opcodes)
    {
        written.AddRange(opcodes);
        return this;
    }

    internal PickleBuilder Op(string opcodes) => Raw(Encoding.Latin1.GetBytes(opcodes));

    internal PickleBuilder Text(string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        return Op("X").Int32(encoded.Length).Raw(encoded);
    }

    internal PickleBuilder Number(long number) => number is >= int.MinValue and <= int.MaxValue
        ? Op("J").Int32((int)number)
        : Op("\u008a").Raw((byte)new BigInteger(number).GetByteCount()).Raw(new BigInteger(number).ToByteArray());

    internal PickleBuilder Global(string module, string name) => Op($"c{module}\n{name}\n");

    internal PickleBuilder Numbers(params ReadOnlySpan<long> numbers)
    {
        Op("(");
        foreach (var number in numbers)
        {
            Number(number);
        }

        return Op("t");
    }

    /// <summary>A tensor of a storage.</summary>
    internal PickleBuilder Tensor(string key, string type, long count, long offset, long[] shape, long[] strides, bool isLegacy)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op("((").Text("storage").Global("torch", type).Text(key).Text("cpu").Number(count);
        Op(isLegacy ? "Nt" : "t").Op("Q").Number(offset).Numbers(shape).Numbers(strides);
        return Op("\u0089").Global("collections", "OrderedDict").Op(")Rt" + "R");
    }

    private PickleBuilder Int32(int number)
    {
        var buffer = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(buffer, number);
        return Raw(buffer);
    }
}
