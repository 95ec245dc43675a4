namespace Gans.Formats.Tests;

[TestClass]
public sealed class ScatterPlotTests
{
    [TestMethod]
    [Description("Three points of a parabola: the middle one lies in the middle and lowest, the outer ones left and right at the top, by their own colours' discs.")]
    public void Draw_Points_LieWhereTheirNumbersSay()
    {
        var plot = ScatterPlot.Draw(new ScatterSeries(new float[] { -1, 1, 1, 1 }, PlotColour.Real), new ScatterSeries(new float[] { 0, 0 }, PlotColour.Generated));

        var red = Places(plot, pixel => pixel[0] > 200 && pixel[1] < 120 && pixel[2] < 120);
        var blue = Places(plot, pixel => pixel[2] > 200 && pixel[0] < 120);
        Assert.AreEqual((ScatterPlot.Height, ScatterPlot.Width, 3), (plot.Height, plot.Width, plot.Channels));
        Assert.AreEqual(red.Average(place => place.X), blue.Average(place => place.X), 1.0);
        Assert.IsGreaterThan(red.Max(place => place.Y) + 300, blue.Min(place => place.Y));
        Assert.IsGreaterThan(400, red.Max(place => place.X) - red.Min(place => place.X));
    }

    [TestMethod]
    [DataRow(new float[] { }, DisplayName = "no points")]
    [DataRow(new float[] { 3, 3, 3, 3 }, DisplayName = "all in one place")]
    [DataRow(new float[] { 1e30f, -1e30f, 0, 0 }, DisplayName = "far apart")]
    [DataRow(new float[] { 1e30f, 1e30f }, DisplayName = "one, far out")]
    [DataRow(new float[] { 1e-30f, 0, 0, 1e-30f }, DisplayName = "close together")]
    [DataRow(new float[] { float.NaN, 0, float.PositiveInfinity, 1, 0, 0 }, DisplayName = "not finite")]
    public void Draw_AnyPoints_IsAPlot(float[] points)
    {
        var plot = ScatterPlot.Draw(new ScatterSeries(points, PlotColour.Generated));

        var finite = points.Chunk(2).Any(point => point.All(float.IsFinite));
        Assert.AreEqual(finite, Places(plot, pixel => pixel[2] > 200 && pixel[0] < 120).Length > 0);
    }

    [TestMethod]
    public void Draw_HalfAPoint_IsRefused() =>
        Assert.ThrowsExactly<ArgumentException>(() => ScatterPlot.Draw(new ScatterSeries(new float[] { 1, 2, 3 }, PlotColour.Real)));

    private static (int X, int Y)[] Places(Image plot, Func<byte[], bool> matches) =>
    [
        .. Enumerable.Range(0, plot.Height * plot.Width)
            .Where(i => matches([.. plot.Pixels.Slice(3 * i, 3)]))
            .Select(i => (i % plot.Width, i / plot.Width)),
    ];
}
