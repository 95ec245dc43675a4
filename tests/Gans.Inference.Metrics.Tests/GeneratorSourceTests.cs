using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class GeneratorSourceTests
{
    [TestMethod]
    [Description("Scores are of images; the message says where a measure of vectors is found.")]
    public void Open_GeneratorOfVectors_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Save(new TinyModel { LatentSize = 2, VectorSize = 3 });

        var error = Assert.ThrowsExactly<InvalidInputException>(
            () => new GeneratorSource(path, new SourceOptions(Count: 4, Seed: 1, Labels: [], Device.Cpu)));

        StringAssert.Contains(
            error.Message, "found a generator of vectors, needed one of images. Its training logs how many samples are on target", StringComparison.Ordinal);
    }
}
