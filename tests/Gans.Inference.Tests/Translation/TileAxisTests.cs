namespace Gans.Inference.Tests.Translation;

[TestClass]
public sealed class TileAxisTests
{
    [TestMethod]
    [DataRow(8, 2, "0", 8)]
    [DataRow(9, 2, "0 1", 8)]
    [DataRow(14, 2, "0 6", 8, DisplayName = "Two tiles that share two pixels")]
    [DataRow(15, 2, "0 4 7", 8)]
    [DataRow(16, 0, "0 8", 8, DisplayName = "Tiles side by side")]
    [DataRow(20, 4, "0 4 8 12", 8)]
    public void Starts_AreAsFewAsShareTheOverlapSpreadEvenly(int length, int overlap, string starts, int tile) =>
        Assert.AreEqual(starts, string.Join(' ', new TileAxis(length, tile, overlap).Starts));

    [TestMethod]
    [Description("Two tiles of four pixels that share two: their weights there are thirds, since a third and two thirds lie evenly between 0 and 1.")]
    public void WeightsOf_Overlap_FallEvenly()
    {
        var axis = new TileAxis(6, 4, 2);

        AreClose([1, 1, 2 / 3f, 1 / 3f], axis.WeightsOf(0));
        AreClose([1 / 3f, 2 / 3f, 1, 1], axis.WeightsOf(1));
    }

    [TestMethod]
    [Description("Of an overlap of eight pixels one at either end is left out: six of them are the way from one tile to the other, in sevenths.")]
    public void WeightsOf_LongOverlap_LeavesTheTilesEdgeOut()
    {
        var axis = new TileAxis(24, 16, 8);

        AreClose([0, 1 / 7f, 2 / 7f, 3 / 7f, 4 / 7f, 5 / 7f, 6 / 7f, 1, 1], axis.WeightsOf(1));
    }

    [TestMethod]
    public void WeightsOf_AnyLength_SumToOneEverywhere()
    {
        for (var length = 16; length < 70; length++)
        {
            var axis = new TileAxis(length, 16, 4);
            var sums = new double[length];
            for (var tile = 0; tile < axis.Starts.Count; tile++)
            {
                var weights = axis.WeightsOf(tile);
                for (var place = 0; place < weights.Length; place++)
                {
                    Assert.IsGreaterThanOrEqualTo(0, weights[place]);
                    sums[axis.Starts[tile] + place] += weights[place];
                }
            }

            Assert.AreEqual(length - 16, axis.Starts[^1]);
            Assert.IsTrue(sums.All(static sum => Math.Abs(sum - 1) < 1e-6), $"length {length}");
        }
    }

    private static void AreClose(float[] expected, ReadOnlySpan<float> actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1e-6f);
        }
    }
}
