using System.Text.Json;
using System.Text.Json.Nodes;
using Gans.Formats;
using Gans.Models;
using Gans.Training.Tests.Golden;

namespace Gans.Training.Tests;

/// <summary>The file <c>run.json</c>.</summary>
[TestClass]
public sealed class RunInfoTests
{
    private static readonly GanSettings Unusual = new()
    {
        LatentDistribution = LatentDistribution.Uniform,
        Loss = AdversarialLossKind.LeastSquares,
        PenaltyPlace = PenaltyPlace.AroundReal,
        FakesMode = Mode.Train,
        FullDiscriminatorBatches = true,
        EmbeddingSize = 7,
        Steps = 9_876_543_210,
        GeneratorLearningRate = 0.1 + 0.2,
    };

    [TestMethod]
    [Description("A setting whose values are words is never the bare number of a member.")]
    public void Write_Enumerations_AreWords()
    {
        using var folder = new TemporaryFolder();

        var options = Write(folder, Unusual)["options"]!.AsObject();

        var words = typeof(GanSettings).GetProperties().Where(property => property.PropertyType.IsEnum).ToArray();
        Assert.IsGreaterThan(9, words.Length);
        foreach (var property in words)
        {
            Assert.AreEqual(
                JsonNamingPolicy.KebabCaseLower.ConvertName(property.GetValue(Unusual)!.ToString()!),
                options[JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)]!.GetValue<string>());
        }
    }

    [TestMethod]
    public void Read_WhatWasWritten_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        foreach (var settings in (GanSettings[])[Unusual, new()])
        {
            Write(folder, settings);

            Assert.AreEqual(settings, RunInfo.Read(new RunFolder(folder.Path)).Options);
        }
    }

    [TestMethod]
    [Description("Files of edition 1: the number of a member where a word belongs, a value that is reckoned, none of a setting that came later.")]
    public void Read_FileOfAnEarlierVersion_IsTaken()
    {
        using var folder = new TemporaryFolder();
        var json = Write(folder, Unusual);
        json["options"] = JsonNode.Parse("""{ "penalty_place": 1, "loss": "hinge", "discriminator_batch_size": 64, "steps": 0, "labelled_images": 0 }""");
        File.WriteAllText(folder["run.json"], json.ToJsonString());

        var options = RunInfo.Read(new RunFolder(folder.Path)).Options;

        Assert.AreEqual(new GanSettings { PenaltyPlace = PenaltyPlace.AroundReal, Loss = AdversarialLossKind.Hinge }, options);
        Assert.AreEqual((50, 128), (options.EmbeddingSize, options.BatchSize), "defaults of what is not named");
    }

    [TestMethod]
    public void Read_RunsOfTheFirstEdition_HaveTheirModelsSettings()
    {
        foreach (var run in GoldenRun.All)
        {
            var options = RunInfo.Read(new RunFolder(run.Folder)).Options;

            Assert.AreEqual(run.Options("data", "run", GoldenRun.Steps).Settings! with { Steps = GoldenRun.Steps }, options, run.Name);
        }
    }

    [TestMethod]
    [DataRow("\"loss\": \"hing\"", "needed one of non-saturating, minimax, least-squares, wasserstein, hinge")]
    [DataRow("\"loss\": 99", "another value of loss")]
    [DataRow("\"batch_size\": 1e10", "another value of batch_size")]
    [DataRow("\"batch_size\": null", "another value of batch_size")]
    [DataRow("\"dropout_rate\": \"0.5\"", "another value of dropout_rate")]
    [DataRow("\"gaussian_codes\": 1", "another value of gaussian_codes")]
    public void Read_DamagedSetting_IsNamedInOneLine(string setting, string part)
    {
        using var folder = new TemporaryFolder();
        var json = Write(folder, Unusual);
        json["options"] = JsonNode.Parse($"{{ {setting} }}");
        File.WriteAllText(folder["run.json"], json.ToJsonString());

        var error = Assert.ThrowsExactly<InvalidInputException>(() => RunInfo.Read(new RunFolder(folder.Path)));

        StringAssert.Contains(error.Message, part, StringComparison.Ordinal);
        Assert.IsFalse(error.Message.Contains('\n', StringComparison.Ordinal));
    }

    [TestMethod]
    [Description("No code is loaded because a file names it: who wants the networks names the assembly.")]
    public void FindModel_OfAnAssembly_SaysWhichToName()
    {
        using var folder = new TemporaryFolder();
        var json = Write(folder, Unusual);
        (json["model"], json["origin"]) = ("my-gan", new JsonObject { ["file"] = "Mine.dll", ["digest"] = new string('a', 64) });
        File.WriteAllText(folder["run.json"], json.ToJsonString());

        var info = RunInfo.Read(new RunFolder(folder.Path));

        var error = Assert.ThrowsExactly<InvalidInputException>(() => info.FindModel("Exporting r", ModelRegistry.Shipped));
        Assert.AreEqual(
            "Exporting r: found a run of my-gan, a model of Mine.dll (SHA-256 aaaaaaaaaaaaaaaa...), needed that assembly to make its networks. "
            + "Name it with --models Mine.dll.",
            error.Message);
        Assert.IsNull(info.RemarkOn(info.Origin));
        StringAssert.StartsWith(info.RemarkOn(new ModelOrigin("Mine.dll", new string('b', 64))), "Mine.dll is another build");

        json["origin"]!["digest"] = "short";
        File.WriteAllText(folder["run.json"], json.ToJsonString());
        Refusal.AssertOneLine(() => RunInfo.Read(new RunFolder(folder.Path)), "origin");
    }

    private static JsonObject Write(TemporaryFolder folder, GanSettings settings)
    {
        var info = new RunInfo
        {
            Model = "dcgan-fashion",
            Seed = 1,
            Device = "cpu",
            TotalSteps = 1,
            Options = settings,
            Data = new RunData { Name = "d", Split = "train", Digest = "", Count = 1, Channels = 1, Height = 8, Width = 8, ClassNames = [] },
            Parameters = new Dictionary<string, long>(),
            LibtorchVersion = "0",
        };
        info.Write(new RunFolder(folder.Path));
        return JsonNode.Parse(File.ReadAllText(folder["run.json"]))!.AsObject();
    }
}
