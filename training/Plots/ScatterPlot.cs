using ScottPlot;
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
        return PlotPaper.Render(plot, Width, Height);
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
        PlotPaper.SetAxes(plot, (x, "first value"), (y, "second value"));

        // Above the axes, where it covers no points.
        var legend = plot.ShowLegend(Alignment.UpperRight, Orientation.Horizontal);
        legend.Margin = new PixelPadding(0, 0, 0, -Top + 8);
        legend.OutlineStyle.IsVisible = false;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = Colors.Transparent;
        legend.FontSize = PlotPaper.TextSize;
        legend.FontColor = PlotPaper.Ink;
    }
}
