using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Gans.Formats;
using Gans.Models;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Tests.Doubles;
using Gans.Training;
using Gans.Training.Runs;
using Gans.Training.State;

namespace Gans.Pipeline.Tests.Stages;

[TestClass]
public sealed class TrainStageTests
{
    private static readonly string[] OfBothPlayers = ["learning_rate", "beta1"];
    private static readonly string[] OfTheStage = ["metrics", "metrics_samples", "repeats"];

    [TestMethod]
    [Description("Every setting of a model and every option of a run but the paths and who is told can be set, under its own name in snake_case.")]
    public void Options_AreThoseOfTheLibrary()
    {
        var run = Names<TrainingOptions>().Except(
            ["Models", "Data", "TestData", "InitFrom", "Output", "Resume", "TensorBoard", "Settings", "Thresholds", "Announce", "Scorer"]);
        var settings = Names<GanSettings>().Except(["Codes", "CodeOutputs", "DiscriminatorBatchSize", "AveragingDecay"]);

        CollectionAssert.AreEquivalent(
            run.Union(settings).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).Concat(OfBothPlayers).Concat(OfTheStage).ToArray(),
            new TrainStage().Options.Select(option => option.Name).ToArray());
    }

    [TestMethod]
    public void ToOptions_EveryOption_ArrivesAtItsProperty()
    {
        var stage = new TrainStage();
        foreach (var option in stage.Options.Where(option => !OfBothPlayers.Concat(OfTheStage).Contains(option.Name)))
        {
            var text = option switch
            {
                { IsFlag: true } => "true",
                _ when option == StageOption.Device => "cuda:1",
                _ when option == TrainStageOptions.KeepGenerators => "all",
                { IsText: true } => option.Schema.Contains("enum", StringComparison.Ordinal) ? LastChoice(option) : "gan-1d",
                _ => option.Parse("7") is null ? "0.25" : "7",
            };
            var name = string.Concat(option.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

            var options = TrainStage.ToOptions(Call(stage, (option.Name, text)));

            var value = typeof(TrainingOptions).GetProperty(name) is { } property
                ? property.GetValue(options)
                : typeof(GanSettings).GetProperty(name)!.GetValue(options.Settings);
            var expected = option.Name == "model" ? text : text.Replace("-", "", StringComparison.Ordinal);
            Assert.AreEqual(expected, Convert.ToString(value, CultureInfo.InvariantCulture), ignoreCase: true, option.Name);
        }
    }

    [TestMethod]
    [Description("Learning rate and beta of one player go before those of both.")]
    public void ToOptions_Rates_OfOnePlayerGoFirst()
    {
        var options = TrainStage.ToOptions(Call(
            new TrainStage(), ("discriminator_learning_rate", "0.2"), ("learning_rate", "0.1"), ("generator_beta1", "0.4"), ("beta1", "0.3")));

        var settings = options.Settings!;
        Assert.AreEqual(
            (0.1, 0.2, 0.4, 0.3), (settings.GeneratorLearningRate, settings.DiscriminatorLearningRate, settings.GeneratorBeta1, settings.DiscriminatorBeta1));
    }

    [TestMethod]
    public void Check_EpochsAndSteps_AreRefusedTogether()
    {
        var stage = new TrainStage();

        Assert.IsNotNull(stage.Check(Given.Values(stage, ("model", "m"), ("epochs", "1"), ("steps", "1"))));
        Assert.IsNull(stage.Check(Given.Values(stage, ("model", "m"), ("steps", "1"))));
    }

    [TestMethod]
    public void Check_TheBestWithoutMetrics_IsRefused()
    {
        var stage = new TrainStage();

        StringAssert.Contains(stage.Check(Given.Values(stage, ("model", "m"), ("keep_generators", "best"))), "needed one to tell which is the best");
        Assert.IsNull(stage.Check(Given.Values(stage, ("model", "m"), ("keep_generators", "best"), ("metrics", "fid"))));
        Assert.IsNull(stage.Check(Given.Values(stage, ("model", "m"), ("keep_generators", "5"))));
    }

    [TestMethod]
    [Description("Each by a seed of its own in a folder of its own; a second call goes on with those that are there.")]
    public void Run_Repeats_TrainBySeedsAndTellTheMean()
    {
        using var folder = new TemporaryFolder();
        var stage = new TrainStage();
        var lines = new List<string>();
        var call = new StageCall
        {
            Inputs = ImmutableDictionary<string, ImmutableArray<string>>.Empty,
            Output = folder["runs"],
            Values = Given.Values(stage, ("model", "gan-1d"), ("steps", "2"), ("seed", "7"), ("repeats", "2"), ("sample_count", "4")),
            Print = lines.Add,
        };

        var message = stage.Run(call, new Progress<StageProgress>(), CancellationToken.None);

        Assert.AreEqual("2 trainings", message);
        Assert.AreEqual("seed-7, seed-8", string.Join(", ", Directory.GetDirectories(folder["runs"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
        Assert.AreEqual((7L, 8L), (SeedOf("seed-7"), SeedOf("seed-8")));
        Assert.IsTrue(lines.Any(line => line.StartsWith("seed-8: 2 steps", StringComparison.Ordinal)), string.Join('\n', lines));
        Assert.IsTrue(lines.Any(line => line.StartsWith("all: mean of 2", StringComparison.Ordinal)), string.Join('\n', lines));

        var more = Given.Values(stage, ("model", "gan-1d"), ("steps", "4"), ("seed", "7"), ("repeats", "3"), ("sample_count", "4"));
        stage.Run(call with { Values = more, Resume = true }, new Progress<StageProgress>(), CancellationToken.None);
        Assert.AreEqual((4L, 4L), (TrainingRun.StepsDone(folder["runs/seed-7"]), TrainingRun.StepsDone(folder["runs/seed-9"])));

        long SeedOf(string run) => RunInfo.Read(new RunFolder(folder[$"runs/{run}"])).Seed;
    }

    [TestMethod]
    [Description("A training needs one order of its generators: pictures give none, and 0.5 or the real images' value are no end of a scale.")]
    public void Metrics_OfATraining_AreThoseWithADirection()
    {
        CollectionAssert.IsSubsetOf(new[] { "fid", "kid", "is", "precision_recall" }, Choices());
        CollectionAssert.DoesNotContain(Choices(), "neighbours");
        CollectionAssert.DoesNotContain(Choices(), "two_sample");
        CollectionAssert.DoesNotContain(Choices(), "ms_ssim");

        static string[] Choices() => TrainStageOptions.Metrics.Needs["some of ".Length..].Split(", ");
    }

    [TestMethod]
    [DataRow("model=dcgan-fashon", "Did you mean 'dcgan-fashion'?")]
    [DataRow("curve=sine", "Option curve: found for dcgan-fashion, which learns images")]
    [DataRow("real_target_max=0.5", "needed real_target_min, 1, or more")]
    [DataRow("steps=1", null)]
    public void CheckNames_WhatTheModelCannotBe_IsRefusedBeforeTheStageRuns(string given, string? problem)
    {
        var stage = new TrainStage();
        var values = given.Split(' ').Select(each => each.Split('=')).Select(each => (each[0], each[1])).Prepend(("model", "dcgan-fashion"));

        var found = stage.CheckNames(Call(stage) with { Values = Given.Values(stage, values) });

        StringAssert.Contains(found ?? "", problem ?? "");
        Assert.AreEqual(problem is null, found is null);
    }

    [TestMethod]
    [Description("A stage before it may build the assembly; once it is there, it must be one.")]
    public void CheckNames_ModelOfAnAssembly_IsLookedForInIt()
    {
        using var folder = new TemporaryFolder();
        var stage = new TrainStage();
        var call = Call(stage) with { Values = Given.Values(stage, ("model", "my-gan")) };
        call = call with { Inputs = call.Inputs.Add("models", [folder["Mine.dll"]]) };

        Assert.IsNull(stage.CheckNames(call));
        Assert.IsEmpty(stage.KeyEntries(call.Values));

        folder.Write("Mine.dll", "no assembly");
        StringAssert.Contains(stage.CheckNames(call), "found no .NET assembly");
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

    private static StageCall Call(TrainStage stage, params (string Name, string Text)[] given) => new()
    {
        Inputs = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("data", ["pack"]),
        Output = "run",
        Values = Given.Values(stage, given.Prepend(("model", "dcgan-fashion"))),
    };
}
