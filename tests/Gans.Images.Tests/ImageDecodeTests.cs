using System.Buffers;
using System.Text;

namespace Gans.Formats.Tests;

[TestClass]
public sealed class ImageDecodeTests
{
    [TestMethod]
    public void Decode_PngGrey_KeepsOneChannel() =>
        AssertDecodes([7, 200], 1, PngBuilder.Build(1, 2, 8, PngBuilder.Grey, [7, 200]));

    [TestMethod]
    [Description("Bits 1010 0000: white, black, white.")]
    public void Decode_PngOneBit_SpreadsToFullRange() =>
        AssertDecodes([255, 0, 255], 1, PngBuilder.Build(1, 3, 1, PngBuilder.Grey, [0b1010_0000]));

    [TestMethod]
    public void Decode_PngRgb_KeepsOrderOfChannels() =>
        AssertDecodes([1, 2, 3, 4, 5, 6], 3, PngBuilder.Build(2, 1, 8, PngBuilder.Rgb, [1, 2, 3, 4, 5, 6]));

    [TestMethod]
    public void Decode_PngPalette_LooksColoursUp() =>
        AssertDecodes([9, 8, 7, 1, 2, 3], 3, PngBuilder.Build(1, 2, 8, PngBuilder.Palette, [1, 0], ("PLTE", [1, 2, 3, 9, 8, 7])));

    [TestMethod]
    [Description("The second colour is transparent: white shows.")]
    public void Decode_PngPaletteWithTransparency_ShowsBackground() =>
        AssertDecodes([255, 255, 255, 1, 2, 3], 3, PngBuilder.Build(1, 2, 8, PngBuilder.Palette, [1, 0], ("PLTE", [1, 2, 3, 9, 8, 7]), ("tRNS", [255, 0])));

    [TestMethod]
    [Description("(100 * 50 + 255 * 205) / 255 = 224.61, rounded; alpha 255 and 0 give the value and the background.")]
    public void Decode_PngGreyAlpha_IsLaidOverWhite() =>
        AssertDecodes([225, 100, 255], 1, PngBuilder.Build(1, 3, 8, PngBuilder.GreyAlpha, [100, 50, 100, 255, 100, 0]));

    [TestMethod]
    [Description("Over black: 200 * 128 / 255 = 100.39, 100 * 128 / 255 = 50.2, 50 * 128 / 255 = 25.1.")]
    public void Decode_PngRgbAlphaOverBlack_ScalesByAlpha()
    {
        var png = PngBuilder.Build(1, 1, 8, PngBuilder.RgbAlpha, [200, 100, 50, 128]);

        var image = ImageCodec.Decode(png, new DecodeOptions { Background = 0 });

        CollectionAssert.AreEqual(new byte[] { 100, 50, 25 }, image.Pixels.ToArray());
    }

    [TestMethod]
    [Description("Value / 257: 4862 is 18.92, 65535 is 255; 4660 is 18.13, 32895 is 128 less 1/257, 255 is 0.99.")]
    public void Decode_Png16Bit_RoundsTo8()
    {
        AssertDecodes([19, 255], 1, PngBuilder.Build(1, 2, 16, PngBuilder.Grey, [0x12, 0xFE, 0xFF, 0xFF]));
        AssertDecodes([18, 128, 1], 3, PngBuilder.Build(1, 1, 16, PngBuilder.Rgb, [0x12, 0x34, 0x80, 0x7F, 0x00, 0xFF]));
    }

    [TestMethod]
    [Description("Alpha 0xFFFF is opaque, 0 shows the background, whatever the depth.")]
    public void Decode_Png16BitAlpha_IsLaidOverWhite() => AssertDecodes(
        [1, 2, 3, 255, 255, 255], 3,
        PngBuilder.Build(1, 2, 16, PngBuilder.RgbAlpha, [1, 0, 2, 0, 3, 0, 255, 255, 1, 0, 2, 0, 3, 0, 0, 0]));

    [TestMethod]
    public void Decode_WebpLosslessWithAlpha_GivesPixels()
    {
        byte[] pixels = [10, 20, 30, 255, 40, 50, 60, 0];

        AssertDecodes([10, 20, 30, 255, 255, 255], 3, TestFiles.Webp(pixels, 1, 2, 4));
    }

    [TestMethod]
    public void Decode_AnimatedWebp_GivesTheFirstPicture() =>
        AssertDecodes([1, 2, 3, 4, 5, 6], 3, TestFiles.AnimatedWebp(new Image(4, 1, 3, [1, 2, 3, 4, 5, 6, 250, 250, 250, 240, 240, 240]), frameHeight: 2));

    [TestMethod]
    [Description("Two frames, of which the first is what other decoders see (APNG specification).")]
    public void Decode_AnimatedPng_GivesTheFirstPicture() => AssertDecodes(
        [1, 2, 3],
        3,
        PngBuilder.Build(
            1,
            1,
            8,
            PngBuilder.Rgb,
            [1, 2, 3],
            ("acTL", [0, 0, 0, 2, 0, 0, 0, 0]),
            ("fcTL", [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0])));

    [TestMethod]
    [Description("The same coefficients in another order.")]
    public void Decode_ProgressiveJpeg_EqualsTheBaselineOne()
    {
        var noise = TestImages.Noise(40, 24, 3, seed: 7);
        var (baseline, progressive) = (
            TestFiles.Save(noise, "jpegsave_buffer", isInterlaced: false), TestFiles.Save(noise, "jpegsave_buffer", isInterlaced: true));

        Assert.IsGreaterThan(0, progressive.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC2]));   // the frame header of progressive ones
        CollectionAssert.AreEqual(ImageCodec.Decode(baseline).Pixels.ToArray(), ImageCodec.Decode(progressive).Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(17, 64)]
    [DataRow(16, 32)]
    [DataRow(8, 16)]
    [DataRow(4, 8)]
    [DataRow(1, 8)]
    [Description("A ramp from left to right, 3 levels a pixel: shrunk s times, pixel x is near the mean 3 * (s * x + (s - 1) / 2).")]
    public void Decode_JpegFarLargerThanItsTarget_IsDecodedSmaller(int target, int expected)
    {
        var ramp = new Image(64, 64, 1);
        for (var i = 0; i < ramp.Pixels.Length; i++)
        {
            ramp.Pixels[i] = (byte)(3 * (i % 64));
        }

        var decoded = ImageCodec.Decode(Jpeg(ramp), new DecodeOptions { TargetSize = target });

        Assert.AreEqual((expected, expected), (decoded.Height, decoded.Width));
        var shrink = 64 / expected;
        for (var x = 0; x < expected; x++)
        {
            // the reduced transforms are means but for a level or two
            Assert.AreEqual(3 * ((shrink * x) + ((shrink - 1) / 2.0)), decoded.Row(expected / 2)[x], 3.0);
        }

        Assert.AreEqual(64, ImageCodec.Decode(Png(ramp), new DecodeOptions { TargetSize = target }).Width);
    }

    [TestMethod]
    public void Decode_InterlacedPng_GivesItsPixels()
    {
        var noise = TestImages.Noise(9, 11, 3, seed: 8);

        AssertDecodes(noise.Pixels.ToArray(), 3, TestFiles.Save(noise, "pngsave_buffer", isInterlaced: true));
    }

    [TestMethod]
    [DataRow(1, 1, 2, 3, 4, 5, 6)]
    [DataRow(2, 3, 2, 1, 6, 5, 4)]
    [DataRow(3, 6, 5, 4, 3, 2, 1)]
    [DataRow(4, 4, 5, 6, 1, 2, 3)]
    [DataRow(5, 1, 4, 2, 5, 3, 6)]
    [DataRow(6, 4, 1, 5, 2, 6, 3)]
    [DataRow(7, 6, 3, 5, 2, 4, 1)]
    [DataRow(8, 3, 6, 2, 5, 1, 4)]
    [Description("1 2 3 above 4 5 6, as EXIF 2.3, table 6, turns and mirrors it.")]
    public void Decode_PngWithOrientation_PutsEachPixelInItsPlace(int orientation, params int[] expected)
    {
        var png = PngBuilder.Build(2, 3, 8, PngBuilder.Grey, [1, 2, 3, 4, 5, 6], ("eXIf", Exif((byte)orientation)));

        var image = ImageCodec.Decode(png);

        Assert.AreEqual(orientation < 5 ? (2, 3) : (3, 2), (image.Height, image.Width));
        CollectionAssert.AreEqual(Array.ConvertAll(expected, static value => (byte)value), image.Pixels.ToArray());
    }

    [TestMethod]
    [Description("3,000 rows of 16-bit colours with opacity, 19 MB as stored: they come in strips, and no strip's edge shows.")]
    public void Decode_ImageOfSeveralStrips_GivesEachRow()
    {
        var rows = new byte[3000 * 800 * 8];
        for (var i = 0; i < rows.Length; i += 8)
        {
            var value = (byte)(i / (800 * 8));   // the row's number
            (rows[i], rows[i + 2], rows[i + 4]) = (value, value, value);
            (rows[i + 6], rows[i + 7]) = (0xFF, 0xFF);
        }

        var image = ImageCodec.Decode(PngBuilder.Build(3000, 800, 16, PngBuilder.RgbAlpha, rows));

        for (var y = 0; y < 3000; y++)
        {
            Assert.IsFalse(image.Row(y).ContainsAnyExcept((byte)(((y % 256 * 256) + 128) / 257)), $"row {y}");
        }
    }

    [TestMethod]
    [Description("Three hundred texts of 1 MB each in 1 kB: they are not expanded, and the picture is there.")]
    public void Decode_PngWithTextsThatExpand_CostsNothing()
    {
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal))
        {
            zlib.Write(new byte[1 << 20]);
        }

        byte[] text = [(byte)'a', 0, 0, .. packed.ToArray()];
        var before = Environment.WorkingSet;

        AssertDecodes([7], 1, PngBuilder.Build(1, 1, 8, PngBuilder.Grey, [7], [.. Enumerable.Repeat(("zTXt", text), 300), ("iCCP", text)]));

        Assert.IsLessThan(100L << 20, Environment.WorkingSet - before);
    }

    [TestMethod]
    [Description("Interlaced, all of 4,000 x 4,000 must be held as stored, 8 bytes a pixel, beside the 3 of what comes out: 176 MB.")]
    public void Decode_MoreMemoryThanAllowed_IsRefusedBeforeDecoding()
    {
        var png = PngBuilder.Build(4000, 4000, 16, PngBuilder.RgbAlpha, []);
        png[28] = 1;   // the interlace method

        Assert.AreEqual(176_000_000, ImageCodec.MemoryFor(png));
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => ImageCodec.Decode(png, new DecodeOptions { MaximumMemory = 100_000_000 })).Message,
            "which take 176,000,000 bytes to decode, needed at most 100,000,000");
    }

    [TestMethod]
    [Description("A few bytes whose head says that they are 4 million rows of 24 pixels: deflate could not have made so few bytes of them.")]
    public void Decode_MorePixelsThanItsBytesCanHold_IsRefusedBeforeDecoding()
    {
        var png = PngBuilder.Build(4_000_000, 24, 8, PngBuilder.Rgb, new byte[24 * 24 * 3]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => ImageCodec.Decode(png)).Message, "which its ");
        Assert.IsLessThan(100_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow("jpeg", null, 30 * 20 * 3)]
    [DataRow("jpeg", 5, 30 * 20 * 3 / 4)]   // decoded at a half
    [DataRow("progressive", null, (30 * 20 * 3) + (30 * 20 * 3 * 2))]
    [DataRow("png", null, 30 * 20 * 3)]
    [DataRow("webp", null, (30 * 20 * 3) + (30 * 20 * 4))]
    public void MemoryFor_File_IsWhatDecodingTakes(string format, int? target, int expected)
    {
        var noise = TestImages.Noise(30, 20, 3, seed: 1);
        var file = format switch
        {
            "jpeg" => TestFiles.Save(noise, "jpegsave_buffer", isInterlaced: false),
            "progressive" => TestFiles.Save(noise, "jpegsave_buffer", isInterlaced: true),
            "png" => Png(noise),
            _ => TestFiles.Webp(noise),
        };

        Assert.AreEqual(expected, ImageCodec.MemoryFor(file, new DecodeOptions { TargetSize = target }));
    }

    [TestMethod]
    [Description("At quality 100 a flat colour changes by the rounding of YCbCr alone: 2 at most.")]
    [DataRow(1)]
    [DataRow(3)]
    public void Decode_FlatJpeg_GivesItsColour(int channels)
    {
        var image = new Image(16, 16, channels);
        byte[] colour = [200, 90, 30];
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = colour[i % channels];
        }

        var decoded = ImageCodec.Decode(Jpeg(image));

        Assert.AreEqual(channels, decoded.Channels);
        for (var i = 0; i < decoded.Pixels.Length; i++)
        {
            Assert.AreEqual(colour[i % channels], decoded.Pixels[i], 2.0);
        }
    }

    [TestMethod]
    [Description("Stored: black left of white. Orientation 3 turns by 180 degrees, 6 by 90 clockwise, 8 by 90 counter-clockwise, 2 mirrors; "
        + "4, 5 and 7 are 3, 6 and 8 mirrored.")]
    [DataRow(1, 8, 16, 0, 255)]
    [DataRow(2, 8, 16, 255, 0)]
    [DataRow(3, 8, 16, 255, 0)]
    [DataRow(4, 8, 16, 0, 255)]
    [DataRow(5, 16, 8, 0, 255)]
    [DataRow(6, 16, 8, 0, 255)]
    [DataRow(7, 16, 8, 255, 0)]
    [DataRow(8, 16, 8, 255, 0)]
    public void Decode_JpegWithOrientation_IsUpright(int orientation, int height, int width, int first, int last)
    {
        var stored = new Image(8, 16, 1);
        for (var y = 0; y < 8; y++)
        {
            stored.Row(y)[8..].Fill(255);
        }

        var image = ImageCodec.Decode(WithOrientation(Jpeg(stored), (byte)orientation));

        Assert.AreEqual((height, width), (image.Height, image.Width));
        Assert.AreEqual(first, image.Pixels[0], 2.0);   // a flat 8 x 8 block of JPEG is all but exact
        Assert.AreEqual(last, image.Pixels[^1], 2.0);
    }

    [TestMethod]
    [Description("Without ink paper is white; full black ink is dark, and full yellow has far more red than blue.")]
    public void Decode_CmykJpeg_BecomesRgb()
    {
        AssertInk([0, 0, 0, 0], (r, g, b) => r > 250 && g > 250 && b > 250);
        AssertInk([0, 0, 0, 255], (r, g, b) => r < 70 && g < 70 && b < 70);
        AssertInk([0, 0, 255, 0], (r, g, b) => r > 200 && g > 200 && b < 100);
    }

    [TestMethod]
    [DataRow("jpeg")]
    [DataRow("png")]
    [DataRow("webp")]
    public void Decode_CutAnywhere_IsAnErrorThatSaysTruncated(string format)
    {
        var noise = TestImages.Noise(24, 24, 3, seed: 3);
        var whole = format switch
        {
            "jpeg" => Jpeg(noise),
            "png" => Png(noise),
            _ => TestFiles.Webp(noise),
        };
        for (var length = 16; length < whole.Length - 1; length += 7)
        {
            var error = Assert.ThrowsExactly<InvalidInputException>(
                () => ImageCodec.Decode(whole.AsSpan(0, length), name: "cut.img"), $"{length} of {whole.Length}");
            StringAssert.Contains(error.Message, $"Reading cut.img: truncated {format.ToUpperInvariant()}");
        }
    }

    [TestMethod]
    public void Decode_PngWithWrongChecksum_IsAnErrorWithTheLibrarysWords()
    {
        var png = Png(TestImages.Noise(24, 24, 3, seed: 3));
        png[png.Length / 2] ^= 0x40;

        var error = Assert.ThrowsExactly<InvalidInputException>(() => ImageCodec.Decode(png, name: "bad.png"));

        StringAssert.StartsWith(error.Message, "Reading bad.png: damaged PNG: vipspng: libpng read error");
    }

    [TestMethod]
    [DataRow(new byte[0], "an empty file")]
    [DataRow(new byte[] { 1, 2, 3, 4 }, "a file that begins with 01020304")]
    [DataRow(new byte[] { (byte)'B', (byte)'M', 1, 2 }, "a file that begins with 424D0102")]
    [DataRow(new byte[] { (byte)'B', (byte)'M', 70, 0, 0, 0, 0, 0, 0, 0, 54 }, "a BMP image")]
    [DataRow(new byte[] { (byte)'I', (byte)'I', 42, 0 }, "a TIFF image")]
    [DataRow(new byte[] { (byte)'M', (byte)'M', 0, 42 }, "a TIFF image")]
    [DataRow(new byte[] { 0xFF, 0x0A, 0xFA }, "a JPEG XL image")]
    [DataRow(new byte[] { 0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' ', 13, 10 }, "a JPEG 2000 image")]
    public void Decode_OtherKind_NamesItAndWhatIsNeeded(byte[] data, string found)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => ImageCodec.Decode(data, name: "file"));

        Assert.AreEqual($"Reading file: found {found}, needed a JPEG, PNG or WebP image. Convert it, or remove it.", error.Message);
    }

    [TestMethod]
    [DataRow("GIF89a", "a GIF image")]
    [DataRow("%PDF-1.7", "a PDF document")]
    [DataRow("\0\0\0\u0020ftypavif", "an AVIF image")]
    [DataRow("\0\0\0\u0020ftypavis", "an AVIF image")]
    [DataRow("\0\0\0\u0020ftypheic", "a HEIF image")]
    [DataRow("\0\0\0\u0020ftypmif1", "a HEIF image")]
    [DataRow("\0\0\0\u0020ftypisom", "a file that begins with 0000002066747970")]
    public void Decode_OtherKindByItsWord_NamesIt(string start, string found) =>
        Decode_OtherKind_NamesItAndWhatIsNeeded(Encoding.Latin1.GetBytes(start), found);

    [TestMethod]
    [Description("A file of 100 bytes that claims 30,000 x 30,000 pixels must not cost its 2.7 GB.")]
    public void Decode_MorePixelsThanAllowed_IsRefusedBeforeDecoding()
    {
        var png = PngBuilder.Build(30_000, 30_000, 8, PngBuilder.Rgb, []);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.ThrowsExactly<InvalidInputException>(() => ImageCodec.Decode(png));

        StringAssert.Contains(error.Message, "30000 rows of 30000");
        Assert.IsLessThan(100_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Decode_GoodAndBadSideBySide_EachErrorIsOfItsOwnFile()
    {
        var jpeg = Jpeg(TestImages.Noise(24, 24, 3, seed: 5));
        var png = Png(TestImages.Noise(24, 24, 3, seed: 6));
        png[png.Length / 2] ^= 0x40;

        Parallel.For(0, 400, i =>
        {
            switch (i % 3)
            {
                case 0:
                    Assert.AreEqual(24, ImageCodec.Decode(jpeg).Width);
                    break;
                case 1:
                    var cut = Assert.ThrowsExactly<InvalidInputException>(() => ImageCodec.Decode([.. jpeg.AsSpan(0, jpeg.Length / 2), 0xFF, 0xD9]));
                    Assert.DoesNotContain("png", cut.Message);
                    break;
                default:
                    var bad = Assert.ThrowsExactly<InvalidInputException>(() => ImageCodec.Decode(png));
                    Assert.DoesNotContain("Jpeg", bad.Message);
                    break;
            }
        });
    }

    [TestMethod]
    public void Load_MissingFile_SaysSo()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => ImageCodec.Load("/nowhere/a.png"));

        Assert.AreEqual("Reading /nowhere/a.png: found no such file. Check the name.", error.Message);
    }

    private static void AssertDecodes(byte[] expected, int channels, byte[] file)
    {
        var image = ImageCodec.Decode(file);
        Assert.AreEqual(channels, image.Channels);
        CollectionAssert.AreEqual(expected, image.Pixels.ToArray());
    }

    private static void AssertInk(byte[] ink, Func<byte, byte, byte, bool> holds)
    {
        var pixels = Enumerable.Repeat(ink, 16 * 16).SelectMany(values => values).ToArray();
        var image = ImageCodec.Decode(TestFiles.CmykJpeg(pixels, 16, 16));
        var (r, g, b) = (image.Pixels[0], image.Pixels[1], image.Pixels[2]);
        Assert.AreEqual(3, image.Channels);
        Assert.IsTrue(holds(r, g, b), $"ink {string.Join(' ', ink)} became {r} {g} {b}");
    }

    private static byte[] Jpeg(Image image)
    {
        var writer = new ArrayBufferWriter<byte>();
        ImageCodec.EncodeJpeg(image, writer, quality: 100);
        return writer.WrittenSpan.ToArray();
    }

    private static byte[] Png(Image image)
    {
        var writer = new ArrayBufferWriter<byte>();
        ImageCodec.EncodePng(image, writer);
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Puts an APP1 segment with one EXIF entry, orientation, after the start marker.</summary>
    private static byte[] WithOrientation(byte[] jpeg, byte orientation) =>
    [
        .. jpeg.AsSpan(0, 2),
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. Exif(orientation),
        .. jpeg.AsSpan(2),
    ];

    private static byte[] Exif(byte orientation) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
}
