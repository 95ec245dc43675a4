using System.Text.Json;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Tests.Definition;

[TestClass]
public sealed class PipelineSchemaTests
{
    [TestMethod]
    [Description("After a change of the options: gans schema > pipeline/schema/pipeline.schema.json")]
    public void Create_ShippedStages_EqualsTheShippedFile() =>
        Assert.AreEqual(File.ReadAllText(Repository.File("pipeline/schema/pipeline.schema.json")), PipelineSchema.Create(StageCatalog.Default));

    [TestMethod]
    public void Create_Keys_AreThoseOfTheReader()
    {
        using var schema = JsonDocument.Parse(PipelineSchema.Create(StageCatalog.Default));
        var pipeline = schema.RootElement.GetProperty("properties");
        var stage = pipeline.GetProperty("stages").GetProperty("additionalProperties").GetProperty("properties");

        CollectionAssert.AreEqual(PipelineReader.PipelineKeys.ToArray(), pipeline.EnumerateObject().Select(key => key.Name).ToArray());
        CollectionAssert.AreEqual(StageReader.StageKeys.ToArray(), stage.EnumerateObject().Select(key => key.Name).ToArray());
    }
}
