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

        generator.Sample([1f, -1f], [], pixels);
        generator.SampleImages([1f, -1f], [], images);

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

        generator.Sample([1f], [], pixels);

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
        var rest = generator.Sample(6, seed: 4, firstIndex: 4).Pixels.ToArray();

        CollectionAssert.AreEqual(many, (byte[])[.. few, .. rest]);
    }

    [TestMethod]
    public void Sample_Seeded_UsesLatentSource()
    {
        using var generator = Load(new TinyModel { Distribution = "uniform" });
        var latents = new float[5 * generator.LatentSize];
        new LatentSource(generator.LatentSize, LatentDistribution.Uniform, seed: 11).Fill(0, latents);
        var pixels = new byte[5 * 5 * 4];

        generator.Sample(latents, [], pixels);

        CollectionAssert.AreEqual(pixels, generator.Sample(5, seed: 11).Pixels.ToArray());
    }

    [TestMethod]
    public void SampleImages_Seeded_AgreeWithThePixels()
    {
        using var generator = Load(new TinyModel());

        var images = generator.SampleImages(9, seed: 2);
        var pixels = generator.Sample(9, seed: 2).Pixels;

        Assert.HasCount(9 * 5 * 4, images);
        for (var i = 0; i < images.Length; i++)
        {
            Assert.IsTrue(images[i] is >= -1 and <= 1);
            Assert.AreEqual((images[i] + 1) / 2 * 255, pixels[i], 0.5001);
        }
    }

    [TestMethod]
    public void SampleImages_WeightThatIsNotANumber_IsPassedOn()
    {
        using var generator = Load(new TinyModel { LatentSize = 1, Height = 1, Width = 2, Weights = [float.NaN, 0] });

        var images = generator.SampleImages(1, seed: 1);

        Assert.IsTrue(float.IsNaN(images[0]));
        Assert.AreEqual(0f, images[1]);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Sample_LatentThatIsNotFinite_SaysWhich(float value)
    {
        using var generator = Load(new TinyModel { LatentSize = 2 });

        var e = Assert.ThrowsExactly<ArgumentException>(() => generator.Sample([0, 0, 0, value], [], new byte[2 * 5 * 4]));

        Assert.Contains("value 1 of latent 1", e.Message);
    }

    [TestMethod]
    public void Sample_WrongLengths_Throw()
    {
        using var generator = Load(new TinyModel { LatentSize = 2 });

        Assert.ThrowsExactly<ArgumentException>(() => generator.Sample([1, 2, 3], [], new byte[20]));
        Assert.ThrowsExactly<ArgumentException>(() => generator.Sample([], [], []));
        Assert.ThrowsExactly<ArgumentException>(() => generator.Sample([1, 2], [], new byte[19]));
        Assert.ThrowsExactly<ArgumentException>(() => generator.SampleImages([1, 2], [], new float[21]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => generator.Sample(0, seed: 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => generator.Sample(1, seed: 1, firstIndex: -1));
        Assert.ThrowsExactly<InvalidInputException>(() => generator.Sample(int.MaxValue, seed: 1));
    }

    [TestMethod]
    public void Sample_Cancelled_Stops()
    {
        using var generator = Load(new TinyModel());

        Assert.ThrowsExactly<OperationCanceledException>(() => generator.Sample(1, seed: 1, cancellationToken: new CancellationToken(canceled: true)));
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

        var e = Assert.ThrowsExactly<InvalidOperationException>(() => generator.Sample(1, seed: 1));
        Assert.Contains("Sampling from wide.onnx: ONNX Runtime failed", e.Message);
    }

    private static Generator Load(TinyModel model) => Generator.Load(model.ToBytes(), OnCpu);
}
