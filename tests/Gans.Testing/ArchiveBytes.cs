using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Gans.Testing;

/// <summary>Writes archives field by field, also such as no program would write.</summary>
internal static class ArchiveBytes
{
    /// <summary>A ZIP archive (APPNOTE 6.3.10) of deflated entries.</summary>
    internal static byte[] Zip(params IReadOnlyList<ZipPart> parts) => Zip(isLarge: false, parts);

    /// <summary>A ZIP archive, with sizes and places in 64 bits or in 32.</summary>
    internal static byte[] Zip(bool isLarge, params IReadOnlyList<ZipPart> parts)
    {
        using var file = new MemoryStream();
        using var table = new MemoryStream();
        var packed = new Dictionary<object, (byte[] Content, uint Sum)>(ReferenceEqualityComparer.Instance);
        foreach (var part in parts)
        {
            if (!packed.TryGetValue(part.Content, out var made))
            {
                made = packed[part.Content] = (part.Method == 0 ? part.Content : Deflate(part.Content), PlainCrc32.Of(part.Content));
            }

            var (content, sum) = made;
            var at = part.At ?? (uint)file.Length;
            if (part.At is null || file.Length == 0)
            {
                file.Write(Head(part, content, sum, 0x04034B50, []));
                file.Write(Encoding.UTF8.GetBytes(part.Name));
                file.Write(content);
            }

            byte[] place = [.. new byte[10], .. BitConverter.GetBytes(isLarge ? uint.MaxValue : at)];   // of comment and attributes none
            var head = Head(part, content, sum, 0x02014B50, place);
            if (isLarge)
            {
                head.AsSpan(20, 8).Fill(0xFF);
                head[30] = 28;   // of the field below: number, length, and three numbers
            }

            table.Write(head);
            table.Write(Encoding.UTF8.GetBytes(part.Name));
            table.Write(isLarge ? [1, 0, 24, 0, .. Wide(part.Content.Length), .. Wide(content.Length), .. Wide(at)] : []);
        }

        byte[] largeEnd = !isLarge ? [] :
        [
            .. BitConverter.GetBytes(0x06064B50), .. Wide(44), 45, 0, 45, 0, .. new byte[8], .. Wide(parts.Count), .. Wide(parts.Count),
            .. Wide(table.Length), .. Wide(file.Length),
            .. BitConverter.GetBytes(0x07064B50), 0, 0, 0, 0, .. Wide(file.Length + table.Length), 1, 0, 0, 0,
        ];

        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)parts.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)parts.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)table.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)file.Length);
        if (isLarge)
        {
            end.AsSpan(8, 12).Fill(0xFF);
        }

        return [.. file.ToArray(), .. table.ToArray(), .. largeEnd, .. end];
    }

    /// <summary>A tar archive (POSIX.1-2017, ustar) of entries of any type.</summary>
    internal static byte[] Tar(params IReadOnlyList<(char Type, string Name, byte[] Content)> entries)
    {
        using var file = new MemoryStream();
        foreach (var (type, name, content) in entries)
        {
            var head = new byte[512];
            Encoding.UTF8.GetBytes(name, head);
            Encoding.ASCII.GetBytes(Convert.ToString(content.Length, 8).PadLeft(11, '0'), head.AsSpan(124));
            head.AsSpan(148, 8).Fill((byte)' ');
            head[156] = (byte)type;
            "ustar\0"u8.CopyTo(head.AsSpan(257));
            var sum = head.Sum(static value => value);
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0", head.AsSpan(148));
            file.Write(head);
            file.Write(content);
            file.Write(new byte[(512 - (content.Length % 512)) % 512]);
        }

        file.Write(new byte[1024]);
        return file.ToArray();
    }

    private static byte[] Head(ZipPart part, byte[] content, uint sum, uint mark, byte[] more)
    {
        byte[] version = mark == 0x02014B50 ? [20, 0, 20, 0] : [20, 0];
        return
        [
            .. BitConverter.GetBytes(mark), .. version, 0, 0, .. BitConverter.GetBytes(part.Method), 0, 0, 0, 0,
            .. BitConverter.GetBytes(part.Sum ?? sum),
            .. BitConverter.GetBytes((uint)content.Length), .. BitConverter.GetBytes((uint)part.Content.Length),
            .. BitConverter.GetBytes((ushort)Encoding.UTF8.GetByteCount(part.Name)), 0, 0, .. more,
        ];
    }

    private static byte[] Wide(long number) => BitConverter.GetBytes(number);

    private static byte[] Deflate(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal))
        {
            deflate.Write(content);
        }

        return compressed.ToArray();
    }
}

/// <summary>An entry of a ZIP archive.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What it holds.</param>
internal sealed record ZipPart(string Name, byte[] Content)
{
    /// <summary>What the table says of its checksum; null for the right one.</summary>
    internal uint? Sum { get; init; }

    /// <summary>Where the table says that it lies; null for behind the one before.</summary>
    internal uint? At { get; init; }

    /// <summary>What the table says of how it is compressed.</summary>
    internal ushort Method { get; init; } = 8;
}
