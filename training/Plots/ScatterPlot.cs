using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;
using Image = Gans.Formats.Image;

namespace Gans.Training.Plots;

/// <summary>Draws points of a plane: the first number of each to the right, the second up.</summary>
public static class ScatterPlot
{
    /// <summary>Pixels of a plot from left to right.</summary>
    public const int Width = 640;

    /// <summary>Pixels of a plot from top to bottom.</summary>
    public const int Height = 480;

    // Around the axes: always the same, so that these stand still when the plots of a training are looked at one after the other.
    internal const int Left = 84;
    internal const int Right = 24;
    internal const int Top = 44;                // the legend's row
    internal const int Bottom = 60;

    private const double Margin = 0.05;         // of the range, on either side
    private const double LeastRange = 1e-9;     // below it points are all in one place
    private const float MarkerSize = 7;
    private const double Opacity = 0.7;
    private const float LabelSize = 14;
    private const float TextSize = 13;
    private const float TickSpacing = 45;

    private static readonly Color Ink = new(60, 60, 60);

    /// <summary>Draws a plot; later series lie over earlier ones. The axes reach as far as the points and a little further.</summary>
    /// <param name="series">The points.</param>
    /// <returns>RGB, on white.</returns>
    /// <exception cref="ArgumentException">A series has half a point.</exception>
    public static Image Draw(params ReadOnlySpan<ScatterSeries> series)
    {
        foreach (var one in series)
        {
            if (one.Points.Length % 2 != 0)
            {
                throw new ArgumentException($"Drawing points: found {one.Points.Length} numbers, needed two a point.", nameof(series));
            }
        }

        using var plot = new Plot();
        foreach (var one in series)
        {
            AddMarkers(plot, one);
        }

        LayOut(plot, RangeOf(series, 0), RangeOf(series, 1));
        return Render(plot);
    }

    private static void AddMarkers(Plot plot, ScatterSeries series)
    {
        var points = series.Points.Span;
        var (xs, ys) = (new List<double>(points.Length / 2), new List<double>(points.Length / 2));
        for (var i = 0; i < points.Length; i += 2)
        {
            if (float.IsFinite(points[i]) && float.IsFinite(points[i + 1]))
            {
                xs.Add(points[i]);
                ys.Add(points[i + 1]);
            }
        }

        plot.Add.Markers(xs, ys, MarkerShape.FilledCircle, MarkerSize, series.Colour.WithAlpha(Opacity)).LegendText = series.Name;
    }

    private static CoordinateRange RangeOf(ReadOnlySpan<ScatterSeries> series, int coordinate)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var one in series)
        {
            var points = one.Points.Span;
            for (var i = coordinate; i < points.Length; i += 2)
            {
                if (float.IsFinite(points[i]))
                {
                    (low, high) = (Math.Min(low, points[i]), Math.Max(high, points[i]));
                }
            }
        }

        var margin = high - low > LeastRange ? (high - low) * Margin : Math.Max(0.5, Math.Abs(high) / 2);
        return low > high ? new CoordinateRange(0, 1) : new CoordinateRange(low - margin, high + margin);
    }

    private static void LayOut(Plot plot, CoordinateRange x, CoordinateRange y)
    {
        PlotFont.ApplyTo(plot);
        plot.Layout.Fixed(new PixelPadding(Left, Right, Bottom, Top));
        plot.Axes.SetLimits(x.Min, x.Max, y.Min, y.Max);
        SetAxis(plot.Axes.Bottom, x, "first value");
        SetAxis(plot.Axes.Left, y, "second value");
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);

        // Above the axes, where it covers no points.
        var legend = plot.ShowLegend(Alignment.UpperRight, Orientation.Horizontal);
        legend.Margin = new PixelPadding(0, 0, 0, -Top + 8);
        legend.OutlineStyle.IsVisible = false;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = Colors.Transparent;
        legend.FontSize = TextSize;
        legend.FontColor = Ink;
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

    private static Image Render(Plot plot)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            plot.Render(canvas, Width, Height);
        }

        var image = new Image(Height, Width, 3);
        var from = bitmap.GetPixelSpan();
        var to = image.Pixels;
        for (var i = 0; i < Width * Height; i++)
        {
            from.Slice(4 * i, 3).CopyTo(to[(3 * i)..]);
        }

        return image;
    }
}
