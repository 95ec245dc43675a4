using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Tests;

/// <summary>A generator of vectors, z W.</summary>
[TestClass]
public sealed class GeneratorVectorTests
{
    private static readonly GeneratorOptions OnCpu = new() { Device = Device.Cpu };

    private static readonly TinyModel Pair = new() { LatentSize = 2, VectorSize = 3, Weights = [1, 2, 3, 10, 20, 30] };

    [TestMethod]
    [Description("(1, 2) W = (21, 42, 63), (0, -1) W = (-10, -20, -30).")]
    public void SampleValues_OfLatents_AreTheNetworks()
    {
        using var generator = Load(Pair);
        var vectors = new float[6];

        generator.SampleValues(new SampleRequest(new LatentBatch([1, 2, 0, -1], 2)), vectors);

        CollectionAssert.AreEqual(new float[] { 21, 42, 63, -10, -20, -30 }, vectors);
        Assert.AreEqual((3, 0, 0, 0), (generator.VectorSize, generator.Height, generator.Width, generator.Channels));
        Assert.AreEqual((3, (int?)null), (generator.Info.Card.VectorSize, generator.Info.Card.ImageHeight));
    }

    [TestMethod]
    [Description("Vector i of a seed is made of latent i of that seed, however many are drawn, and in whatever batches.")]
    public void SampleValues_OfASeed_BelongToSeedAndIndex()
    {
        using var generator = Load(Pair);
        using var single = Generator.Load(Pair.ToBytes(), OnCpu with { BatchSize = 1 });
        var latents = generator.Latents(seed: 5).Draw(40);

        var vectors = generator.SampleValues(new SampleRequest(40, seed: 5));

        for (var i = 0; i < 40; i++)
        {
            Assert.AreEqual(latents[i][0] + (10 * latents[i][1]), vectors[3 * i], 1e-5f);
        }

        CollectionAssert.AreEqual(vectors[30..], generator.SampleValues(new SampleRequest(30, seed: 5) { FirstIndex = 10 }));
        CollectionAssert.AreEqual(vectors, single.SampleValues(new SampleRequest(40, seed: 5)));
    }

    [TestMethod]
    public void SampleValues_Labels_ChooseTheClass()
    {
        using var generator = Load(new TinyModel { LatentSize = 1, VectorSize = 1, Classes = 2, Weights = [0], Embedding = [5, 7] });

        CollectionAssert.AreEqual(new float[] { 7, 5, 7 }, generator.SampleValues(new SampleRequest(3, seed: 1) { Labels = new long[] { 1, 0, 1 } }));
    }

    [TestMethod]
    public void Sample_ImagesOfVectors_AreRefused()
    {
        using var generator = Load(Pair);
        Action[] asks =
        [
            () => generator.Sample(1, seed: 1),
            () => generator.Sample(new SampleRequest(new LatentBatch(1, 2))),
            () => generator.Sample(new SampleRequest(1, seed: 1), new byte[3]),
        ];

        foreach (var ask in asks)
        {
            var error = Assert.ThrowsExactly<InvalidInputException>(ask);
            StringAssert.Contains(error.Message, "found a generator of vectors of 3 numbers, needed one of images", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void Load_OutputOfAnotherLength_IsRefused()
    {
        var model = Pair.Build();
        model.MetadataProps.Single(entry => entry.Key == "gans.vector_size").Value = "4";
        var bytes = Google.Protobuf.MessageExtensions.ToByteArray(model);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => Generator.Load(bytes, OnCpu));

        StringAssert.Contains(error.Message, "output vectors float32 [N, 3], needed float32 [N, 4]", StringComparison.Ordinal);
    }

    private static Generator Load(TinyModel model) => Generator.Load(model.ToBytes(), OnCpu);
}
