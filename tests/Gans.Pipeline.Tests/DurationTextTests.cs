namespace Gans.Pipeline.Tests;

[TestClass]
public sealed class DurationTextTests
{
    [TestMethod]
    [DataRow(0.04, "0.0 s")]
    [DataRow(9.94, "9.9 s")]
    [DataRow(59.9, "59 s")]
    [DataRow(200, "3 min 20 s")]
    [DataRow(7500, "2 h 5 min")]
    [DataRow(360000, "100 h 0 min")]
    public void Of_AnyTime_HasTwoUnitsAtMost(double seconds, string expected) =>
        Assert.AreEqual(expected, DurationText.Of(TimeSpan.FromSeconds(seconds)));
}
