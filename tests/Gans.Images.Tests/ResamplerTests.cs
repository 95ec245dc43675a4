namespace Gans.Formats.Tests;

[TestClass]
public sealed class ResamplerTests
{
    [TestMethod]
    [Description("floor((i + 1/2) * source / target), by hand.")]
    [DataRow(new byte[] { 10, 20, 30, 40 }, new byte[] { 20, 40 })]
    [DataRow(new byte[] { 10, 20 }, new byte[] { 10, 10, 20, 20 })]
    [DataRow(new byte[] { 10, 20, 30 }, new byte[] { 10, 30 })]
    [DataRow(new byte[] { 10, 20, 30 }, new byte[] { 10, 10, 20, 30, 30 })]
    public void Resize_Nearest_TakesPixelUnderCentre(byte[] source, byte[] expected) => AssertBothAxes(source, expected, ResizeFilter.Nearest);

    [TestMethod]
    [Description("Centres at 1/4, 3/4, 5/4, 7/4: the outer ones see one pixel only, the inner ones two at 3/4 and 1/4.")]
    public void Resize_BilinearTwice_WeighsByDistance() => AssertBothAxes([0, 100], [0, 25, 75, 100], ResizeFilter.Bilinear);

    [TestMethod]
    [Description("Stretched by 2: weights 3/4, 3/4, 1/4 over 7/4, so (30 + 20) / 1.75 = 28.57 and (10 + 60 + 150) / 1.75 = 125.71.")]
    public void Resize_BilinearHalved_Antialiases() => AssertBothAxes([0, 40, 80, 200], [29, 126], ResizeFilter.Bilinear);

    [TestMethod]
    [Description("Not stretched, each centre lies halfway between two pixels.")]
    public void Resize_BilinearHalvedWithoutAntialias_AveragesTwoNeighbours() =>
        AssertBothAxes([0, 40, 80, 200], [20, 140], ResizeFilter.Bilinear, antialias: false);

    [TestMethod]
    [Description("Keys' cubic at 1/4, 3/4, 5/4, 7/4 is 111/128, 29/128, -9/128, -3/128. The middle target pixels of 64 64 192 64 64 64, enlarged twice.")]
    public void Resize_BicubicTwice_IsCatmullRom()
    {
        // Centres 1.25 to 3.75; the pixel of 192 adds 128 * weight at distances 5/4, 3/4, 1/4, 1/4, 3/4, 5/4.
        byte[] expected = [55, 93, 175, 175, 93, 55];

        var resized = Row([64, 64, 192, 64, 64, 64]).Resize(1, 12, ResizeFilter.Bicubic);

        CollectionAssert.AreEqual(expected, resized.Pixels.Slice(2, 6).ToArray());
    }

    [TestMethod]
    [Description("A cubic overshoots beside an edge: the centre 3.25 is 5/4 from pixel 4, weight -9/128, and 9/4 from pixel 5, weight 0.")]
    public void Resample_BicubicToFloat_KeepsOvershoot()
    {
        var resampler = new Resampler(1, 8, 1, 16, 1, ResizeFilter.Bicubic);
        var target = new float[16];

        resampler.Resample([0, 0, 0, 0, 255, 255, 255, 255], target);

        Assert.AreEqual(255f * -9 / 128, target[6], 1e-4f);   // a few roundings of float32
    }

    [TestMethod]
    [Description("Stretched by 3, a target's centre in the middle of a pixel sees the kernel at 0, 1/3, 2/3 ... 8/3 on both sides.")]
    public void Resample_LanczosToAThird_IsWindowedSinc()
    {
        var resampler = new Resampler(1, 30, 1, 10, 1, ResizeFilter.Lanczos);
        var impulse = new byte[30];
        impulse[16] = 100;   // the centre of target pixel 5 is 16.5, the middle of pixel 16
        var target = new float[10];

        resampler.Resample(impulse, target);

        Assert.AreEqual(100 * LanczosWeightAtCentre(), target[5], 1e-4);   // a few roundings of float32
    }

    [TestMethod]
    [DataRow(ResizeFilter.Nearest)]
    [DataRow(ResizeFilter.Bilinear)]
    [DataRow(ResizeFilter.Bicubic)]
    [DataRow(ResizeFilter.Lanczos)]
    public void Resize_ToSameSize_ChangesNothing(ResizeFilter filter)
    {
        var image = TestImages.Noise(17, 23, 3, seed: 1);

        CollectionAssert.AreEqual(image.Pixels.ToArray(), image.Resize(17, 23, filter).Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(ResizeFilter.Bilinear, true)]
    [DataRow(ResizeFilter.Bicubic, true)]
    [DataRow(ResizeFilter.Lanczos, true)]
    [DataRow(ResizeFilter.Bicubic, false)]
    public void Resample_ManySizes_EqualsNaiveTwoDimensionalSum(ResizeFilter filter, bool antialias)
    {
        foreach (var (height, width) in new[] { (5, 7), (20, 30), (31, 3), (1, 1) })
        {
            var image = TestImages.Noise(13, 11, 3, seed: height);
            var fast = new float[height * width * 3];

            new Resampler(13, 11, height, width, 3, filter, antialias).Resample(image.Pixels, fast);

            var naive = NaiveResample(image, height, width, filter, antialias);
            for (var i = 0; i < fast.Length; i++)
            {
                Assert.AreEqual(naive[i], fast[i], 1e-3, $"{height} x {width} at {i}");   // float32 sums of at most 13 x 11 terms below 256
            }
        }
    }

    [TestMethod]
    public void Resample_WrongLength_IsRefused()
    {
        var resampler = new Resampler(2, 2, 1, 1, 1, ResizeFilter.Nearest);

        Assert.ThrowsExactly<ArgumentException>(() => resampler.Resample(new byte[3], new byte[1]));
    }

    private static Image Row(byte[] pixels) => new(1, pixels.Length, 1, [.. pixels]);

    private static void AssertBothAxes(byte[] source, byte[] expected, ResizeFilter filter, bool antialias = true)
    {
        var row = new Image(1, source.Length, 1, [.. source]).Resize(1, expected.Length, filter, antialias);
        var column = new Image(source.Length, 1, 1, [.. source]).Resize(expected.Length, 1, filter, antialias);
        CollectionAssert.AreEqual(expected, row.Pixels.ToArray());
        CollectionAssert.AreEqual(expected, column.Pixels.ToArray());
    }

    /// <summary>The kernel at 0 over its sum at all of them: written out from the definition.</summary>
    private static double LanczosWeightAtCentre()
    {
        var sum = 1.0;
        for (var k = 1; k <= 8; k++)
        {
            var x = Math.PI * k / 3;
            sum += 2 * (Math.Sin(x) / x) * (Math.Sin(x / 3) / (x / 3));
        }

        return 1 / sum;
    }

    private static double[] NaiveResample(Image image, int height, int width, ResizeFilter filter, bool antialias)
    {
        var result = new double[height * width * image.Channels];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < image.Channels; c++)
                {
                    var (sum, total) = (0.0, 0.0);
                    for (var v = 0; v < image.Height; v++)
                    {
                        for (var u = 0; u < image.Width; u++)
                        {
                            var weight = Weight(y, v, image.Height, height) * Weight(x, u, image.Width, width);
                            sum += weight * image.Row(v)[u * image.Channels + c];
                            total += weight;
                        }
                    }

                    result[(y * width + x) * image.Channels + c] = sum / total;
                }
            }
        }

        return result;

        double Weight(int to, int from, int source, int target)
        {
            var scale = (double)source / target;
            var x = Math.Abs(from + 0.5 - ((to + 0.5) * scale)) / (antialias ? Math.Max(1, scale) : 1);
            return filter switch
            {
                ResizeFilter.Bilinear => x < 1 ? 1 - x : 0,
                ResizeFilter.Bicubic => x < 1 ? 1.5 * x * x * x - 2.5 * x * x + 1 : x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0,
                _ => x < 1e-12 ? 1 : x < 3 ? 3 * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / 3) / (Math.PI * Math.PI * x * x) : 0,
            };
        }
    }
}
