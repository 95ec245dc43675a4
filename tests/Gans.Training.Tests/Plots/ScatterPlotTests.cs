using Gans.Formats;
using Gans.Training.Plots;

namespace Gans.Training.Tests.Plots;

[TestClass]
public sealed class ScatterPlotTests
{
    private const int Dark = 128;

    [TestMethod]
    [Description("Three points of a parabola: the middle one lies in the middle and lowest, "
        + "the outer ones left and right at the top, by their own colours' discs.")]
    public void Draw_Points_LieWhereTheirNumbersSay()
    {
        var plot = ScatterPlot.Draw(ScatterSeries.Real(new float[] { -1, 1, 1, 1 }), ScatterSeries.Generated(new float[] { 0, 0 }));

        var red = Places(plot, InAxes, IsRed);
        var blue = Places(plot, InAxes, IsBlue);
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
    [DataRow(new float[] { 3e38f, -3e38f, -3e38f, 3e38f }, DisplayName = "as far apart as numbers go")]
    [DataRow(new float[] { 1e-30f, 0, 0, 1e-30f }, DisplayName = "close together")]
    [DataRow(new float[] { 1000, 1000, 1000.001f, 1000.001f }, DisplayName = "close together, far out")]
    [DataRow(new float[] { float.NaN, 0, float.PositiveInfinity, 1, 0, 0 }, DisplayName = "not finite")]
    public void Draw_AnyPoints_IsAPlot(float[] points)
    {
        var plot = ScatterPlot.Draw(ScatterSeries.Generated(points));

        var finite = points.Chunk(2).Any(point => point.All(float.IsFinite));
        Assert.AreEqual(finite, Places(plot, InAxes, IsBlue).Length > 0);
        Assert.IsNotEmpty(Places(plot, Left, IsDark), "numbers of the vertical axis");
        Assert.IsNotEmpty(Places(plot, Below, IsDark), "numbers of the horizontal axis");
    }

    [TestMethod]
    [Description("Above the axes: a disc of each series' colour, real ones first.")]
    public void Draw_TwoSeries_AreNamedInTheLegend()
    {
        var plot = ScatterPlot.Draw(ScatterSeries.Real(new float[] { 0, 0 }), ScatterSeries.Generated(new float[] { 1, 1 }));

        var (red, blue) = (Places(plot, Above, IsRed), Places(plot, Above, IsBlue));
        Assert.IsGreaterThan(red.Max(place => place.X), blue.Min(place => place.X));
        var between = Places(plot, place => Above(place) && place.X > red.Max(disc => disc.X) && place.X < blue.Min(disc => disc.X), IsDark);
        Assert.IsNotEmpty(between, "a name between them");
    }

    [TestMethod]
    [Description("The font is the assembly's own, so texts stand where no font is installed, and are the same where some are.")]
    public void Draw_Texts_AreOfTheFontThatIsBroughtAlong()
    {
        ScatterPlot.Draw();

        Assert.AreEqual("Lato", ScottPlot.Fonts.GetTypeface(PlotFont.Name, bold: false, italic: false).FamilyName);
    }

    [TestMethod]
    public void Draw_Twice_IsTheSamePicture()
    {
        float[] points = [0.5f, 0.25f, -0.5f, 0.25f, 0.1f, 0.01f];

        var first = ScatterPlot.Draw(ScatterSeries.Real(points), ScatterSeries.Generated(points.AsMemory(2)));
        var second = ScatterPlot.Draw(ScatterSeries.Real(points), ScatterSeries.Generated(points.AsMemory(2)));

        CollectionAssert.AreEqual(first.Pixels.ToArray(), second.Pixels.ToArray());
    }

    [TestMethod]
    [Description("Trainings run side by side.")]
    public void Draw_ByManyAtOnce_IsTheSamePicture()
    {
        float[] points = [0.5f, 0.25f, -0.5f, 0.25f];
        var expected = ScatterPlot.Draw(ScatterSeries.Real(points)).Pixels.ToArray();

        Parallel.For(0, 8, _ => CollectionAssert.AreEqual(expected, ScatterPlot.Draw(ScatterSeries.Real(points)).Pixels.ToArray()));
    }

    [TestMethod]
    public void Draw_HalfAPoint_IsRefused() =>
        Assert.ThrowsExactly<ArgumentException>(() => ScatterPlot.Draw(ScatterSeries.Real(new float[] { 1, 2, 3 })));

    private static bool InAxes((int X, int Y) place) =>
        place.X > ScatterPlot.Left && place.X < ScatterPlot.Width - ScatterPlot.Right
        && place.Y > ScatterPlot.Top && place.Y < ScatterPlot.Height - ScatterPlot.Bottom;

    private static bool Left((int X, int Y) place) => place.X < ScatterPlot.Left - 10 && place.X > ScatterPlot.Left / 3;

    private static bool Below((int X, int Y) place) =>
        place.Y > ScatterPlot.Height - ScatterPlot.Bottom + 10 && place.Y < ScatterPlot.Height - (ScatterPlot.Bottom / 2);

    private static bool Above((int X, int Y) place) => place.Y < ScatterPlot.Top;

    private static bool IsRed(byte[] pixel) => pixel[0] > 200 && pixel[1] < Dark && pixel[2] < Dark;

    private static bool IsBlue(byte[] pixel) => pixel[2] > 200 && pixel[0] < Dark;

    private static bool IsDark(byte[] pixel) => pixel.All(value => value < Dark);

    private static (int X, int Y)[] Places(Image plot, Func<(int X, int Y), bool> within, Func<byte[], bool> matches) =>
    [
        .. Enumerable.Range(0, plot.Height * plot.Width)
            .Where(i => matches([.. plot.Pixels.Slice(3 * i, 3)]))
            .Select(i => (X: i % plot.Width, Y: i / plot.Width))
            .Where(within),
    ];
}
