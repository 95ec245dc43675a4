using Gans.Pipeline.Definition;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Definition;

/// <summary>Stages that are one for each combination of values.</summary>
[TestClass]
public sealed class MatrixTests
{
    private const string Example = """
        params: { folder: out }
        matrix: { device: [cpu, auto], count: [1, 2] }
        stages:
          prepare: { uses: fake, outs: ["${folder}/data"] }
          once-a-device: { uses: fake, deps: ["${folder}/data"], outs: ["${folder}/device-${device}"] }
          train: { uses: fake, deps: ["${folder}/device-${device}"], outs: ["${folder}/${variant}/run"] }
          note: { cmd: "echo ${count} > ${out}", params: [count], deps: ["${folder}/${variant}/run"], outs: ["${folder}/note-${count}"] }
          compare: { uses: fake, deps: ["${folder}/${variant}/run"], outs: ["${folder}/page.html"] }
        """;

    [TestMethod]
    [Description("As many stages as the outs name; options take the values as they take params.")]
    public void Parse_Matrix_MakesAStageForEachCombinationThatOutsName()
    {
        var stages = Parse(Example).Stages.ToDictionary(stage => stage.Name);

        Assert.AreEqual(
            "compare, note@count-1, note@count-2, once-a-device@device-auto, once-a-device@device-cpu, prepare, train@device-auto_count-1, "
            + "train@device-auto_count-2, train@device-cpu_count-1, train@device-cpu_count-2",
            string.Join(", ", stages.Keys.Order(StringComparer.Ordinal)));
        var train = stages["train@device-auto_count-2"];
        Assert.AreEqual("out/device-auto_count-2/run", train.Outs.Single().Value);
        Assert.AreEqual("out/device-auto", train.Deps.Single().Value);
        Assert.AreEqual(("auto", "2"), (train.Parameters["device"], train.Parameters["count"]));
        Assert.AreEqual("10", stages["once-a-device@device-auto"].Parameters["count"], "the stage's own");
        Assert.AreEqual("2", stages["note@count-2"].Parameters["params.count"]);
    }

    [TestMethod]
    [Description("A dep that names what the stage is not one of stands for all of it: what gathers needs no list.")]
    public void Parse_DepsThatNameMore_AreOneForEach()
    {
        var stages = Parse(Example).Stages.ToDictionary(stage => stage.Name);

        Assert.AreEqual(
            "out/device-cpu_count-1/run, out/device-cpu_count-2/run, out/device-auto_count-1/run, out/device-auto_count-2/run", Deps("compare"));
        Assert.AreEqual("out/device-cpu_count-2/run, out/device-auto_count-2/run", Deps("note@count-2"));

        string Deps(string stage) => string.Join(", ", stages[stage].Deps.Select(path => path.Value));
    }

    [TestMethod]
    [Description("A stage's own value is that of all its variants, a value of the matrix stands for its list.")]
    public void Parse_Overrides_ReachEachVariantAndReplaceLists()
    {
        var stages = Parse(Example, "count=5, 7", "train.device=cpu").Stages.ToDictionary(stage => stage.Name);

        Assert.AreEqual(4, stages.Keys.Count(name => name.StartsWith("train@", StringComparison.Ordinal)));
        Assert.AreEqual(("cpu", "7"), (stages["train@device-auto_count-7"].Parameters["device"], stages["train@device-auto_count-7"].Parameters["count"]));
    }

    [TestMethod]
    public void Parse_ValueThatIsNoPartOfAPath_HasAWordThatIs() => Assert.AreEqual(
        "a@word-x-y-.1+", Parse("""stages: { a: { uses: fake, outs: ["${variant}"] } }""" + "\nmatrix: { word: [\"x/y .1+\"] }").Stages.Single().Name);

    [TestMethod]
    [DataRow("matrix: { count: [1] }", "with: { count: 2 }, outs: [x]", "p:1:11: 'matrix' has 'count', which no stage names in its outs")]
    [DataRow(
        "matrix: { count: [1], device: [cpu] }",
        "outs: [\"${count}\"], with: { device: \"${device}\" }",
        "'device' has a value in each combination of 'matrix', and the stage has none")]
    [DataRow("matrix: { count: 1 }", "outs: [\"${count}\"]", "p:1:18: 'count' of 'matrix': found '1', needed a list of values")]
    [DataRow("matrix: { count: [1, 1] }", "outs: [\"${count}\"]", "found no value, or one twice")]
    [DataRow("matrix: { count: [] }", "outs: [\"${count}\"]", "found no value, or one twice")]
    [DataRow("matrix: { variant: [1] }", "outs: [\"${variant}\"]", "'variant' cannot name values of 'matrix'")]
    [DataRow("matrix: {}", "outs: [x]", "found 1 combinations of 0 names")]
    [DataRow("params: { count: 1 }\nmatrix: { count: [1] }", "outs: [\"${count}\"]", "p:1:11: 'count' is a param, and 'matrix' gives it values")]
    public void Parse_WrongMatrix_SaysWhere(string top, string stage, string part) =>
        Refusal.AssertOneLine(() => Parse($"{top}\nstages: {{ a: {{ uses: fake, {stage} }} }}"), part);

    [TestMethod]
    public void Parse_TooManyCombinations_AreRefused()
    {
        var values = string.Join(", ", Enumerable.Range(0, 40));
        Refusal.AssertOneLine(
            () => Parse($"matrix: {{ a: [{values}], b: [{values}] }}\nstages: {{ a: {{ uses: fake, outs: [\"${{variant}}\"] }} }}"), "found 1600 combinations");
    }

    private static PipelineDefinition Parse(string text, params string[] overrides) =>
        PipelineReader.Parse("p", text, new StageCatalog(new FakeStage()), [.. overrides.Select(Override.Parse)]);
}
