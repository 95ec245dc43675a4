using System.Collections.Immutable;
using Gans.Models;
using Gans.Pipeline.Stages;
using Gans.Training;

namespace Gans.Pipeline.Tests.Stages;

[TestClass]
public sealed class TrainStageTests
{
    [TestMethod]
    [Description("Every property of the library's options but the paths can be set, under its own name in snake_case, and is passed on.")]
    public void Options_AreThoseOfTheLibrary()
    {
        var properties = typeof(TrainingOptions).GetProperties().Select(property => property.Name)
            .Except([nameof(TrainingOptions.Data), nameof(TrainingOptions.TestData), nameof(TrainingOptions.Output), nameof(TrainingOptions.Resume), nameof(TrainingOptions.TensorBoard)]);

        CollectionAssert.AreEquivalent(
            properties.Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName).ToArray(),
            new TrainStage().Options.Select(option => option.Name).ToArray());
    }

    [TestMethod]
    public void ToOptions_EveryOption_ArrivesAtItsProperty()
    {
        var stage = new TrainStage();
        foreach (var option in stage.Options)
        {
            var text = option.IsFlag ? "true" : option.IsText ? (option.Schema.Contains("enum", StringComparison.Ordinal) ? LastChoice(option) : "x") : option.Name.StartsWith("beta", StringComparison.Ordinal) || option.Schema.Contains("exclusive", StringComparison.Ordinal) ? "0.25" : "7";
            var name = string.Concat(option.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

            var options = TrainStage.ToOptions(Call(stage, KeyValuePair.Create(option.Name, option.Normalize(text))));

            var value = typeof(TrainingOptions).GetProperty(name)!.GetValue(options);
            Assert.AreEqual(text.Replace("-", "", StringComparison.Ordinal), Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture), ignoreCase: true, option.Name);
        }
    }

    [TestMethod]
    public void Choices_AreTheWordsOfTheLibrary()
    {
        AssertWords<AdversarialLossKind>(TrainStageOptions.Loss);
        AssertWords<DiscriminatorUpdate>(TrainStageOptions.DiscriminatorUpdate);
        AssertWords<LatentDistribution>(TrainStageOptions.LatentDistribution);
        AssertWords<ClippedWeights>(TrainStageOptions.ClippedWeights);
        AssertWords<OptimizerKind>(TrainStageOptions.Optimizer);
    }

    [TestMethod]
    public void Check_EpochsAndSteps_AreRefusedTogether()
    {
        var stage = new TrainStage();

        Assert.IsNotNull(stage.Check(new StageValues(stage, [KeyValuePair.Create("epochs", "1"), KeyValuePair.Create("steps", "1")])));
        Assert.IsNull(stage.Check(new StageValues(stage, [KeyValuePair.Create("steps", "1")])));
    }

    private static string LastChoice(StageOption option) => option.Needs.Split(", ")[^1];

    private static void AssertWords<T>(StageOption option)
        where T : struct, Enum =>
        Assert.AreEqual("one of " + string.Join(", ", Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName)), option.Needs);

    private static StageCall Call(TrainStage stage, params KeyValuePair<string, string>[] given) => new()
    {
        Inputs = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("data", ["pack"]),
        Output = "run",
        Values = new StageValues(stage, [KeyValuePair.Create("model", "m"), .. given]),
    };
}
