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

    [TestMethod]
    [Description(
        "A normal law cut at 0.5 has a variance of 1 - 2 * 0.5 * phi(0.5) / (2 Phi(0.5) - 1) = 1 - 0.35207 / 0.38292 = 0.0806, so a deviation of 0.284; a "
        + "uniform one on [-0.5, 0.5) of 0.289. 30,000 draws.")]
    [DataRow(LatentDistribution.Normal, 0.284)]
    [DataRow(LatentDistribution.Uniform, 0.289)]
    public void Draw_Truncated_StaysWithinAndKeepsTheLaw(LatentDistribution distribution, double deviation)
    {
        var latents = Draw(distribution, truncation: 0.5);

        Assert.IsTrue(latents.All(value => Math.Abs(value) <= 0.5));
        Assert.AreEqual(deviation, Math.Sqrt(latents.Average(value => value * value)), 0.005);
    }

    [TestMethod]
    [Description("Of 10,000 images nine tenths are mixed, within five deviations of 30, from layers 1 to 5 of 6 on, each as often; the rest from none.")]
    public void DrawForTraining_Styles_MixesTheShareOfImages()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var settings = TinyRun.SettingsOf("stylegan-faces64") with { LatentSize = 2, MappingWidth = 2, GeneratorWidth = 2 };
        using var generator = ((GanModel)TrainingSettings.FindModel("stylegan-faces64")).CreateGenerator(settings, new DataShape(3, 16, 16));

        var from = new GeneratorInputs(generator, settings, CPU).DrawForTraining(10_000).Mixing!.From.ToArray<long>();
        var unmixed = new GeneratorInputs(generator, settings with { StyleStep = StyleStep.Noise }, CPU).DrawForTraining(10);

        var counts = Enumerable.Range(0, 7).Select(layer => from.Count(each => each == layer)).ToArray();
        Assert.AreEqual(0, counts[0]);
        Assert.IsTrue(counts[1..6].All(count => Math.Abs(count - 1800) < 5 * 38.5), string.Join(' ', counts));
        Assert.AreEqual(1000, counts[6], 150);
        Assert.IsNull(unmixed.Mixing);
    }

    private static float[] Draw(LatentDistribution distribution, double? truncation = null)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var generator = new RecordingGenerator([]);
        return new GeneratorInputs(generator, new GanSettings { LatentDistribution = distribution }, CPU, truncation).Draw(10_000).Latent.ToArray<float>();
    }
}
