using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Tests;

/// <summary>
/// On generators of one pixel, two layers and styles of one number: images = tanh(10 w1 + w2 + noise), its level round((that + 1) / 2 * 255).
/// </summary>
[TestClass]
public sealed class StyleGeneratorTests
{
    private static readonly GeneratorOptions OnCpu = new() { Device = Device.Cpu };

    private static readonly TinyStyles Two = new()
    {
        LatentSize = 1,
        StyleSize = 1,
        Groups = (1, 0, 1),
        MappingWeights = [2],
        Average = [0.5f],
        SynthesisWeights = [10, 1],
        NoiseWeights = [0.25f, 0.5f],
    };

    [TestMethod]
    [Description("z = 1: w = 0.5 + psi (2 - 0.5) in both layers.")]
    [DataRow(1.0, 2f)]
    [DataRow(0.5, 1.25f)]
    [DataRow(0.0, 0.5f)]
    [DataRow(-1.0, -1f)]
    public void Map_Psi_MovesStylesToTheirAverage(double psi, float expected)
    {
        using var generator = Open(Two);

        var styles = generator.Map(new LatentBatch([1], 1), psi);

        Assert.AreEqual((1, 2), (styles.Count, styles.LatentSize));
        CollectionAssert.AreEqual(new[] { expected, expected }, styles.Values.ToArray());
    }

    [TestMethod]
    [Description("The second's coarse style, 0.1, and the first's fine one, 0.2, without noise: tanh(1.2).")]
    public void Mix_Coarse_TakesFirstLayersAlone()
    {
        using var generator = Open(Two);
        var styles = new LatentBatch([0.2f, 0.2f, 0.1f, 0.1f], 2);

        generator.Mix(styles[1], StyleGroup.Coarse, styles[0]);

        CollectionAssert.AreEqual(new[] { 0.1f, 0.2f, 0.1f, 0.1f }, styles.Values.ToArray());
        Assert.AreEqual(LevelOf(1.2), generator.Synthesize(styles, new float[2])[0][0]);
    }

    [TestMethod]
    [Description("At styles of 0 the noise alone is seen: 0.25 a + 0.5 b for strengths a and b.")]
    [DataRow(new float[0], 0.75)]
    [DataRow(new[] { 1f, 0 }, 0.25)]
    [DataRow(new[] { 0, 0.5f }, 0.25)]
    [DataRow(new[] { 0f, 0 }, 0.0)]
    public void Synthesize_Noise_IsAsStrongAsAsked(float[] noise, double expected)
    {
        using var generator = Open(Two);

        Assert.AreEqual(LevelOf(expected), generator.Synthesize(new LatentBatch(1, 2), noise)[0][0]);
    }

    [TestMethod]
    public void Sample_WholeGenerator_IsMappingThenSynthesis()
    {
        var model = new TinyStyles { Height = 4, Width = 4, NoiseWeights = [.. Enumerable.Repeat(0.1f, 4 * 16)] };
        using var halves = Open(model);
        using var whole = Generator.Load(model.Generator(), OnCpu);
        float[] noise = [0, 1, 0, 0.5f];

        var expected = whole.Sample(new SampleRequest(5, seed: 3) { Psi = 0.7, Noise = noise });

        Assert.AreEqual(new StyleLayout(2, 2, 1, 1), whole.Styles);
        CollectionAssert.AreEqual(expected.Pixels.ToArray(), halves.Synthesize(halves.Map(halves.Latents(3).Draw(5), 0.7), noise).Pixels.ToArray());
        CollectionAssert.AreNotEqual(expected.Pixels.ToArray(), whole.Sample(5, seed: 3).Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(3.0, 0, "psi 3, needed a number from -2 to 2.")]
    [DataRow(double.NaN, 0, "psi NaN, needed a number from -2 to 2.")]
    [DataRow(1.0, 3, "found 3 strengths of noise, needed 2, one a layer, each from 0 to 1.")]
    public void Sample_OutOfRange_IsRefused(double psi, int strengths, string message)
    {
        using var generator = Generator.Load(Two.Generator(), OnCpu);

        var refusal = Assert.ThrowsExactly<InvalidInputException>(
            () => generator.Sample(new SampleRequest(1, seed: 1) { Psi = psi, Noise = new float[strengths] }));

        StringAssert.Contains(refusal.Message, message);
    }

    [TestMethod]
    public void Sample_StylesOfGeneratorWithout_AreRefused()
    {
        using var generator = Generator.Load(new TinyModel().ToBytes(), OnCpu);

        var psi = Assert.ThrowsExactly<InvalidInputException>(() => generator.Sample(new SampleRequest(1, seed: 1) { Psi = 1 }));
        var noise = Assert.ThrowsExactly<InvalidInputException>(() => generator.Sample(new SampleRequest(1, seed: 1) { Noise = new float[1] }));

        StringAssert.Contains(psi.Message, "found psi, but this model has no styles to truncate. Leave psi out.");
        StringAssert.Contains(noise.Message, "found strengths of noise, but this model has no noise. Leave them out.");
    }

    [TestMethod]
    public void Load_HalvesOfTwoRuns_AreRefused()
    {
        using var folder = new TemporaryFolder();
        Two.Save(folder);
        File.WriteAllBytes(folder["later.onnx"], new TinyStyles { LatentSize = 1, StyleSize = 1, Groups = (1, 0, 1), Steps = 8 }.Synthesis());

        var refusal = Assert.ThrowsExactly<InvalidInputException>(() => StyleGenerator.Load(folder["mapping.onnx"], folder["later.onnx"], OnCpu));

        StringAssert.Contains(
            refusal.Message,
            "found a synthesis network of tiny at step 8 of seed 1, with 2 styles of 1, needed one of tiny at step 7 of seed 1, with 2 styles of 1, as ");
    }

    [TestMethod]
    [DataRow("mapping.onnx", "mapping.onnx", "found a model of kind mapping, needed a synthesis network.")]
    [DataRow("generator.onnx", "synthesis.onnx", "found a model of kind generator, needed a mapping network.")]
    public void Load_AnotherKind_IsRefused(string mapping, string synthesis, string message)
    {
        using var folder = new TemporaryFolder();
        Two.Save(folder);

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => StyleGenerator.Load(folder[mapping], folder[synthesis], OnCpu)).Message, message);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => Generator.Load(folder["mapping.onnx"], OnCpu)).Message,
            "found one half of a generator, of kind mapping, needed a whole one. Export the run without --network.");
    }

    private static StyleGenerator Open(TinyStyles model)
    {
        using var folder = new TemporaryFolder();
        model.Save(folder);
        return StyleGenerator.Load(folder["mapping.onnx"], folder["synthesis.onnx"], OnCpu);
    }

    private static byte LevelOf(double logit) => (byte)Math.Round((Math.Tanh(logit) + 1) / 2 * 255);
}
