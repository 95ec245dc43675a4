using Gans.Models;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Stages;
using Gans.Preprocessing;

namespace Gans.Pipeline.Tests.Definition;

[TestClass]
public sealed class ShippedPipelinesTests
{
    private static IEnumerable<string> Recipes => Directory.EnumerateFiles(Repository.File("recipes"), "*.yaml").Order(StringComparer.Ordinal);

    /// <summary>Recipes that are of no source, with another recipe's networks: a user's data, and a comparison.</summary>
    private static readonly Dictionary<string, string> WithoutSource = new() { ["photos"] = "wgan-gp-faces64", ["gan-1d-losses"] = "gan-1d" };

    /// <summary>Recipes of a user's data alone, which no catalogue has.</summary>
    private static readonly string[] OfOwnData = ["photos", "biggan-64", "biggan-deep-64"];

    [TestMethod]
    public void Read_DefaultPipeline_IsRight() =>
        Assert.AreEqual("fashion-mnist", PipelineReader.Read(Repository.File("pipeline.yaml"), StageCatalog.Default).Name);

    [TestMethod]
    [Description("A translation has a recipe for each of its data, named as the model and the data; every other model has one of its own name.")]
    public void Recipes_EachModel_HasItsOwn() =>
        Assert.AreEqual(string.Join(", ", ModelRegistry.Shipped.Names), string.Join(", ", Recipes.Select(ModelOf).Distinct().Order(StringComparer.Ordinal)));

    [TestMethod]
    [DataRow("full")]
    [DataRow("short")]
    public void Recipes_EachInEitherBudget_TrainsItsModelAndKeepsToItsFolder(string budget)
    {
        foreach (var path in Recipes)
        {
            var pipeline = PipelineReader.Read(path, StageCatalog.Default, [Override.Parse($"budget={budget}")]);

            Assert.AreEqual(Path.GetFileNameWithoutExtension(path), pipeline.Name);
            var trainings = pipeline.Stages.Where(stage => stage.Name.Split('@')[0] == "train");
            Assert.AreEqual(ModelOf(path), trainings.Select(stage => stage.Parameters["model"]).Distinct().Single());
            Assert.IsTrue(
                pipeline.Stages.SelectMany(stage => stage.Outs).All(place => place.Value.StartsWith($"artifacts/{pipeline.Name}/", StringComparison.Ordinal)),
                path);
        }
    }

    private static string ModelOf(string recipe)
    {
        var name = Path.GetFileNameWithoutExtension(recipe);
        if (WithoutSource.TryGetValue(name, out var borrowed))
        {
            return borrowed;
        }

        return name.Split('-')[0] is var first && ModelRegistry.Shipped.TryGet(first, out var model) && model is TranslationModel ? first : name;
    }

    [TestMethod]
    [Description("Image files are read whole where a recipe wants no faces cut out of them.")]
    public void Recipes_EachDataset_IsInTheCatalogueWithItsRecipes()
    {
        foreach (var path in Recipes)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var known = DatasetCatalogue.Entries.Where(entry => entry.Recipes.Contains(name)).Select(entry => entry.Dataset).Append("images").ToArray();
            var used = PipelineReader.Read(path, StageCatalog.Default).Stages.Where(stage => stage.Action.Text == "prepare").Select(
                stage => stage.Parameters["dataset"]).Distinct().ToArray();

            CollectionAssert.IsSubsetOf(used, known, name);
            Assert.AreEqual(used.Length > 0 && !OfOwnData.Contains(name), known.Length > 1, name);
        }

        CollectionAssert.IsSubsetOf(
            DatasetCatalogue.Entries.SelectMany(entry => entry.Recipes).Distinct().ToArray(), Recipes.Select(Path.GetFileNameWithoutExtension).ToArray());
    }
}
