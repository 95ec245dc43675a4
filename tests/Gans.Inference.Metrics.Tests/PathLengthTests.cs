using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Metrics.Tests;

/// <summary>On generators whose path length can be told: the extractor sees the pixel itself, x = tanh(...) of the range -1 to 1.</summary>
[TestClass]
public sealed class PathLengthTests
{
    private static readonly GeneratorOptions OnCpu = new() { Device = Device.Cpu };
    private static readonly PathLengthOptions Fifty = new() { Count = 50, Epsilon = 0.1, EndsOnly = true };
    private static readonly float[] Slope = [0.001f, 0.0005f];

    [TestMethod]
    [Description(
        "In w a way from a to b is straight, and x = tanh(s w) of a small s is nearly s w: each length is (s (b - a))^2, at any place of it; the smallest and "
        + "the largest of 50 lie on the bounds that trimming keeps.")]
    [DataRow(true)]
    [DataRow(false)]
    public void OfStyles_NearlyLinear_IsTheSquaredSlope(bool endsOnly)
    {
        using var folder = new TemporaryFolder();
        new TinyStyles
        {
            LatentSize = 2,
            StyleSize = 2,
            Groups = (1, 0, 1),
            MappingWeights = [2, 0, 0, 2],
            SynthesisWeights = [.. Slope, 0, 0],
        }.Save(folder);
        using var generator = StyleGenerator.Load(folder["mapping.onnx"], folder["synthesis.onnx"], OnCpu);
        using var eye = FeatureExtractor.Load(new TinyExtractor { Height = 1, Width = 1 }.Save(folder));

        var found = PathLength.OfStyles(generator, eye, Fifty with { EndsOnly = endsOnly, Psi = 0.5 }, progress: null, CancellationToken.None);

        Assert.AreEqual(50, found.Kept);
        Assert.AreEqual(Expected(InterpolationMethod.Linear), found.Value, 0.01 * Expected(InterpolationMethod.Linear));
    }

    [TestMethod]
    [Description("In z ways follow the sphere, which the first step from an end tells from the straight way to the other.")]
    public void OfLatents_NearlyLinear_IsTheSquaredSlopeOnTheSphere()
    {
        using var folder = new TemporaryFolder();
        using var generator = Generator.Load(new TinyModel { LatentSize = 2, Height = 1, Width = 1, Weights = Slope }.ToBytes(), OnCpu);
        using var eye = FeatureExtractor.Load(new TinyExtractor { Height = 1, Width = 1 }.Save(folder));

        var found = PathLength.OfLatents(generator, eye, Fifty, progress: null, CancellationToken.None);

        Assert.AreEqual(Expected(InterpolationMethod.Spherical), found.Value, 0.01 * Expected(InterpolationMethod.Spherical));
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

    /// <summary>The mean square of the slope over the first step of each way.</summary>
    private static double Expected(InterpolationMethod method)
    {
        var ends = new LatentSource(2, LatentDistribution.Normal, Fifty.Seed).Draw(2 * Fifty.Count);
        var there = new float[2];
        return Enumerable.Range(0, Fifty.Count).Average(i =>
        {
            var from = ends[2 * i];
            LatentSpace.Interpolate(from, ends[(2 * i) + 1], Fifty.Epsilon, method, there);
            return Math.Pow(((Slope[0] * (there[0] - from[0])) + (Slope[1] * (there[1] - from[1]))) / Fifty.Epsilon, 2);
        });
    }
}
