using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Gans.Models;
using Gans.Pipeline.Stages;
using Gans.Training;
using Gans.Training.Runs;
using Gans.Training.State;

namespace Gans.Pipeline.Tests.Stages;

[TestClass]
public sealed class TrainStageTests
{
    private static readonly string[] OfBothPlayers = ["learning_rate", "beta1"];

    [TestMethod]
    [Description("Every setting of a model and every option of a run but the paths can be set, under its own name in snake_case.")]
    public void Options_AreThoseOfTheLibrary()
    {
        var run = Names<TrainingOptions>().Except(["Data", "TestData", "Output", "Resume", "TensorBoard", "Settings", "Thresholds"]);
        var settings = Names<GanSettings>().Except(["Codes", "DiscriminatorBatchSize"]);

        CollectionAssert.AreEquivalent(
            run.Union(settings).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).Concat(OfBothPlayers).ToArray(),
            new TrainStage().Options.Select(option => option.Name).ToArray());
    }

    [TestMethod]
    public void ToOptions_EveryOption_ArrivesAtItsProperty()
    {
        var stage = new TrainStage();
        foreach (var option in stage.Options.Where(option => !OfBothPlayers.Contains(option.Name)))
        {
            var text = option switch
            {
                { IsFlag: true } => "true",
                _ when option == StageOption.Device => "cuda:1",
                { IsText: true } => option.Schema.Contains("enum", StringComparison.Ordinal) ? LastChoice(option) : "x",
                _ => option.Schema.Contains("exclusive", StringComparison.Ordinal) ? "0.25" : "7",
            };
            var name = string.Concat(option.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

            var options = TrainStage.ToOptions(Call(stage, KeyValuePair.Create(option.Name, option.Normalize(text))));

            var value = typeof(TrainingOptions).GetProperty(name) is { } property
                ? property.GetValue(options)
                : typeof(GanSettings).GetProperty(name)!.GetValue(options.Settings(new GanSettings()));
            Assert.AreEqual(
                text.Replace("-", "", StringComparison.Ordinal), Convert.ToString(value, CultureInfo.InvariantCulture), ignoreCase: true, option.Name);
        }
    }

    [TestMethod]
    [Description("Learning rate and beta of one player go before those of both.")]
    public void ToOptions_Rates_OfOnePlayerGoFirst()
    {
        var options = TrainStage.ToOptions(Call(
            new TrainStage(),
            KeyValuePair.Create("learning_rate", "0.1"),
            KeyValuePair.Create("discriminator_learning_rate", "0.2"),
            KeyValuePair.Create("beta1", "0.3"),
            KeyValuePair.Create("generator_beta1", "0.4")));

        var settings = options.Settings(new GanSettings());
        Assert.AreEqual(
            (0.1, 0.2, 0.4, 0.3), (settings.GeneratorLearningRate, settings.DiscriminatorLearningRate, settings.GeneratorBeta1, settings.DiscriminatorBeta1));
    }

    [TestMethod]
    public void Check_EpochsAndSteps_AreRefusedTogether()
    {
        var stage = new TrainStage();

        Assert.IsNotNull(stage.Check(new StageValues(stage, [KeyValuePair.Create("epochs", "1"), KeyValuePair.Create("steps", "1")])));
        Assert.IsNull(stage.Check(new StageValues(stage, [KeyValuePair.Create("steps", "1")])));
    }

    [TestMethod]
    [Description("Of all updates judged two thirds failed; the end has its reason. Of a training that nobody watched nothing is said.")]
    public void DescribeState_Result_SaysTheWholeAndTheEnd()
    {
        var course = TrainingCourse.Of([(100, TrainingCondition.Unjudged), (300, TrainingCondition.ConvergenceFailure), (400, TrainingCondition.Stable)]);
        var result = new TrainingResult(
            "run",
            400,
            1,
            0,
            null,
            0,
            0,
            new Dictionary<string, double>(),
            new Dictionary<string, double>(),
            course,
            new TrainingVerdict(TrainingCondition.Stable, "why"));

        Assert.AreEqual("; convergence failure 67%, stable 33%; at the end stable: why", TrainStage.DescribeState(result));
        Assert.AreEqual("", TrainStage.DescribeState(result with { Course = TrainingCourse.Of([]), Verdict = null }));
    }

    private static string LastChoice(StageOption option) => option.Needs.Split(", ")[^1];

    private static IEnumerable<string> Names<T>() =>
        typeof(T).GetProperties().Where(property => property.Name != "EqualityContract").Select(property => property.Name);

    private static StageCall Call(TrainStage stage, params KeyValuePair<string, string>[] given) => new()
    {
        Inputs = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("data", ["pack"]),
        Output = "run",
        Values = new StageValues(stage, [KeyValuePair.Create("model", "m"), .. given]),
    };
}
