using Gans.Models;
using Gans.Models.Layers;
using Gans.Training.Steps;
using static TorchSharp.torch;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Tests.Steps;

[TestClass]
public sealed class StandingStatisticsTests
{
    private static readonly GanModel Model = (GanModel)TrainingSettings.FindModel("projection-fashion");
    private static readonly GanSettings Settings = Model.Settings with
    {
        LatentSize = 4,
        GeneratorWidth = 4,
        BatchSize = 32,
        StandingBatches = 16,
    };

    [TestMethod]
    [Description("With statistics of another network an image in inference is far from the same one in training; with its own it is near.")]
    public void Apply_OfMovedWeights_MakesInferenceAgreeWithTraining()
    {
        using var scope = NewDisposeScope();
        using var generator = MovedGenerator();
        var input = new GeneratorInput(randn(512, 4), randint(0, 2, [512], ScalarType.Int64));
        using var plain = no_grad();
        var before = DistanceOfModes(generator, input);

        using var stood = new StandingStatistics(generator, Settings, CPU).Apply();

        Assert.IsLessThan(0.2 * before, DistanceOfModes(generator, input));
    }

    [TestMethod]
    public void Apply_Ended_LeavesStatisticsAndRandomNumbersAsTheyWere()
    {
        using var scope = NewDisposeScope();
        using var generator = MovedGenerator();
        var before = Statistics(generator);
        manual_seed(3);
        var expected = randn(4).data<float>().ToArray();

        manual_seed(3);
        using (new StandingStatistics(generator, Settings, CPU).Apply())
        {
            CollectionAssert.AreNotEqual(before, Statistics(generator));
        }

        CollectionAssert.AreEqual(before, Statistics(generator));
        CollectionAssert.AreEqual(expected, randn(4).data<float>().ToArray());
    }

    [TestMethod]
    public void Apply_Twice_GivesTheSameStatistics()
    {
        using var scope = NewDisposeScope();
        using var generator = MovedGenerator();
        var standing = new StandingStatistics(generator, Settings, CPU);

        float[] first;
        using (standing.Apply())
        {
            first = Statistics(generator);
        }

        using var again = standing.Apply();
        CollectionAssert.AreEqual(first, Statistics(generator));
    }

    /// <summary>A generator whose kernels are ten times those that its statistics are of.</summary>
    private static Generator MovedGenerator()
    {
        manual_seed(1);
        var generator = Model.CreateGenerator(Settings, new DataShape(1, 8, 8, 2));
        using var plain = no_grad();
        generator.Run(new GeneratorInput(randn(32, 4), randint(0, 2, [32], ScalarType.Int64)), Mode.Train).Dispose();
        foreach (var kernel in generator.parameters().Where(static parameter => parameter.dim() > 1))
        {
            kernel.mul_(10);
        }

        return generator;
    }

    private static double DistanceOfModes(Generator generator, GeneratorInput input)
    {
        using var scope = NewDisposeScope();
        var inference = generator.Run(input, Mode.Inference);
        return (generator.Run(input, Mode.Train) - inference).abs().mean().item<float>();
    }

    private static float[] Statistics(Generator generator) =>
    [
        .. generator.modules().OfType<BatchNorm>()
            .SelectMany(static layer => layer.Statistics)
            .SelectMany(static value => value.to_type(ScalarType.Float32).data<float>().ToArray()),
    ];
}
