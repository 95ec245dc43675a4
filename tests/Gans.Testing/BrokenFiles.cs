
namespace Gans.Testing;

/// <summary>Files that are no pictures, in every way that comes to mind.</summary>
internal static class BrokenFiles
{
    /// <summary>Forty of them, all named as pictures.</summary>
    internal static IEnumerable<(string Name, byte[] Content)> All()
    {
        var jpeg = Pictures.Jpeg(24, 24, seed: 1);
        var png = Pictures.Noise(24, 24, seed: 2);
        byte[][] damaged =
        [
            [],
            [0],
            [0xFF],
            "hello, this is a text"u8.ToArray(),
            "<html><body>404 Not Found</body></html>"u8.ToArray(),
            "GIF89a"u8.ToArray(),
            "BM000000"u8.ToArray(),
            "II*\0\u0008\0\0\0"u8.ToArray(),
            "%PDF-1.7"u8.ToArray(),
            "RIFF\u0004\0\0\0WEBP"u8.ToArray(),
            "RIFF\u00FF\0\0\0WEBPVP8 "u8.ToArray(),
            new byte[1000],
            [.. Enumerable.Repeat((byte)0xFF, 1000)],
            [0xFF, 0xD8, 0xFF, 0xD9],
            [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xD9],
            [.. jpeg.AsSpan(0, 20), 0xFF, 0xD9],
            [.. jpeg.AsSpan(0, jpeg.Length / 2), 0xFF, 0xD9],
            WithoutScan(jpeg),
            PngBuilder.Build(0, 0, 8, PngBuilder.Rgb, []),
            PngBuilder.Build(30_000, 30_000, 8, PngBuilder.Rgb, []),
            PngBuilder.Build(24, 24, 8, PngBuilder.Rgb, new byte[24]),
            PngBuilder.Build(24, 24, 7, PngBuilder.Rgb, new byte[24 * 24 * 3]),
            PngBuilder.Build(24, 24, 8, 5, new byte[24 * 24 * 3]),
            Changed(png, png.Length / 2),
            Changed(png, 17),
            Changed(png, 30),
            [.. png.AsSpan(0, 33), .. "IEND"u8],
            [.. png.AsSpan(8)],
        ];
        var cuts = Enumerable.Range(1, 6).SelectMany(part => (byte[][])[jpeg[..(part * jpeg.Length / 7)], png[..(part * png.Length / 7)]]);
        return damaged.Concat(cuts).Select(static (content, index) => ($"broken-{index:D2}.{(index % 2 == 0 ? "jpg" : "png")}", content));
    }

    /// <summary>Pictures to put them among.</summary>
    internal static IEnumerable<(string Name, byte[] Content)> TwoHundredGood()
    {
        byte[][] content = [Pictures.Jpeg(12, 10, seed: 1), Pictures.Noise(9, 8, seed: 2), Pictures.Flat(5, 6, 100)];
        return Enumerable.Range(0, 200).Select(index => ($"good-{index:D3}.img", content[index % content.Length]));
    }

    private static byte[] Changed(byte[] file, int place)
    {
        var changed = file.ToArray();
        changed[place] ^= 0x40;
        return changed;
    }

    /// <summary>Only the marker of a scan, without a scan.</summary>
    private static byte[] WithoutScan(byte[] jpeg)
    {
        var scan = jpeg.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        return [.. jpeg.AsSpan(0, scan), 0xFF, 0xD9];
    }
}
