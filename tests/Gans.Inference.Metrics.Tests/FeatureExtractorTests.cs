using Gans.Formats;

namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class FeatureExtractorTests
{
    [TestMethod]
    public void Load_Extractor_KnowsItsIdentityAndSizes()
    {
        using var folder = new TemporaryFolder();
        using var extractor = FeatureExtractor.Load(new TinyExtractor { Features = 3, Classes = 2, Resize = "clean" }.Save(folder));

        Assert.AreEqual(new ExtractorIdentity("tiny", new string('a', 64), ResizeRule.Clean), extractor.Identity);
        Assert.AreEqual((3, 2), (extractor.Features, extractor.Classes));
        Assert.AreEqual("a pattern", extractor.Info.Card.Weights);
    }

    [TestMethod]
    [Description("By hand: level v of 0..255 becomes v / 127.5 - 1, by planes; features are the input itself, logits of a summing head their sum.")]
    public void Extract_ImageOfItsSize_GivesItsValuesByPlanes()
    {
        using var folder = new TemporaryFolder();
        using var extractor = FeatureExtractor.Load(
            new TinyExtractor { Height = 1, Width = 2, Channels = 3, Classes = 1, Heads = [1, 1, 1, 1, 1, 1] }.Save(folder));
        var (features, logits) = (new float[6], new float[1]);

        extractor.Extract(new ImageBatch(1, 1, 2, 3, [0, 51, 102, 153, 204, 255]), features, logits);

        float[] expected = [-1, 0.2f, -0.6f, 0.6f, -0.2f, 1];   // R R, G G, B B
        for (var i = 0; i < 6; i++)
        {
            Assert.AreEqual(expected[i], features[i], 1e-6f);
        }

        Assert.AreEqual(0, logits[0], 1e-5f);
    }

    [TestMethod]
    [Description("Chapter 13 of Brownlee, 32 to 299: outputs 0-8 take source 0, 9-18 source 1, 19-27 source 2, the tie at 149 goes to 16, 290-298 take 31.")]
    public void Extract_Nearest_TakesTheSpecsPixels()
    {
        var row = ResizeRow([.. Enumerable.Range(0, 32).Select(i => (byte)i)], 299, "nearest");

        Assert.IsTrue(row[..9].All(value => value == 0) && row[9..19].All(value => value == 1) && row[19..28].All(value => value == 2));
        Assert.AreEqual(16, row[149]);
        Assert.AreEqual(15, row[148]);
        Assert.IsTrue(row[290..].All(value => value == 31));
    }

    [TestMethod]
    [DataRow(32, 16)]
    [DataRow(28, 14)]
    [Description("Chapter 13 there: torch's plain 'nearest', floor(i in / out), takes another source pixel for 16 of 299 outputs from 32, for 14 from 28.")]
    public void Extract_Nearest_IsNotTheRuleWithoutHalfPixels(int size, int differing)
    {
        var row = ResizeRow([.. Enumerable.Range(0, size).Select(i => (byte)i)], 299, "nearest");

        Assert.AreEqual(differing, row.Index().Count(output => output.Item != output.Index * size / 299));
    }

    [TestMethod]
    [Description("By hand, half-pixel centres: 2 to 4 weighs the neighbours 3:1; 4 to 2 takes the plain mean of two, without a stretched triangle.")]
    public void Extract_Bilinear_InterpolatesTwoNeighbours()
    {
        CollectionAssert.AreEqual(new float[] { 0, 25, 75, 100 }, ResizeRow([0, 100], 4, "bilinear"));
        CollectionAssert.AreEqual(new float[] { 50, 0 }, ResizeRow([0, 100, 0, 0], 2, "bilinear"));
    }

    [TestMethod]
    [Description("By hand, 2 to 4 with Keys' cubic: at distance 1/4 the weights of 0 and 100 inside the image are 0.8671875 and 0.2265625, "
        + "scaled to a sum of 1; the edge's overshoot below 0 is clamped.")]
    public void Extract_Clean_IsTheCubicClamped()
    {
        var row = ResizeRow([0, 100], 4, "clean");

        Assert.AreEqual(100 * 0.2265625f / (0.2265625f + 0.8671875f), row[1], 1e-3f);
        Assert.AreEqual(0, row[0], 1e-4f);
        Assert.AreEqual(100, row[2] + row[1], 1e-3f);
    }

    [TestMethod]
    [Description("An antialiased 4 to 1 of one bright pixel is its share; the plain cubic would miss it.")]
    public void Extract_CleanShrinking_Antialiases()
    {
        var row = ResizeRow([0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0], 4, "clean");

        Assert.IsTrue(row[1] > 20 && row[1] < 80, $"{row[1]}");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(64)]
    public void Extract_WhateverTheBatchSize_GivesTheSameFeatures(int batchSize)
    {
        using var folder = new TemporaryFolder();
        var path = new TinyExtractor { Features = 6, Classes = 3 }.Save(folder);
        var images = new ImageBatch(10, 7, 5, 3);
        new Random(1).NextBytes(images.Pixels);
        using var whole = FeatureExtractor.Load(path);
        using var parts = FeatureExtractor.Load(path, new FeatureExtractorOptions { BatchSize = batchSize });
        var (expected, features) = (new float[60], new float[60]);
        var (expectedLogits, logits) = (new float[30], new float[30]);

        whole.Extract(images, expected, expectedLogits);
        parts.Extract(images, features, logits);

        for (var i = 0; i < 60; i++)
        {
            Assert.AreEqual(expected[i], features[i], 1e-6f);   // sums of 16 terms in another order
        }

        Assert.AreEqual(expectedLogits[29], logits[29], 1e-5f);
    }

    [TestMethod]
    public void Extract_GreyForColourAndBack_ConvertsChannels()
    {
        using var folder = new TemporaryFolder();
        using var colour = FeatureExtractor.Load(new TinyExtractor { Height = 1, Width = 1, Channels = 3, Min = 0, Max = 255 }.Save(folder, "colour.onnx"));
        using var grey = FeatureExtractor.Load(new TinyExtractor { Height = 1, Width = 1, Channels = 1, Min = 0, Max = 255 }.Save(folder, "grey.onnx"));
        var (three, one) = (new float[3], new float[1]);

        colour.Extract(new ImageBatch(1, 1, 1, 1, [90]), three, []);
        grey.Extract(new ImageBatch(1, 1, 1, 3, [100, 200, 50]), one, []);

        CollectionAssert.AreEqual(new float[] { 90, 90, 90 }, three);
        Assert.AreEqual(153, one[0], 1e-4f);   // (29900 + 117400 + 5700) / 1000
    }

    [TestMethod]
    public void Load_WhatIsNoExtractor_SaysWhy()
    {
        using var folder = new TemporaryFolder();
        var wrongDigest = new TinyExtractor { Sha = "abc" }.Save(folder, "digest.onnx");
        var wrongRule = new TinyExtractor { Resize = "lanczos" }.Save(folder, "rule.onnx");

        Refusal.AssertOneLine(() => FeatureExtractor.Load(folder.Save(new TinyModel())), "kind generator, needed an extractor");
        Refusal.AssertOneLine(() => FeatureExtractor.Load(wrongDigest), "gans.weights_sha256", "64");
        Refusal.AssertOneLine(() => FeatureExtractor.Load(wrongRule), "gans.resize", "lanczos", "nearest or bilinear or clean");
        Refusal.AssertOneLine(() => FeatureExtractor.Load(folder["none.onnx"]), "none.onnx", "no such file");
    }

    [TestMethod]
    public void Extract_WrongLengthsOrDisposed_Throws()
    {
        using var folder = new TemporaryFolder();
        var extractor = FeatureExtractor.Load(new TinyExtractor().Save(folder));
        var image = new ImageBatch(1, 4, 4, 1);

        Assert.ThrowsExactly<ArgumentException>(() => extractor.Extract(image, new float[15], []));
        extractor.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => extractor.Extract(image, new float[16], []));
    }

    /// <summary>One row of grey pixels as the network gets it, in 0..255.</summary>
    private static float[] ResizeRow(byte[] row, int width, string rule)
    {
        using var folder = new TemporaryFolder();
        using var extractor = FeatureExtractor.Load(new TinyExtractor { Height = 1, Width = width, Resize = rule, Min = 0, Max = 255 }.Save(folder));
        var features = new float[width];
        extractor.Extract(new ImageBatch(1, 1, row.Length, 1, row), features, []);
        return features;
    }
}
