
namespace Gans.Onnx.Tests;

[TestClass]
public sealed class DimensionTests
{
    [TestMethod]
    [DataRow(28L, 28L, "28")]
    [DataRow(3L, 5L, "N")]
    [DataRow(12L, 20L, "4*N")]
    [DataRow(7L, 11L, "2*N+1")]
    [DataRow(5L, 9L, "2*N-1")]
    public void Fit_OfTwoObservations_IsTheLine(long at3, long at5, string expected) => Assert.AreEqual(expected, Dimension.Fit(at3, 3, at5, 5)?.ToString());

    [TestMethod]
    public void Fit_WithoutIntegerSlope_IsNull() => Assert.IsNull(Dimension.Fit(3, 3, 4, 5));

    [TestMethod]
    public void Product_OfOneLineAndConstants_IsALine() => Assert.AreEqual(new Dimension(12, 6), Dimension.Product([3, new Dimension(2, 1), 2]));

    [TestMethod]
    public void Product_OfTwoLines_IsNull() => Assert.IsNull(Dimension.Product([Dimension.Batch, Dimension.Batch]));
}
