using Gans.Formats;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class LatentSourceTests
{
    [TestMethod]
    [Description("Random123's kat_vectors, lines 'philox4x32 10'.")]
    [DataRow(new uint[] { 0, 0, 0, 0 }, new uint[] { 0, 0 }, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [DataRow(
        new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
        new uint[] { 0xffffffff, 0xffffffff },
        new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [DataRow(
        new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
        new uint[] { 0xa4093822, 0x299f31d0 },
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void Scramble_PublishedCounters_GivePublishedWords(uint[] counter, uint[] key, uint[] expected)
    {
        var words = Philox.Scramble(new(counter[0], counter[1], counter[2], counter[3]), key[0], key[1]);

        CollectionAssert.AreEqual(expected, new[] { words.X0, words.X1, words.X2, words.X3 });
    }

    [TestMethod]
    [Description("From a second implementation of the documented rule, in Python with 50-digit logarithms; rounded to float, so equal to the bit.")]
    [DataRow(
        42L, 0L, new[] { -0.9701898097991943f, 0.19401895999908447f, -1.2356207370758057f, 1.9239267110824585f, -0.07318150997161865f, 0.13913749158382416f })]
    [DataRow(-1L, (1L << 33) + 5, new[] { 1.0433096885681152f, 1.0193893909454346f, -0.8321135640144348f })]
    public void Fill_Normal_EqualsTheDocumentedRule(long seed, long index, float[] expected) =>
        CollectionAssert.AreEqual(expected, Draw(LatentDistribution.Normal, expected.Length, seed, index, count: 1));

    [TestMethod]
    [Description("As above; the fifth value comes from the second block.")]
    public void Fill_Uniform_EqualsTheDocumentedRule() => CollectionAssert.AreEqual(
        new[] { -0.9193832874298096f, -0.10874819755554199f, 0.44606852531433105f, 0.19629991054534912f, 0.044216036796569824f },
        Draw(LatentDistribution.Uniform, 5, seed: 42, index: 3, count: 1));

    [TestMethod]
    [DataRow(LatentDistribution.Normal)]
    [DataRow(LatentDistribution.Uniform)]
    public void Fill_WhateverTheBatch_GivesTheSameLatents(LatentDistribution distribution)
    {
        const int Size = 7;
        var whole = Draw(distribution, Size, seed: 3, index: 0, count: 64);

        foreach (var batch in new[] { 1, 7, 13 })
        {
            var parts = new List<float>();
            for (var first = 0; first < 64; first += batch)
            {
                parts.AddRange(Draw(distribution, Size, seed: 3, first, Math.Min(batch, 64 - first)));
            }

            CollectionAssert.AreEqual(whole, parts, $"batch {batch}");
        }
    }

    [TestMethod]
    [Description("Of a million N(0, 1): mean 0 +- 0.001, variance 1 +- 0.0014, share beyond 1.96 of 5% +- 0.022%. Five standard errors are allowed.")]
    public void Fill_Normal_HasTheMomentsAndTailsOfN01()
    {
        const int Count = 1_000_000;
        var values = Draw(LatentDistribution.Normal, 100, seed: 1, index: 0, Count / 100);

        var mean = values.Average(value => (double)value);
        var variance = values.Average(value => (value - mean) * (value - mean));
        var fourth = values.Average(value => Math.Pow(value - mean, 4));
        var beyond = values.Count(value => Math.Abs(value) > 1.959964) / (double)Count;

        Assert.AreEqual(0, mean, 5 * 0.001);
        Assert.AreEqual(1, variance, 5 * 0.0014);
        Assert.AreEqual(3, fourth, 5 * Math.Sqrt(96.0 / Count));
        Assert.AreEqual(0.05, beyond, 5 * 0.00022);
    }

    [TestMethod]
    [Description("Even and odd values of a latent come from one radius and one angle; only their independence keeps this at 0 +- 0.0014.")]
    public void Fill_Normal_PairsAreUncorrelatedInValueAndInSquare()
    {
        const int Pairs = 500_000;
        var values = Draw(LatentDistribution.Normal, 2, seed: 5, index: 0, Pairs);

        var product = Enumerable.Range(0, Pairs).Average(i => (double)values[2 * i] * values[2 * i + 1]);
        var squares = Enumerable.Range(0, Pairs).Average(
            i => (values[2 * i] * (double)values[2 * i] - 1) * (values[2 * i + 1] * (double)values[2 * i + 1] - 1));

        Assert.AreEqual(0, product, 5 / Math.Sqrt(Pairs));
        Assert.AreEqual(0, squares, 5 * 2 / Math.Sqrt(Pairs));
    }

    [TestMethod]
    public void Fill_Uniform_StaysInRangeAndCoversIt()
    {
        var values = Draw(LatentDistribution.Uniform, 100, seed: 1, index: 0, count: 1000);

        Assert.IsTrue(values.Min() is >= -1 and < -0.999f);
        Assert.IsTrue(values.Max() is < 1 and > 0.999f);
        Assert.AreEqual(0, values.Average(value => (double)value), 5 * Math.Sqrt(1.0 / 3 / values.Length));
    }

    [TestMethod]
    public void Fill_OtherSeedOrIndex_GivesOtherLatents()
    {
        var one = Draw(LatentDistribution.Normal, 16, seed: 1, index: 0, count: 1);

        CollectionAssert.AreNotEqual(one, Draw(LatentDistribution.Normal, 16, seed: 2, index: 0, count: 1));
        CollectionAssert.AreNotEqual(one, Draw(LatentDistribution.Normal, 16, seed: 1, index: 1, count: 1));
        CollectionAssert.AreNotEqual(one, Draw(LatentDistribution.Normal, 16, seed: 1L << 32, index: 0, count: 1));
    }

    [TestMethod]
    public void Fill_WrongArguments_Throw()
    {
        var source = new LatentSource(4, LatentDistribution.Normal, seed: 1);

        Assert.ThrowsExactly<ArgumentException>(() => source.Fill(0, new float[7]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => source.Fill(-1, new float[4]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new LatentSource(0, LatentDistribution.Normal, seed: 1));
    }

    [TestMethod]
    [Description("From a second implementation of the documented rule, in Python; the values within the threshold are those drawn without it.")]
    [DataRow(
        LatentDistribution.Normal,
        0.5,
        0L,
        new[] { -0.047569360584020615f, 0.19401895999908447f, 0.2499781847000122f, -0.17139451205730438f, -0.07318150997161865f, 0.13913749158382416f })]
    [DataRow(
        LatentDistribution.Uniform,
        0.1,
        3L,
        new[] { 0.007546544075012207f, -0.04327726364135742f, 0.05519580841064453f, -0.0696185827255249f, 0.044216036796569824f })]
    public void Fill_Truncated_DrawsAgainWhatLiesBeyond(LatentDistribution distribution, double truncation, long index, float[] expected)
    {
        var latent = new float[expected.Length];

        new LatentSource(latent.Length, distribution, seed: 42, truncation).Fill(index, latent);

        CollectionAssert.AreEqual(expected, latent);
    }

    [TestMethod]
    [Description("N(0, 1) cut at +-1 has variance 1 - 2 phi(1) / (2 Phi(1) - 1) = 0.29112; "
        + "and fourth moment 0.16450, so one standard error of 400,000 is 0.00045.")]
    public void Fill_Truncated_HasTheVarianceOfTheCutLaw()
    {
        var latents = new LatentSource(100, LatentDistribution.Normal, seed: 3, truncation: 1).Draw(4000);

        var squares = 0.0;
        foreach (var value in latents.Values)
        {
            Assert.IsLessThanOrEqualTo(1f, Math.Abs(value));
            squares += value * (double)value;
        }

        Assert.AreEqual(0.29112, squares / latents.Values.Length, 5 * 0.00045);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-1.0)]
    [DataRow(double.NaN)]
    public void Constructor_TruncationTooSmall_Throws(double truncation) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new LatentSource(4, LatentDistribution.Normal, seed: 1, truncation));

    [TestMethod]
    [Description("Against the platform's logarithm, itself good to about 1e-16 relative, from the least to the greatest argument that latents use.")]
    public void Log_OverItsRange_AgreesWithThePlatform()
    {
        for (var word = 0L; word <= uint.MaxValue; word += 999_983)
        {
            var x = (word + 0.5) / 4294967296.0;
            Assert.AreEqual(Math.Log(x), PortableMath.Log(x), 4e-16 * Math.Max(1, Math.Abs(Math.Log(x))), $"x = {x}");
        }

        Assert.AreEqual(-1.0 / (1L << 33), PortableMath.Log(1 - 1.0 / (1L << 33)), 1e-19);
    }

    [TestMethod]
    [Description("Against the platform's sine and cosine of 2 pi t, whose argument is itself rounded: 1e-15 allows for both.")]
    public void SinCosOfTurn_AllQuarters_AgreesWithThePlatform()
    {
        for (var word = 0L; word <= uint.MaxValue; word += 999_983)
        {
            var (sin, cos) = PortableMath.SinCosOfTurn((uint)word);
            var angle = 2 * Math.PI * (word / 4294967296.0);
            Assert.AreEqual(Math.Sin(angle), sin, 1e-15, $"word {word}");
            Assert.AreEqual(Math.Cos(angle), cos, 1e-15, $"word {word}");
        }

        Assert.AreEqual((1.0, 0.0), PortableMath.SinCosOfTurn(1u << 30));
    }

    private static float[] Draw(LatentDistribution distribution, int size, long seed, long index, int count)
    {
        var latents = new float[size * count];
        new LatentSource(size, distribution, seed).Fill(index, latents);
        return latents;
    }
}
