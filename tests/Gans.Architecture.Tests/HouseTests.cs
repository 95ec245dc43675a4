namespace Gans.Architecture.Tests;

[TestClass]
public sealed class HouseTests
{
    [TestMethod]
    public void Breaches_ThisTree_None()
    {
        Assert.AreEqual("", string.Join('\n', House.Breaches(Repository.Projects)));
    }

    [TestMethod]
    [DataRow("Gans.Formats", "Gans.Inference", "Gans.Formats uses Gans.Inference")]
    [DataRow("Gans.Formats", "Gans.Images", "Gans.Formats uses Gans.Images")]
    [DataRow("Gans.Images", "Gans.Inference", "Gans.Images uses Gans.Inference")]
    [DataRow("Gans.Models", "Gans.Training", "Gans.Models uses Gans.Training")]
    [DataRow("Gans.Training", "Gans.Inference", "Gans.Training uses Gans.Inference")]
    [DataRow("Gans.Runtime", "Gans.Inference", "Gans.Runtime uses Gans.Inference")]
    [DataRow("Gans.Preprocessing", "Gans.Onnx", "Gans.Preprocessing uses Gans.Onnx")]
    public void Breaches_ArrowUpOrAcross_Named(string project, string used, string breach)
    {
        CollectionAssert.Contains(House.Breaches([.. WithReference(project, used)]).ToList(), breach);
    }

    [TestMethod]
    public void Breaches_TorchPackageBelowInference_Named()
    {
        var projects = Repository.Projects.Select(static project => project.Name == "Gans.Formats" ? project with { Packages = ["TorchSharp"] } : project);

        CollectionAssert.Contains(House.Breaches([.. projects]).ToList(), "Gans.Inference reaches TorchSharp, and must stay free of torch");
    }

    [TestMethod]
    public void Breaches_PlotPackageBelowInference_Named()
    {
        var projects = Repository.Projects.Select(static project => project.Name == "Gans.Images" ? project with { Packages = ["ScottPlot"] } : project);

        CollectionAssert.Contains(House.Breaches([.. projects]).ToList(), "Gans.Inference reaches ScottPlot, and must stay small");
    }

    [TestMethod]
    public void Breaches_ProjectOutside_Named()
    {
        var outsider = new Project("Gans.Helpers", "helpers", [], []);

        Assert.AreEqual("Gans.Helpers in helpers has no room in the house", House.Breaches([.. Repository.Projects, outsider]).Single());
    }

    [TestMethod]
    public void Breaches_SampleThatUsesMoreThanInference_Named()
    {
        var sample = new Project("Gallery", "samples/Gallery", ["Gans.Inference", "Gans.Training"], []);

        Assert.AreEqual("Gallery, a sample app, uses Gans.Training", House.Breaches([.. Repository.Projects, sample]).Single());
    }

    [TestMethod]
    public void Breaches_SampleThatUsesMoreThanTheExporter_Named()
    {
        var sample = new Project("Gallery", "samples/Gallery", ["Gans.Onnx", "Gans.Inference"], []);

        Assert.AreEqual("Gallery, a sample app, uses Gans.Inference", House.Breaches([.. Repository.Projects, sample]).Single());
    }

    [TestMethod]
    public void Breaches_ProjectGone_Named()
    {
        var projects = Repository.Projects.Where(static project => project.Name != "Gans.Models");

        Assert.AreEqual("Gans.Models is missing", House.Breaches([.. projects]).Single());
    }

    private static IEnumerable<Project> WithReference(string name, string used) =>
        Repository.Projects.Select(project => project.Name == name ? project with { References = [.. project.References, used] } : project);
}
