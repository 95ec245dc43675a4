namespace Gans.Formats.Tests;

[TestClass]
public sealed class StyleLayoutTests
{
    [TestMethod]
    [Description("Two layers a size from 4x4 on; the paper's 4, 4 and the rest, and of small networks about a third each.")]
    [DataRow(4, 2, 0, 0)]
    [DataRow(8, 2, 0, 2)]
    [DataRow(16, 2, 2, 2)]
    [DataRow(32, 4, 2, 2)]
    [DataRow(64, 4, 4, 2)]
    [DataRow(128, 4, 4, 4)]
    [DataRow(1024, 4, 4, 10)]
    public void Of_ImageSize_SplitsLayers(int imageSize, int coarse, int middle, int fine) =>
        Assert.AreEqual(new StyleLayout(512, coarse, middle, fine), StyleLayout.Of(512, imageSize));

    [TestMethod]
    public void LayersOf_Groups_FollowEachOther()
    {
        var layout = StyleLayout.Of(512, 64);

        CollectionAssert.AreEqual(new[] { 0..4, 4..8, 8..10 }, Enum.GetValues<StyleGroup>().Select(layout.LayersOf).ToArray());
        Assert.AreEqual(10, layout.Layers);
    }
}
