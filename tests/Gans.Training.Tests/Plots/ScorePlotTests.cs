using Gans.Formats;
using Gans.Training.Plots;

namespace Gans.Training.Tests.Plots;

[TestClass]
public sealed class ScorePlotTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    [Description("What the mark adds lies wholly inside, on whichever side of its point there is room.")]
    public void Draw_Best_IsMarkedInsideThePicture(int best)
    {
        (double, double)[] points = [(10, 3), (20, 5), (1000, 3)];

        var (plain, marked) = (ScorePlot.Draw("fid", points, "x", null, ""), ScorePlot.Draw("fid", points, "x", best, "best: fid 3 at step 1,000"));

        var changed = Enumerable.Range(0, ScorePlot.Width).Where(x => Differs(plain, marked, x)).ToArray();
        Assert.IsGreaterThan(100, changed.Length, "a ring and a line of text");
        Assert.IsGreaterThan(0, changed[0]);
        Assert.IsLessThan(ScorePlot.Width - 8, changed[^1]);
    }

    private static bool Differs(Image plain, Image marked, int x) =>
        Enumerable.Range(0, ScorePlot.Height).Any(y => !At(plain, x, y).SequenceEqual(At(marked, x, y)));

    private static byte[] At(Image image, int x, int y) => image.Pixels.Slice(((y * ScorePlot.Width) + x) * 3, 3).ToArray();
}
