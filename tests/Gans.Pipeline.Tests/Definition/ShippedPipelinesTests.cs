using Gans.Models;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Tests.Definition;

[TestClass]
public sealed class ShippedPipelinesTests
{
    private static IEnumerable<string> Recipes => Directory.EnumerateFiles(Sources.Path("recipes"), "*.yaml").Order(StringComparer.Ordinal);

    [TestMethod]
    public void Read_DefaultPipeline_IsRight() =>
        Assert.AreEqual("fashion-mnist", PipelineReader.Read(Sources.Path("pipeline.yaml"), StageCatalog.Default).Name);

    [TestMethod]
    public void Recipes_EachModel_HasItsOwn() =>
        Assert.AreEqual(string.Join(", ", ModelRegistry.Names), string.Join(", ", Recipes.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)));

    [TestMethod]
    [DataRow("full")]
    [DataRow("short")]
    public void Recipes_EachInEitherBudget_TrainsItsModelAndKeepsToItsFolder(string budget)
    {
        foreach (var path in Recipes)
        {
            var pipeline = PipelineReader.Read(path, StageCatalog.Default, [Override.Parse($"budget={budget}")]);

            Assert.AreEqual(Path.GetFileNameWithoutExtension(path), pipeline.Name);
            Assert.AreEqual(pipeline.Name, pipeline.Stages.Single(stage => stage.Name == "train").Parameters["model"]);
            Assert.IsTrue(pipeline.Stages.SelectMany(stage => stage.Outs).All(place => place.Value.StartsWith($"artifacts/{pipeline.Name}/", StringComparison.Ordinal)), path);
        }
    }
}
