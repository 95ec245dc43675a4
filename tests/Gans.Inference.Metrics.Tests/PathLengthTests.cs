using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Metrics.Tests;

/// <summary>On generators whose path length can be told: the extractor sees the pixel itself, x = tanh(...) of the range -1 to 1.</summary>
[TestClass]
public sealed class PathLengthTests
{
    private static readonly GeneratorOptions OnCpu = new() { Device = Device.Cpu };
    private static readonly PathLengthOptions Fifty = new() { Count = 50, Epsilon = 0.1, EndsOnly = true };

    [TestMethod]
    [Description(
        "In w a way from a to b is straight, and x = tanh(0.001 w) is nearly 0.001 w: each length is 1e-6 (b - a)^2, at any place of it; the smallest and the "
        + "largest of 50 lie on the bounds that trimming keeps.")]
    [DataRow(true)]
    [DataRow(false)]
    public void OfStyles_NearlyLinear_IsTheSquaredSlope(bool endsOnly)
    {
        using var folder = new TemporaryFolder();
        new TinyStyles { LatentSize = 1, StyleSize = 1, Groups = (1, 0, 1), MappingWeights = [2], SynthesisWeights = [0.001f, 0] }.Save(folder);
        using var generator = StyleGenerator.Load(folder["mapping.onnx"], folder["synthesis.onnx"], OnCpu);
        using var eye = FeatureExtractor.Load(new TinyExtractor { Height = 1, Width = 1 }.Save(folder));
        var z = new LatentSource(1, LatentDistribution.Normal, Fifty.Seed).Draw(2 * Fifty.Count).Values.ToArray();

        var found = PathLength.OfStyles(generator, eye, Fifty with { EndsOnly = endsOnly, Psi = 0.5 }, progress: null, CancellationToken.None);

        var expected = Enumerable.Range(0, Fifty.Count).Average(i => 1e-6 * Math.Pow(z[2 * i + 1] - z[2 * i], 2));
        Assert.AreEqual(50, found.Kept);
        Assert.AreEqual(expected, found.Value, 0.01 * expected);
    }

    [TestMethod]
    [Description("In z ways follow the sphere: of two numbers of one sign that is a straight line, of two signs too, and the slope that of tanh(0.001 z).")]
    public void OfLatents_NearlyLinear_IsTheSquaredSlope()
    {
        using var folder = new TemporaryFolder();
        using var generator = Generator.Load(new TinyModel { LatentSize = 1, Height = 1, Width = 1, Weights = [0.001f] }.ToBytes(), OnCpu);
        using var eye = FeatureExtractor.Load(new TinyExtractor { Height = 1, Width = 1 }.Save(folder));
        var z = new LatentSource(1, LatentDistribution.Normal, Fifty.Seed).Draw(2 * Fifty.Count).Values.ToArray();

        var found = PathLength.OfLatents(generator, eye, Fifty, progress: null, CancellationToken.None);

        var expected = Enumerable.Range(0, Fifty.Count).Average(i => 1e-6 * Math.Pow(z[2 * i + 1] - z[2 * i], 2));
        Assert.AreEqual(expected, found.Value, 0.01 * expected);
    }

    [TestMethod]
    [Description("The smallest and the largest of 1,000 lengths are left out: floor and ceiling of 9.99 and 989.01 keep those at places 9 to 990.")]
    public void OfLatents_ManyWays_AreTrimmed()
    {
        using var folder = new TemporaryFolder();
        using var generator = Generator.Load(new TinyModel { LatentSize = 2, Height = 2, Width = 2 }.ToBytes(), OnCpu);
        using var eye = FeatureExtractor.Load(new TinyExtractor { Height = 4, Width = 4, Resize = "bilinear" }.Save(folder));

        Assert.AreEqual(982, PathLength.OfLatents(generator, eye, new PathLengthOptions(), progress: null, CancellationToken.None).Kept);
    }

    [TestMethod]
    public void OfLatents_Vectors_AreRefused()
    {
        using var folder = new TemporaryFolder();
        using var generator = Generator.Load(new TinyModel { VectorSize = 2 }.ToBytes(), OnCpu);
        using var eye = FeatureExtractor.Load(new TinyExtractor().Save(folder));

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => PathLength.OfLatents(generator, eye, Fifty, progress: null, CancellationToken.None)).Message,
            "found a generator of vectors, needed one of images");
    }
}
