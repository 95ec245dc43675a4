using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class GeneratorSampleTests
{
    private static readonly GeneratorOptions OnCpu = new() { Device = Device.Cpu };

    [TestMethod]
    [Description("By hand, from round((tanh(w) + 1) / 2 * 255): tanh 0 = 0 gives 127.5, to even 128; tanh(ln 2 / 2) = 1/3 gives 170; "
        + "tanh(-ln 2 / 2) = -1/3 gives 85; +-20 saturate.")]
    public void Sample_KnownWeights_GivesThePixelsOfTheRule()
    {
        var halfLn2 = MathF.Log(2) / 2;
        using var generator = Load(new TinyModel { LatentSize = 1, Height = 1, Width = 5, Weights = [-20, -halfLn2, 0, halfLn2, 20] });
        var pixels = new byte[10];
        var images = new float[10];

        var request = new SampleRequest(new LatentBatch([1f, -1f], 1));
        generator.Sample(request, pixels);
        generator.SampleValues(request, images);

        CollectionAssert.AreEqual(new byte[] { 0, 85, 128, 170, 255, 255, 170, 128, 85, 0 }, pixels);
        Assert.AreEqual(1f / 3, images[3], 1e-6f);
        Assert.AreEqual(-1f, images[9], 1e-6f);
    }

    [TestMethod]
    [Description("Colour images come out of the network by planes, and as pixels by colour: plane c, place p holds tanh of 3p + c here.")]
    public void Sample_Colour_InterleavesTheChannels()
    {
        float[] level = [-20, -0.5f, 0, 0.25f, 0.5f, 20];   // of [c][p], two places
        float[] expectedOrder = [level[0], level[2], level[4], level[1], level[3], level[5]];
        using var generator = Load(new TinyModel { LatentSize = 1, Height = 1, Width = 2, Channels = 3, Weights = level });
        var pixels = new byte[6];

        generator.Sample(new SampleRequest(new LatentBatch([1f], 1)), pixels);

        CollectionAssert.AreEqual(expectedOrder.Select(w => (byte)MathF.Round((MathF.Tanh(w) + 1) / 2 * 255)).ToArray(), pixels);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(64)]
    public void Sample_WhateverTheBatchSize_GivesTheSameImages(int batchSize)
    {
        var model = new TinyModel { LatentSize = 100, Height = 28, Width = 28 }.ToBytes();
        using var whole = Generator.Load(model, OnCpu with { BatchSize = 100 });
        using var parts = Generator.Load(model, OnCpu with { BatchSize = batchSize });

        CollectionAssert.AreEqual(whole.Sample(100, seed: 9).Pixels.ToArray(), parts.Sample(100, seed: 9).Pixels.ToArray());
    }

    [TestMethod]
    public void Sample_SameSeedTwice_GivesTheSameImages_OtherSeedOthers()
    {
        using var generator = Load(new TinyModel());

        var first = generator.Sample(4, seed: 1).Pixels.ToArray();

        CollectionAssert.AreEqual(first, generator.Sample(4, seed: 1).Pixels.ToArray());
        CollectionAssert.AreNotEqual(first, generator.Sample(4, seed: 2).Pixels.ToArray());
    }

    [TestMethod]
    public void Sample_FewerImages_AreTheBeginningOfMore()
    {
        using var generator = Load(new TinyModel { Classes = 3 });

        var many = generator.Sample(10, seed: 4).Pixels.ToArray();
        var few = generator.Sample(4, seed: 4).Pixels.ToArray();
        var rest = generator.Sample(new SampleRequest(6, seed: 4) { FirstIndex = 4 }).Pixels.ToArray();

        CollectionAssert.AreEqual(many, (byte[])[.. few, .. rest]);
    }

    [TestMethod]
    public void Sample_Seeded_UsesLatentSource()
    {
        using var generator = Load(new TinyModel { Distribution = "uniform" });
        var latents = new LatentSource(generator.LatentSize, LatentDistribution.Uniform, seed: 11).Draw(5);
        var pixels = new byte[5 * 5 * 4];

        generator.Sample(new SampleRequest(latents), pixels);

        CollectionAssert.AreEqual(pixels, generator.Sample(5, seed: 11).Pixels.ToArray());
    }

    [TestMethod]
    public void SampleValues_Seeded_AgreeWithThePixels()
    {
        using var generator = Load(new TinyModel());

        var images = generator.SampleValues(new SampleRequest(9, seed: 2));
        var pixels = generator.Sample(9, seed: 2).Pixels;

        Assert.HasCount(9 * 5 * 4, images);
        for (var i = 0; i < images.Length; i++)
        {
            Assert.IsTrue(images[i] is >= -1 and <= 1);
            Assert.AreEqual((images[i] + 1) / 2 * 255, pixels[i], 0.5001);
        }
    }

    [TestMethod]
    [DataRow(float.NaN, 2)]
    [DataRow(float.PositiveInfinity, 2)]
    [Description("Latent i is i, and one weight is no number, or makes one of 0 times infinity for sample 0 alone; as pixels it would be black.")]
    public void Sample_ValueThatIsNotANumber_IsRefused(float weight, int batchSize)
    {
        var model = new TinyModel { LatentSize = 1, VectorSize = 2, Weights = [weight, 0] };
        using var vectors = Generator.Load(model.ToBytes(), OnCpu with { BatchSize = batchSize });
        using var images = Load(new TinyModel { LatentSize = 1, Height = 1, Width = 2, Weights = [float.NaN, 0] });

        var request = new SampleRequest(new LatentBatch([0, 1, 2], 1));
        Refusal.AssertOneLine(() => vectors.SampleValues(request), "found the value NaN in sample 0", "finite numbers");
        Refusal.AssertOneLine(() => images.Sample(5, seed: 1), "Sampling from model: found the value NaN in sample 0");
        Refusal.AssertOneLine(() => images.Sample(new SampleRequest(5, seed: 1), new byte[10]), "found the value NaN");
    }

    [TestMethod]
    [Description("0 times infinity in the third latent only, with batches of two: sample 2 is the first of the second batch.")]
    public void Sample_ValueThatIsNotANumberInALaterBatch_SaysWhichSample()
    {
        var model = new TinyModel { LatentSize = 1, VectorSize = 1, Classes = 2, Weights = [0], Embedding = [0, float.NegativeInfinity] };
        using var generator = Generator.Load(model.ToBytes(), OnCpu with { BatchSize = 2 });
        var request = new SampleRequest(3, seed: 1) { Labels = new long[] { 0, 0, 1 } };

        Refusal.AssertOneLine(() => generator.SampleValues(request), "found the value -Infinity in sample 2");
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Sample_LatentThatIsNotFinite_SaysWhich(float value)
    {
        using var generator = Load(new TinyModel { LatentSize = 2 });

        var e = Assert.ThrowsExactly<ArgumentException>(() => generator.Sample(new SampleRequest(new LatentBatch([0, 0, 0, value], 2))));

        Assert.Contains("value 1 of latent 1", e.Message);
    }

    [TestMethod]
    public void Sample_WrongLengths_Throw()
    {
        using var generator = Load(new TinyModel { LatentSize = 2 });

        var one = new SampleRequest(new LatentBatch([1, 2], 2));
        Assert.ThrowsExactly<ArgumentException>(() => new LatentBatch([1, 2, 3], 2));
        Assert.ThrowsExactly<ArgumentException>(() => new SampleRequest(new LatentBatch(0, 2)));
        Assert.ThrowsExactly<ArgumentException>(() => generator.Sample(new SampleRequest(new LatentBatch([1, 2, 3], 3))));
        Assert.ThrowsExactly<ArgumentException>(() => generator.Sample(one, new byte[19]));
        Assert.ThrowsExactly<ArgumentException>(() => generator.SampleValues(one, new float[21]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => generator.Sample(default(SampleRequest)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => generator.Sample(0, seed: 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => generator.Sample(new SampleRequest(1, seed: 1) { FirstIndex = -1 }));
        Assert.ThrowsExactly<InvalidInputException>(() => generator.Sample(int.MaxValue, seed: 1));
    }

    [TestMethod]
    public void Sample_Cancelled_Stops()
    {
        using var generator = Load(new TinyModel());

        Assert.ThrowsExactly<OperationCanceledException>(() => generator.Sample(new SampleRequest(1, seed: 1), new CancellationToken(canceled: true)));
    }

    [TestMethod]
    [Description("What is free in the file is only seen when it runs: here the image has another width than the metadata says.")]
    public void Sample_GraphUnlikeItsMetadata_SaysThatItFailed()
    {
        var model = new TinyModel { Width = 4 }.Build();
        model.MetadataProps.Single(entry => entry.Key == "gans.image_width").Value = "3";
        foreach (var (output, axis) in model.Graph.Output.Zip([3, 2]))
        {
            output.Type.TensorType.Shape.Dim[axis].DimParam = "W";
        }

        using var generator = Generator.Load(Google.Protobuf.MessageExtensions.ToByteArray(model), OnCpu, "wide.onnx");

        Refusal.AssertOneLine(() => generator.Sample(1, seed: 1), "Sampling from wide.onnx: ONNX Runtime cannot run it");
    }

    private static Generator Load(TinyModel model) => Generator.Load(model.ToBytes(), OnCpu);
}
