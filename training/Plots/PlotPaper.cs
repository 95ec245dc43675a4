using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;
using Image = Gans.Formats.Image;

namespace Gans.Training.Plots;

/// <summary>What all plots have in common: their axes, their ink, and how they become pictures.</summary>
internal static class PlotPaper
{
    /// <summary>Height of numbers and legends, in pixels.</summary>
    internal const float TextSize = 13;

    private const float LabelSize = 14;
    private const float TickSpacing = 45;

    /// <summary>The colour of text and lines.</summary>
    internal static Color Ink { get; } = new(60, 60, 60);

    /// <summary>Draws two axes, left and below.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="x">How far the one below reaches, and what it shows.</param>
    /// <param name="y">How far the one on the left reaches, and what it shows.</param>
    internal static void SetAxes(Plot plot, (CoordinateRange Range, string Label) x, (CoordinateRange Range, string Label) y)
    {
        plot.Axes.SetLimits(x.Range.Min, x.Range.Max, y.Range.Min, y.Range.Max);
        SetAxis(plot.Axes.Bottom, x.Range, x.Label);
        SetAxis(plot.Axes.Left, y.Range, y.Label);
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);
    }

    /// <summary>Draws a plot.</summary>
    /// <returns>RGB, on white.</returns>
    internal static Image Render(Plot plot, int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            plot.Render(canvas, width, height);
        }

        var image = new Image(height, width, 3);
        var from = bitmap.GetPixelSpan();
        var to = image.Pixels;
        for (var i = 0; i < width * height; i++)
        {
            from.Slice(4 * i, 3).CopyTo(to[(3 * i)..]);
        }

        return image;
    }

    private static void SetAxis(IAxis axis, CoordinateRange range, string label)
    {
        axis.TickGenerator = new NumericAutomatic { LabelFormatter = value => TextOf(value, range), MinimumTickSpacing = TickSpacing };
        axis.Label.Text = label;
        axis.Label.Bold = false;
        axis.Label.FontSize = LabelSize;
        axis.Label.ForeColor = Ink;
        axis.TickLabelStyle.FontSize = TextSize;
        axis.TickLabelStyle.ForeColor = Ink;
        axis.FrameLineStyle.Color = Ink;
        axis.MajorTickStyle.Color = Ink;
        axis.MinorTickStyle.Length = 0;
    }

    /// <summary>The number of a tick: as many digits as a point has, and 0 where rounding left next to nothing of it.</summary>
    private static string TextOf(double value, CoordinateRange range) =>
        (Math.Abs(value) < range.Length * 1e-9 ? 0 : value).ToString("G7", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
