using Gans.Formats;
using Gans.Models;
using Gans.Training.Steps;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Steps;

[TestClass]
public sealed class GeneratorInputsTests
{
    [TestMethod]
    [Description("Chapter 5 of Brownlee, hack 8. 30,000 draws: the mean's deviation is 0.0058, the deviation's 0.0041; five of them bound each.")]
    public void Draw_Normal_HasMeanZeroAndDeviationOne()
    {
        var latents = Draw(LatentDistribution.Normal);

        var mean = latents.Average();
        Assert.AreEqual(0, mean, 0.03);
        Assert.AreEqual(1, Math.Sqrt(latents.Average(value => (value - mean) * (value - mean))), 0.021);
    }

    [TestMethod]
    [Description("A uniform law on [-1, 1) has the deviation 1 / sqrt(3) = 0.577.")]
    public void Draw_Uniform_FillsTheCube()
    {
        var latents = Draw(LatentDistribution.Uniform);

        Assert.IsTrue(latents.All(value => value is >= -1 and < 1));
        Assert.AreEqual(0.577, Math.Sqrt(latents.Average(value => value * value)), 0.01);
    }

    private static float[] Draw(LatentDistribution distribution)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var generator = new RecordingGenerator([]);
        return new GeneratorInputs(generator, new GanSettings { LatentDistribution = distribution }, CPU).Draw(10_000).Latent.ToArray<float>();
    }
}
