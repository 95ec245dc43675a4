using Gans.Formats;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class CodeSourceTests
{
    [TestMethod]
    [Description("From a second implementation of the documented rule, in Python; exact in float.")]
    [DataRow(42L, 0L, 10, 2, new float[] { 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, -0.260631799697876f, 0.3847208023071289f })]
    [DataRow(
        -1L,
        (1L << 33) + 5,
        10,
        5,
        new float[]
        {
            0, 0, 0, 0, 0, 0, 0, 1, 0, 0,
            0.588040828704834f, -0.686691403388977f, -0.018622159957885742f, -0.8949944972991943f, -0.707303524017334f,
        })]
    [DataRow(7L, 3L, 0, 1, new[] { 0.1506410837173462f })]
    public void Fill_OneCode_EqualsTheDocumentedRule(long seed, long index, int categories, int continuous, float[] expected)
    {
        var code = new float[expected.Length];

        new CodeSource(new CodeLayout(categories, continuous), seed).Fill(index, code);

        CollectionAssert.AreEqual(expected, code);
    }

    [TestMethod]
    [Description("Of 60,000 draws each of 6 categories comes 10,000 +- 91 times; the numbers have mean 0 +- 0.0024 and variance 1/3 +- 0.0012. "
        + "Five standard errors are allowed.")]
    public void Fill_ManyCodes_FollowTheirLaw()
    {
        const int Count = 60_000;
        var codes = new float[Count * 7];
        new CodeSource(new CodeLayout(6, 1), seed: 1).Fill(0, codes);

        for (var category = 0; category < 6; category++)
        {
            Assert.AreEqual(10_000, Enumerable.Range(0, Count).Sum(i => codes[i * 7 + category]), 5 * 91);
        }

        Assert.AreEqual(0, Enumerable.Range(0, Count).Average(i => (double)codes[i * 7 + 6]), 5 * 0.0024);
        Assert.AreEqual(1.0 / 3, Enumerable.Range(0, Count).Average(i => codes[i * 7 + 6] * (double)codes[i * 7 + 6]), 5 * 0.0012);
    }

    [TestMethod]
    public void SetCategory_AndNumber_LeaveTheRest()
    {
        var layout = new CodeLayout(3, 2);
        float[] code = [0.5f, 0.5f, 0, 0.25f, -1];

        layout.SetCategory(code, 2);
        layout.SetContinuous(code, 1, 2);

        CollectionAssert.AreEqual(new float[] { 0, 0, 1, 0.25f, 2 }, code);
        Assert.AreEqual(2, layout.CategoryOf(code));
    }

    [TestMethod]
    public void WrongArguments_Throw()
    {
        var layout = new CodeLayout(3, 2);
        var source = new CodeSource(layout, seed: 1);

        Assert.ThrowsExactly<ArgumentException>(() => source.Fill(0, new float[6]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => source.Fill(-1, new float[5]));
        Assert.ThrowsExactly<ArgumentException>(() => new CodeSource(new CodeLayout(0, 0), seed: 1).Fill(0, new float[1]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => layout.SetCategory(new float[5], 3));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => layout.SetContinuous(new float[5], 2, 0));
    }
}
