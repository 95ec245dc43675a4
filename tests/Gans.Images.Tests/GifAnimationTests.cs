using System.Buffers.Binary;
using VipsImage = NetVips.Image;

namespace Gans.Formats.Tests;

[TestClass]
public sealed class GifAnimationTests
{
    [TestMethod]
    [Description("Two rows of images, all 256 greys in a frame: each frame shows one image of each row. "
        + "A GIF has 255 colours beside the transparent one, so 2 levels are allowed.")]
    public void SaveGif_GreyRows_ShowsOneImageOfEachRow()
    {
        using var folder = new TemporaryFolder();
        var images = new ImageBatch(6, 16, 16, 1);
        for (var i = 0; i < images.Pixels.Length; i++)
        {
            images.Pixels[i] = (byte)(i * 7 + i / 256 * 31);
        }

        images.SaveGif(folder["a.gif"], rows: 2, delayMilliseconds: 120, new GridOptions { Columns = 1, Gap = 0 });

        var (width, height, frames) = Decode(folder["a.gif"]);
        Assert.AreEqual((16, 3 * 32), (width, height));
        for (var frame = 0; frame < 3; frame++)
        {
            for (var i = 0; i < 512; i++)
            {
                Assert.AreEqual(i < 256 ? images[frame][i] : (double)images[3 + frame][i - 256], frames[frame * 512 + i], 2, $"frame {frame}, pixel {i}");
            }
        }
    }

    [TestMethod]
    [Description("GIF89a: sizes at bytes 6 to 9; NETSCAPE2.0 with count 0 goes on for ever; "
        + "a frame's delay stands in hundredths in its graphic control extension.")]
    public void SaveGif_File_SaysItsFramesTheirTimeAndThatItLoops()
    {
        using var folder = new TemporaryFolder();
        var images = new ImageBatch(4, 5, 7, 3);
        new Random(1).NextBytes(images.Pixels);

        images.SaveGif(folder["a.gif"], delayMilliseconds: 70, options: new GridOptions { Gap = 0, Scale = 2 });

        var file = File.ReadAllBytes(folder["a.gif"]);
        Assert.AreEqual("GIF89a", System.Text.Encoding.ASCII.GetString(file, 0, 6));
        Assert.AreEqual((14, 10), (BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(6)), BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(8))));
        var loop = file.AsSpan().IndexOf("NETSCAPE2.0"u8);
        Assert.AreEqual(0, BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(loop + 13)));
        CollectionAssert.AreEqual(new[] { 7, 7, 7, 7 }, Delays(file).ToArray());
    }

    [TestMethod]
    [DataRow(5, 2, 100, "5 images in 2 rows")]
    [DataRow(4, 0, 100, "4 images in 0 rows")]
    [DataRow(0, 1, 100, "0 images in 1 rows")]
    [DataRow(4, 2, 5, "delay of 5 ms, needed 10 to 65535")]
    public void SaveGif_WhatCannotBe_IsRefused(int count, int rows, int delay, string part)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<InvalidInputException>(() => new ImageBatch(count, 2, 2, 1).SaveGif(folder["a.gif"], rows, delay));

        StringAssert.Contains(error.Message, part);
        Assert.IsFalse(File.Exists(folder["a.gif"]));
    }

    /// <summary>All frames, one below the other; grey as the first of the colours.</summary>
    private static (int Width, int Height, byte[] Pixels) Decode(string path)
    {
        using var image = VipsImage.GifloadBuffer(File.ReadAllBytes(path), n: -1);
        var (pixels, bands) = (image.WriteToMemory<byte>(), image.Bands);
        return (image.Width, image.Height, [.. Enumerable.Range(0, pixels.Length / bands).Select(i => pixels[i * bands])]);
    }

    /// <summary>The delay of each graphic control extension: 21 F9 04, flags, two bytes of hundredths, transparent index, 00.</summary>
    private static IEnumerable<int> Delays(byte[] file) => Enumerable.Range(0, file.Length - 7)
        .Where(i => file.AsSpan(i).StartsWith((ReadOnlySpan<byte>)[0x21, 0xF9, 0x04]) && file[i + 7] == 0)
        .Select(i => (int)BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(i + 4)));
}
