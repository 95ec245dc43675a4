using System.Globalization;
using Gans.Formats;
using Gans.Inference;

namespace Gans.Benchmarks;

/// <summary>How far neighbouring pixels differ where tiles of a translated photo begin and end, against those an eighth of a tile away.</summary>
internal static class TileBorders
{
    private const string TranslatorVariable = "GANS_BENCH_TRANSLATOR";
    private const string PhotosVariable = "GANS_BENCH_PHOTOS";
    private const double MostRatio = 1.2;

    public static void Run()
    {
        if (Named(TranslatorVariable) is not { } model || Named(PhotosVariable) is not { } folder)
        {
            Console.WriteLine(
                $"tile borders: not measured; needed a translator in {TranslatorVariable}, such as that of recipes/pix2pix-maps.yaml, "
                + $"and a folder of photos larger than it translates in {PhotosVariable}");
            return;
        }

        using var translator = Translator.Load(model);
        var overlap = new TranslatorOptions().Overlap;
        Console.WriteLine(
            $"mean difference of neighbouring pixels at the borders of tiles of {translator.Height}x{translator.Width}, and an eighth of a tile away");
        var worst = 0.0;
        foreach (var path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            var image = translator.Translate(ImageCodec.Load(path));
            if (image.Height <= translator.Height || image.Width <= translator.Width)
            {
                throw new InvalidOperationException($"Tiles: found {path} of {image.Height}x{image.Width}, needed one that is larger than a tile both ways.");
            }

            var columns = Compare(image.Width, translator.Width, overlap, place => StepOfColumns(image, place));
            var rows = Compare(image.Height, translator.Height, overlap, place => StepOfRows(image, place));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Path.GetFileName(path),-24} across {columns}; down {rows}"));
            worst = Math.Max(worst, Math.Max(columns.Ratio, rows.Ratio));
        }

        if (worst > MostRatio)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"Tiles: found {worst:0.00} times the difference at a border, needed {MostRatio} at most."));
        }
    }

    private static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static Steps Compare(int length, int tile, double overlap, Func<int, double> stepAt)
    {
        var starts = new TileAxis(length, tile, (int)(overlap * tile)).Starts;
        int[] borders = [.. starts.Skip(1), .. starts.SkipLast(1).Select(start => start + tile)];
        var away = borders.SelectMany(border => new[] { border - (tile / 8), border + (tile / 8) }).Where(place => place > 0 && place < length);
        return new Steps(borders.Average(stepAt), away.Average(stepAt));
    }

    /// <summary>Mean absolute difference of a column of pixels from the one before, in levels of 255.</summary>
    private static double StepOfColumns(Image image, int column)
    {
        var sum = 0L;
        for (var y = 0; y < image.Height; y++)
        {
            sum += Difference(
                image.Row(y).Slice((column - 1) * image.Channels, image.Channels), image.Row(y).Slice(column * image.Channels, image.Channels));
        }

        return (double)sum / (image.Height * image.Channels);
    }

    private static double StepOfRows(Image image, int row) =>
        (double)Difference(image.Row(row - 1), image.Row(row)) / (image.Width * image.Channels);

    private static long Difference(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var sum = 0L;
        for (var i = 0; i < first.Length; i++)
        {
            sum += Math.Abs(first[i] - second[i]);
        }

        return sum;
    }

    private readonly record struct Steps(double AtBorders, double Away)
    {
        public double Ratio => AtBorders / Away;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{AtBorders:0.00} and {Away:0.00}, ratio {Ratio:0.00}");
    }
}
