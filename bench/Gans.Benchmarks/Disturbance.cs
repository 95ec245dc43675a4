using Gans.Formats;

namespace Gans.Benchmarks;

/// <summary>A way to spoil pictures, and by how much.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">What a level counts.</param>
/// <param name="Levels">From the weakest to the strongest.</param>
/// <param name="Apply">Spoils picture number i to a level.</param>
/// <remarks>Heusel et al., GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium, 2017, appendix A1 (arXiv:1706.08500).</remarks>
internal sealed record Disturbance(string Name, string Unit, IReadOnlyList<double> Levels, Func<Image, double, int, Image> Apply)
{
    /// <summary>Adds Gaussian noise of a deviation, in levels of 0..255.</summary>
    public static Image AddNoise(Image picture, double deviation, int index)
    {
        var random = new Random(index);
        return Map(picture, (y, x, c) => picture.Row(y)[(x * picture.Channels) + c] + (deviation * Normal(random)));
    }

    /// <summary>Blurs by a Gaussian of a deviation, in pixels; the edge goes on beyond itself.</summary>
    public static Image Blur(Image picture, double deviation)
    {
        var reach = (int)Math.Ceiling(3 * deviation);
        double[] weights = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(offset => Math.Exp(-offset * offset / (2 * deviation * deviation)))];
        var total = weights.Sum();
        var across = Map(picture, (y, x, c) => weights.Select((weight, i) => weight * At(picture, y, x + i - reach, c)).Sum() / total);
        return Map(across, (y, x, c) => weights.Select((weight, i) => weight * At(across, y + i - reach, x, c)).Sum() / total);
    }

    /// <summary>Turns the middle by an angle in radians, and what lies r pixels off it by exp(-5 r / size) of that.</summary>
    public static Image Swirl(Image picture, double angle)
    {
        var (middleY, middleX) = ((picture.Height - 1) / 2.0, (picture.Width - 1) / 2.0);
        return Map(picture, (y, x, c) =>
        {
            var (dy, dx) = (y - middleY, x - middleX);
            var (sin, cos) = Math.SinCos(angle * Math.Exp(-5 * Math.Sqrt((dy * dy) + (dx * dx)) / picture.Height));
            return Between(picture, middleY + (dy * cos) + (dx * sin), middleX + (dx * cos) - (dy * sin), c);
        });
    }

    private static Image Map(Image picture, Func<int, int, int, double> value)
    {
        var mapped = new Image(picture.Height, picture.Width, picture.Channels);
        for (var i = 0; i < mapped.Pixels.Length; i++)
        {
            var place = i / picture.Channels;
            mapped.Pixels[i] = (byte)Math.Clamp(Math.Round(value(place / picture.Width, place % picture.Width, i % picture.Channels)), 0, 255);
        }

        return mapped;
    }

    /// <summary>The value at a place between pixels, linear along both axes.</summary>
    private static double Between(Image picture, double y, double x, int c)
    {
        var (top, left) = ((int)Math.Floor(y), (int)Math.Floor(x));
        var (down, right) = (y - top, x - left);
        return ((1 - down) * (((1 - right) * At(picture, top, left, c)) + (right * At(picture, top, left + 1, c))))
            + (down * (((1 - right) * At(picture, top + 1, left, c)) + (right * At(picture, top + 1, left + 1, c))));
    }

    private static double At(Image picture, int y, int x, int c) =>
        picture.Row(Math.Clamp(y, 0, picture.Height - 1))[(Math.Clamp(x, 0, picture.Width - 1) * picture.Channels) + c];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
