using Gans.Models.Layers;

namespace Gans.Models.Tests;

/// <summary>The worked examples of chapter 3 of Brownlee.</summary>
[TestClass]
public sealed class UpSamplingTests
{
    private static readonly float[][] Input = [[1, 2], [3, 4]];

    [TestMethod]
    [Description("U1")]
    public void Nearest_FactorTwo_RepeatsRowsAndColumns()
    {
        using var layer = new UpSampling2d();

        LayerValues.AreEqual([[1, 1, 2, 2], [1, 1, 2, 2], [3, 3, 4, 4], [3, 3, 4, 4]], layer.Run(Input));
        Assert.AreEqual(0, layer.ParameterCount());
    }

    [TestMethod]
    [Description("U2: the first factor is that of rows.")]
    public void Nearest_UnequalFactors_GivesFourRowsAndSixColumns()
    {
        using var layer = new UpSampling2d(rows: 2, columns: 3);

        LayerValues.AreEqual([[1, 1, 1, 2, 2, 2], [1, 1, 1, 2, 2, 2], [3, 3, 3, 4, 4, 4], [3, 3, 3, 4, 4, 4]], layer.Run(Input));
    }

    [TestMethod]
    [Description("U3, Keras 2.3")]
    public void BilinearAsymmetric_FactorTwo_StartsAtThePixel()
    {
        using var layer = new UpSampling2d(2, UpSampling.BilinearAsymmetric);

        LayerValues.AreEqual([[1, 1.5f, 2, 2], [2, 2.5f, 3, 3], [3, 3.5f, 4, 4], [3, 3.5f, 4, 4]], layer.Run(Input));
    }

    [TestMethod]
    [Description("U3, tf.keras 2 and libtorch")]
    public void BilinearHalfPixel_FactorTwo_LiesBetweenPixels()
    {
        using var layer = new UpSampling2d(2, UpSampling.BilinearHalfPixel);

        LayerValues.AreEqual(
            [[1, 1.25f, 1.75f, 2], [1.5f, 1.75f, 2.25f, 2.5f], [2.5f, 2.75f, 3.25f, 3.5f], [3, 3.25f, 3.75f, 4]], layer.Run(Input));
    }

    [TestMethod]
    [Description("By hand: rows at 0, 1/2, 1 and 1 (clamped), columns at 0, 1/3, 2/3, 1, 1 and 1.")]
    public void BilinearAsymmetric_UnequalFactors_KeepsRowsAndColumnsApart()
    {
        using var layer = new UpSampling2d(2, 3, UpSampling.BilinearAsymmetric);
        float[][] image = [[0, 3], [6, 9]];

        LayerValues.AreEqual([[0, 1, 2, 3, 3, 3], [3, 4, 5, 6, 6, 6], [6, 7, 8, 9, 9, 9], [6, 7, 8, 9, 9, 9]], layer.Run(image), 1e-6);
    }
}
