namespace Gans.Formats;

/// <summary>Draws points of a plane: the first number of each to the right, the second up, with marks on both axes.</summary>
public static class ScatterPlot
{
    /// <summary>Pixels of a plot from left to right.</summary>
    public const int Width = 640;

    /// <summary>Pixels of a plot from top to bottom.</summary>
    public const int Height = 480;

    private const int Left = 100;
    private const int Right = 20;
    private const int Top = 20;
    private const int Bottom = 50;
    private const int TickLength = 6;
    private const int LabelGap = 5;
    private const double Margin = 0.05;         // of the range, on either side
    private const double LeastRange = 1e-9;     // below it points are all in one place
    private const double Radius = 3.2;
    private const double Opacity = 0.75;

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

        var (x, y) = (AxisOf(series, 0, Left, Width - Right), AxisOf(series, 1, Height - Bottom, Top));
        var plot = new Image(Height, Width, 3);
        plot.Pixels.Fill(byte.MaxValue);
        DrawAxes(plot, x, y);
        foreach (var one in series)
        {
            DrawPoints(plot, one, x, y);
        }

        return plot;
    }

    private static Axis AxisOf(ReadOnlySpan<ScatterSeries> series, int coordinate, double from, double to)
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
        return low > high ? new Axis(0, 1, from, to) : new Axis(low - margin, high + margin, from, to);
    }

    private static void DrawAxes(Image plot, Axis x, Axis y)
    {
        FillBlack(plot, Left, Top, Width - Right, Top + 1);
        FillBlack(plot, Left, Height - Bottom, Width - Right + 1, Height - Bottom + 1);
        FillBlack(plot, Left, Top, Left + 1, Height - Bottom);
        FillBlack(plot, Width - Right, Top, Width - Right + 1, Height - Bottom);
        foreach (var value in AxisTicks.Between(x.Low, x.High))
        {
            var (at, text) = ((int)Math.Round(x.At(value)), TickLabel.TextOf(value));
            FillBlack(plot, at, Height - Bottom, at + 1, Height - Bottom + TickLength);
            TickLabel.Draw(plot, text, Math.Min(at - (TickLabel.WidthOf(text) / 2), Width - TickLabel.WidthOf(text)), Height - Bottom + TickLength + LabelGap);
        }

        foreach (var value in AxisTicks.Between(y.Low, y.High))
        {
            var (at, text) = ((int)Math.Round(y.At(value)), TickLabel.TextOf(value));
            FillBlack(plot, Left - TickLength, at, Left, at + 1);
            TickLabel.Draw(plot, text, Math.Max(0, Left - TickLength - LabelGap - TickLabel.WidthOf(text)), at - (TickLabel.Height / 2));
        }
    }

    private static void DrawPoints(Image plot, ScatterSeries series, Axis x, Axis y)
    {
        var points = series.Points.Span;
        for (var i = 0; i < points.Length; i += 2)
        {
            if (float.IsFinite(points[i]) && float.IsFinite(points[i + 1]))
            {
                DrawDisc(plot, x.At(points[i]), y.At(points[i + 1]), series.Colour);
            }
        }
    }

    /// <summary>A disc whose edge is as dark as much of it covers a pixel. It lies within the axes, which have a margin of more than its radius.</summary>
    private static void DrawDisc(Image plot, double centreX, double centreY, PlotColour colour)
    {
        for (var y = (int)(centreY - Radius - 1); y <= (int)(centreY + Radius + 1); y++)
        {
            var row = plot.Row(y);
            for (var x = (int)(centreX - Radius - 1); x <= (int)(centreX + Radius + 1); x++)
            {
                var distance = Math.Sqrt(((x - centreX) * (x - centreX)) + ((y - centreY) * (y - centreY)));
                var cover = Opacity * Math.Clamp(Radius + 0.5 - distance, 0, 1);
                Blend(ref row[3 * x], colour.Red, cover);
                Blend(ref row[(3 * x) + 1], colour.Green, cover);
                Blend(ref row[(3 * x) + 2], colour.Blue, cover);
            }
        }
    }

    private static void Blend(ref byte below, byte above, double cover) => below = (byte)Math.Round(below + ((above - below) * cover));

    /// <summary>Fills a rectangle of the plot; right and bottom are not part of it.</summary>
    private static void FillBlack(Image plot, int left, int top, int right, int bottom)
    {
        for (var y = top; y < bottom; y++)
        {
            plot.Row(y)[(3 * left)..(3 * right)].Clear();
        }
    }

    /// <summary>Maps values to pixels.</summary>
    private readonly record struct Axis(double Low, double High, double From, double To)
    {
        public double At(double value) => From + ((value - Low) / (High - Low) * (To - From));
    }
}
