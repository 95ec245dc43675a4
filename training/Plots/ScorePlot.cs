using ScottPlot;
using Image = Gans.Formats.Image;

namespace Gans.Training.Plots;

/// <summary>Draws a score of generators over what tells them apart, such as the updates that they have seen, the best one marked.</summary>
public static class ScorePlot
{
    /// <summary>Pixels of a plot from left to right.</summary>
    public const int Width = 720;

    /// <summary>Pixels of a plot from top to bottom.</summary>
    public const int Height = 420;

    private const double Margin = 0.08;   // of the range, above and to the right, where the mark's text needs room
    private const float MarkerSize = 7;
    private const float BestSize = 14;

    private static readonly Color Line = new(49, 87, 213);

    /// <summary>Draws a plot.</summary>
    /// <param name="name">Name of the score.</param>
    /// <param name="points">Place and score of each generator, by rising places of 0 or more, at least one, all finite.</param>
    /// <param name="axis">What the places are.</param>
    /// <param name="best">Which of them is the best; null to mark none.</param>
    /// <param name="text">What stands beside the best.</param>
    /// <returns>RGB, on white.</returns>
    public static Image Draw(string name, IReadOnlyList<(double Place, double Score)> points, string axis, int? best, string text)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfZero(points.Count, nameof(points));
        using var plot = new Plot();
        PlotFont.ApplyTo(plot);
        double[] places = [.. points.Select(static point => point.Place)], scores = [.. points.Select(static point => point.Score)];
        var line = plot.Add.Scatter(places, scores, Line);
        (line.LineWidth, line.MarkerSize) = (2, MarkerSize);
        if (best is { } index)
        {
            Mark(plot, places[index], scores[index], text, isRight: places[index] > places[^1] / 2);
        }

        var (low, high) = (Math.Min(0, scores.Min()), Math.Max(scores.Max(), 0));
        var room = high > low ? (high - low) * Margin : 1;
        PlotPaper.SetAxes(
            plot,
            (new CoordinateRange(0, places[^1] * (1 + (Margin / 2))), axis),
            (new CoordinateRange(low < 0 ? low - room : 0, high + room), name));
        return PlotPaper.Render(plot, Width, Height);
    }

    private static void Mark(Plot plot, double place, double score, string text, bool isRight)
    {
        var ring = plot.Add.Marker(place, score, MarkerShape.OpenCircle, BestSize, PlotPaper.Ink);
        ring.MarkerLineWidth = 2;
        var label = plot.Add.Text(text, place, score);
        label.LabelFontName = PlotFont.Name;
        label.LabelFontColor = PlotPaper.Ink;
        label.LabelFontSize = PlotPaper.TextSize;
        label.LabelAlignment = isRight ? Alignment.LowerRight : Alignment.LowerLeft;
        (label.OffsetX, label.OffsetY) = (isRight ? -6 : 6, -10);
    }
}
