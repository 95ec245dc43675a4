using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Gans.Testing;

/// <summary>Writes PNG files of any kind, straight from the specification (ISO/IEC 15948).</summary>
internal static class PngBuilder
{
    internal const byte Grey = 0, Rgb = 2, Palette = 3, GreyAlpha = 4, RgbAlpha = 6;

    /// <param name="height">Rows.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="depth">Bits a value.</param>
    /// <param name="colour">One of the constants.</param>
    /// <param name="rows">All rows, packed and big-endian as PNG wants them.</param>
    /// <param name="chunks">Chunks between head and data: PLTE, tRNS, eXIf.</param>
    internal static byte[] Build(int height, int width, byte depth, byte colour, byte[] rows, params (string Type, byte[] Data)[] chunks)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (depth, colour);
        Chunk(file, "IHDR", head);
        foreach (var (type, data) in chunks)
        {
            Chunk(file, type, data);
        }

        Chunk(file, "IDAT", Compress(rows, height));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(byte[] rows, int height)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest))
        {
            var size = height == 0 ? 0 : rows.Length / height;
            for (var y = 0; y < height && size > 0; y++)
            {
                zlib.WriteByte(0);   // no filter
                zlib.Write(rows, y * size, size);
            }
        }

        return compressed.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, PlainCrc32.Of(body));
        file.Write(number);
    }
}
