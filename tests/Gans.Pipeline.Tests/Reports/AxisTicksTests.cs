using System.Globalization;
using Gans.Pipeline.Reports;

namespace Gans.Pipeline.Tests.Reports;

[TestClass]
public sealed class AxisTicksTests
{
    [TestMethod]
    [DataRow(0, 1, "0 0.2 0.4 0.6 0.8 1")]
    [DataRow(0, 46800, "0 10000 20000 30000 40000")]
    [DataRow(-0.3, 0.3, "-0.3 -0.2 -0.1 0 0.1 0.2 0.3")]
    public void Between_Range_AreFewRoundNumbers(double low, double high, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', AxisTicks.Between(low, high).Select(tick => tick.ToString(CultureInfo.InvariantCulture))));
}
