using Gans.Formats;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Definition;

[TestClass]
public sealed class PipelineReaderTests
{
    private const string Example = """
        name: fashion
        params: { seed: 7, device: cpu, folder: artifacts, size: 28 }
        stages:
          second:
            desc: draws ${seed}
            uses: fake
            with: { count: 3, labels: [1, 2], invert: true }
            deps: ["${folder}/data"]
            outs: ["${folder}/samples.png"]
          first: { cmd: "echo ${seed} $${HOME} > ${out}", outs: ["./artifacts//data/"], params: [size] }
        """;

    private const string WithBudgets = """
        params: { budget: full, folder: artifacts/full }
        budgets:
          full: {}
          short:
            { draw.count: 2, folder: artifacts/short }
          broken: { count.: 2 }
          lost: { drew.count: 2 }
        stages:
          draw: { uses: fake, with: { count: 1 }, outs: ["${folder}/x.png"] }
        """;

    [TestMethod]
    public void Parse_Example_GivesStagesInOrderOfNeed()
    {
        var pipeline = Parse(Example);

        Assert.AreEqual("fashion", pipeline.Name);
        CollectionAssert.AreEqual(new[] { "first", "second" }, pipeline.Stages.Select(stage => stage.Name).ToArray());
        Assert.AreEqual("draws 7", pipeline.Stages[1].Description);
        Assert.AreEqual("artifacts/samples.png", pipeline.Stages[1].Outs[0].Value);
        Assert.AreEqual("artifacts/data", ((BuiltInAction)pipeline.Stages[1].Action).Inputs["data"].Single());
    }

    [TestMethod]
    [Description("Of stages that make networks by name, and of no others; a path that a stage names itself is no second dep.")]
    public void Parse_Models_AreDepsOfStagesThatTakeThem()
    {
        const string Text = """
            models: ["${built}/Mine.dll", Other.dll]
            params: { built: build }
            stages:
              train: { uses: train, with: { model: my-gan }, deps: [data, Other.dll], outs: [run] }
              export: { uses: export, deps: [run], outs: [g.onnx] }
              sample: { uses: sample, deps: [g.onnx], outs: [s.png] }
            """;

        var stages = PipelineReader.Parse("p", Text, StageCatalog.Default).Stages.ToDictionary(stage => stage.Name);

        Assert.AreEqual("data, Other.dll, build/Mine.dll", string.Join(", ", stages["train"].Deps.Select(path => path.Value)));
        Assert.AreEqual("Other.dll, build/Mine.dll", string.Join(", ", ((BuiltInAction)stages["train"].Action).Inputs["models"]));
        Assert.AreEqual("build/Mine.dll, Other.dll", string.Join(", ", ((BuiltInAction)stages["export"].Action).Inputs["models"]));
        Assert.AreEqual("g.onnx", stages["sample"].Deps.Single().Value);
        Refusal.AssertOneLine(
            () => PipelineReader.Parse("p", Text.Replace("Other.dll]\n", "Other]\n", StringComparison.Ordinal), StageCatalog.Default),
            "p:1:31: 'models': found 'Other', needed assemblies, whose names end in .dll");
    }

    [TestMethod]
    [Description("An option comes from 'with', else from the param of the same name, else from its default.")]
    public void Parse_Options_TakeWithThenParamThenDefault()
    {
        var values = ((BuiltInAction)Parse(Example).Stages[1].Action).Values;

        Assert.AreEqual(3, values.Require(FakeStage.Count));
        Assert.AreEqual("cpu", values.Require(FakeStage.Device));
        Assert.IsNull(values.Get(FakeStage.Model));
        Assert.IsTrue(values.Require(FakeStage.Invert));
        CollectionAssert.AreEqual(new[] { 1, 2 }, values.Get(FakeStage.Labels).ToArray());
        Assert.AreEqual("auto", ((BuiltInAction)Parse("stages: { a: { uses: fake, outs: [x] } }").Stages[0].Action).Values.Require(FakeStage.Device));
    }

    [TestMethod]
    public void Parse_Command_KeepsGapsForItsOuts()
    {
        var stage = Parse(Example).Stages[0];
        var command = ((ShellAction)stage.Action).Command;

        Assert.AreEqual("echo 7 ${HOME} > artifacts/data.partial", command.Render(_ => "artifacts/data.partial"));
        Assert.AreEqual("28", stage.Parameters["params.size"]);
    }

    [TestMethod]
    [DataRow("seed=8", "echo 8 ${HOME} > ${outs[0]}", "3")]
    [DataRow("second.count=5", "echo 7 ${HOME} > ${outs[0]}", "5")]
    public void Parse_Overrides_ReplaceTheFilesValues(string text, string command, string count)
    {
        var pipeline = Parse(Example, text);

        Assert.AreEqual(command, pipeline.Stages[0].Action.Text);
        Assert.AreEqual(count, pipeline.Stages[1].Parameters["count"]);
    }

    [TestMethod]
    [Description("The chosen budget stands in place of the stages' values and of params, the command line in place of both.")]
    [DataRow(new string[0], "1", "artifacts/full")]
    [DataRow(new[] { "budget=short" }, "2", "artifacts/short")]
    [DataRow(new[] { "budget=short", "draw.count=4" }, "4", "artifacts/short")]
    [DataRow(new[] { "draw.count=5", "folder=here" }, "5", "here")]
    public void Parse_Budgets_ReplaceWhatTheParamChooses(string[] overrides, string count, string folder)
    {
        var stage = Parse(WithBudgets, overrides).Stages.Single();

        Assert.AreEqual(count, stage.Parameters["count"]);
        Assert.AreEqual(folder + "/x.png", stage.Outs[0].Value);
    }

    [TestMethod]
    [DataRow("budget=shrt", "--set budget=shrt: there is no budget 'shrt'. Did you mean 'short'?")]
    [DataRow("budget=broken", "p:6:13: found 'count.', needed stage.option or a param")]
    [DataRow("budget=lost", "p:7:23: the pipeline has no stage 'drew'. Did you mean 'draw'?")]
    public void Parse_BrokenBudget_SaysWhere(string choice, string message)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => Parse(WithBudgets, choice));

        StringAssert.StartsWith(error.Message, message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Parse_BudgetsWithoutAChoice_SayHowToChoose()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => Parse("budgets: { full: {} }\nstages: { a: { cmd: x } }"));

        Assert.AreEqual("p:1:10: 'budgets' needs a param that chooses one. Write 'params: { budget: NAME }'.", error.Message);
    }

    [TestMethod]
    public void Parse_Anchor_StandsForItsValue()
    {
        var pipeline = Parse("stages:\n  a: { uses: fake, with: &w { count: 4 }, outs: [x] }\n  b: { uses: fake, with: *w, outs: [y] }");

        Assert.AreEqual("4", pipeline.Stages[1].Parameters["count"]);
    }

    [TestMethod]
    [DataRow("", "p:1:1: the file is empty")]
    [DataRow("# only a comment", "p:1:1: the file is empty")]
    [DataRow("a: [", "p:2:1: not valid YAML")]
    [DataRow("stages: { a: { cmd: x } }\n---\nb: 1", "p:2:1: a second document")]
    [DataRow("[1]", "p:1:1: a pipeline: found a list, needed a mapping")]
    [DataRow("name: x", "p:1:1: 'stages' is missing")]
    [DataRow("stages: {}", "p:1:9: 'stages' is empty")]
    [DataRow("stage: {}", "p:1:1: a pipeline has no 'stage'. Did you mean 'stages'?")]
    [DataRow("stages:\n  a:\n    cmd: x\n    dep: [y]", "p:4:5: stage 'a' has no 'dep'. Did you mean 'deps'?")]
    [DataRow("stages:\n  a: { cmd: x }\n  a: { cmd: y }", "p:3:3: 'a' stands here a second time; the first is in line 2")]
    [DataRow("stages:\n  a: { desc: x }", "p:2:3: stage 'a' does nothing")]
    [DataRow("stages:\n  a: { uses: fake, cmd: y, outs: [x] }", "p:2:25: stage 'a' has both")]
    [DataRow("stages:\n  a: { cmd: x, with: {} }", "p:2:22: stage 'a' has 'cmd', and 'with' belongs to 'uses'")]
    [DataRow("stages:\n  a: { uses: fakes, outs: [x] }", "p:2:14: there is no built-in stage 'fakes'. Did you mean 'fake'?")]
    [DataRow("stages:\n  a: { uses: fake }", "p:2:3: stage 'a' has 0 outs, and 'fake' writes one")]
    [DataRow("stages:\n  a: { uses: strict, outs: [x] }", "p:2:3: stage 'a' needs a data set pack")]
    [DataRow("stages:\n  a: { uses: fake, with: { cuont: 1 }, outs: [x] }", "p:2:28: 'fake' has no option 'cuont'. Did you mean 'count'?")]
    [DataRow("stages:\n  a: { uses: fake, with: { data: y }, outs: [x] }", "p:2:28: 'fake' has no option 'data'. It is an input")]
    [DataRow("stages:\n  a: { uses: fake, with: { count: many }, outs: [x] }", "p:2:35: option 'count': found 'many', needed a whole number from 1 to 1000000")]
    [DataRow("stages:\n  a: { uses: fake, with: { count: 0 }, outs: [x] }", "p:2:35: option 'count': found '0', needed a whole number from 1 to 1000000")]
    [DataRow(
        "stages:\n  a: { uses: fake, with: { count: \"3\" }, outs: [x] }",
        "p:2:35: option 'count': found the text \"3\", needed a whole number from 1 to 1000000. Take the quotes away")]
    [DataRow("stages:\n  a: { uses: fake, with: { count: [1] }, outs: [x] }", "p:2:35: option 'count': found a list, needed a whole number")]
    [DataRow("stages:\n  a: { uses: fake, with: { labels: [x] }, outs: [x] }", "p:2:36: option 'labels'")]
    [DataRow("stages:\n  a: { uses: fake, with: { device: gpu }, outs: [x] }", "p:2:36: option 'device': found 'gpu', needed one of auto, cpu")]
    [DataRow("stages:\n  a: { cmd: x, deps: y }", "p:2:22: 'deps': found 'y', needed a list. Write 'deps: [path]'")]
    [DataRow("stages:\n  a: { cmd: x, deps: [y, ./y] }", "p:2:26: 'y' stands twice under 'deps'")]
    [DataRow("stages:\n  a: { cmd: [x] }", "p:2:13: 'cmd': found a list, needed a single value")]
    [DataRow("stages:\n  a: { cmd: echo, outs: [x] }\n  b: { cmd: echo, outs: [./x] }", "p:3:26: stage 'b' and stage 'a' both write 'x'")]
    [DataRow(
        "stages:\n  a: { cmd: echo, outs: [x] }\n  b: { cmd: echo, outs: [x/y] }", "p:3:26: 'x/y' of stage 'b' and 'x' of stage 'a' lie one inside the other")]
    [DataRow(
        "stages:\n  a: { cmd: echo, deps: [z], outs: [x] }\n  b: { cmd: echo, deps: [x], outs: [z] }",
        "p:2:3: stages need each other in a circle: a needs b needs a")]
    [DataRow("stages:\n  a: { cmd: echo, deps: [x/y], outs: [x] }", "p:2:26: stage 'a' needs 'x/y', which it writes itself")]
    [DataRow("stages:\n  a: { cmd: echo, outs: [.] }", "p:2:26: the out '.' would be replaced together with the pipeline")]
    [DataRow("stages:\n  a: { cmd: echo, outs: [.gans/x] }", "p:2:26: the out '.gans/x' would be replaced")]
    [DataRow("stages:\n  a: { cmd: echo, outs: [p.lock] }", "p:2:26: the out 'p.lock' would be replaced")]
    [DataRow("stages:\n  a: { cmd: 'echo ${sed}' }\nparams: { seed: 1 }", "p:2:13: 'sed' is not among the pipeline's params. Did you mean 'seed'?")]
    [DataRow("stages:\n  a: { cmd: 'echo ${seed' }", "p:2:13: '${' is not closed")]
    [DataRow("stages:\n  a: { cmd: 'echo ${outs[1]}', outs: [x] }", "p:2:13: '${outs[1]}' stands for an out that the stage does not have")]
    [DataRow("stages:\n  a: { cmd: 'echo ${outs[x]}', outs: [x] }", "p:2:13: found '${outs[x]}', needed a position")]
    [DataRow("stages:\n  a b: { cmd: echo }", "p:2:3: 'a b' cannot name a stage")]
    [DataRow("params: { out: 1 }\nstages: { a: { cmd: echo } }", "p:1:11: 'out' cannot name a param")]
    [DataRow("params: { seed: [1] }\nstages: { a: { cmd: echo } }", "p:1:17: param 'seed': found a list, needed a single value")]
    [DataRow("params: { seed: }\nstages: { a: { cmd: echo } }", "p:1:17: param 'seed': found nothing, needed a single value")]
    [DataRow("stages: { a: *b }", "p:1:14: '*b' stands for an anchor that no earlier line sets")]
    public void Parse_Mistake_NamesPlaceAndRemedy(string text, string expected)
    {
        var error = Assert.ThrowsExactly<Formats.InvalidInputException>(() => Parse(text));

        StringAssert.StartsWith(error.Message, expected);
        Assert.IsFalse(error.Message.Contains('\n', StringComparison.Ordinal), error.Message);
    }

    [TestMethod]
    [DataRow("sed=8", "--set sed=8: the pipeline has no param 'sed'. Did you mean 'seed'?")]
    [DataRow("secnd.count=5", "--set secnd.count=5: the pipeline has no stage 'secnd'. Did you mean 'second'?")]
    [DataRow("second.cont=5", "--set second.cont=5: 'fake' has no option 'cont'. Did you mean 'count'?")]
    [DataRow("second.count=five", "--set second.count=five: option 'count': found 'five', needed a whole number from 1 to 1000000.")]
    [DataRow("first.count=5", "--set first.count=5: stage 'first' is a command and has no options.")]
    [DataRow("count", "--set count: needed stage.option=value or param=value")]
    [DataRow(".a=1", "--set .a=1: needed stage.option=value or param=value")]
    public void Parse_WrongOverride_NamesItAndTheRightWord(string text, string expected)
    {
        var error = Assert.ThrowsExactly<Formats.InvalidInputException>(() => Parse(Example, text));

        StringAssert.StartsWith(error.Message, expected);
    }

    [TestMethod]
    public void Read_NoFile_SaysHowToNameOne()
    {
        var error = Assert.ThrowsExactly<Formats.InvalidInputException>(() => PipelineReader.Read("no/such.yaml", Catalog()));

        StringAssert.Contains(error.Message, "there is no such file");
    }

    [TestMethod]
    public void Read_BytesThatAreNoUtf8_NamesTheOffset()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["p.yaml"], [0x61, 0xFF, 0x62]);

        var error = Assert.ThrowsExactly<Formats.InvalidInputException>(() => PipelineReader.Read(folder["p.yaml"], Catalog()));

        StringAssert.Contains(error.Message, "offset 1 is not UTF-8");
    }

    [TestMethod]
    public void Parse_DeepNesting_IsRefused()
    {
        var error = Assert.ThrowsExactly<Formats.InvalidInputException>(() => Parse("stages: " + new string('[', 5000)));

        StringAssert.Contains(error.Message, "nested more than 32 deep");
    }

    private static PipelineDefinition Parse(string text, params string[] overrides) =>
        PipelineReader.Parse("p", text, Catalog(), [.. overrides.Select(Override.Parse)]);

    private static StageCatalog Catalog() => new(new FakeStage(), new FakeStage("strict") { NeedsInput = true });
}
