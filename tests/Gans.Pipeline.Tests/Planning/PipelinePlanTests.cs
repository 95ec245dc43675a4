using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Planning;

/// <summary>The graph of most tests: raw -> a -> b -> d and a -> c.</summary>
[TestClass]
public sealed class PipelinePlanTests
{
    private const string Diamond = """
        params: { count: 1 }
        stages:
          a: { uses: fake, deps: [raw], outs: [a.out] }
          b: { cmd: "b ${count}", deps: [a.out], outs: [b.out] }
          c: { cmd: c, deps: [a.out], params: [count], outs: [c.out] }
          d: { cmd: d, deps: [b.out], outs: [d.out] }
        """;

    private readonly FixedHasher hasher = new() { ["raw"] = "0", ["a.out"] = "A", ["b.out"] = "B", ["c.out"] = "C", ["d.out"] = "D" };

    [TestMethod]
    public void Plan_NothingLocked_RunsAllInOrder()
    {
        var plan = PipelinePlan.Plan(Read(Diamond), LockFile.Empty, hasher);

        CollectionAssert.AreEqual(new[] { "a", "b", "c", "d" }, plan.Select(stage => stage.Stage.Name).ToArray());
        Assert.IsTrue(plan.All(stage => stage.Reasons is [{ Cause: RunCause.NeverRun }]));
    }

    [TestMethod]
    public void Plan_AllAsLocked_RunsNothing() => Assert.IsTrue(PlanAfterRun(Read(Diamond)).All(stage => stage.IsUpToDate));

    [TestMethod]
    public void Plan_RawDataChanged_RunsItsReaderAndLeavesTheRestOpen()
    {
        var pipeline = Read(Diamond);
        var locked = Lock(pipeline);
        hasher["raw"] = "1";

        var plan = PipelinePlan.Plan(pipeline, locked, hasher);

        Assert.AreEqual(new RunReason(RunCause.DepChanged, "raw", "0", "1"), plan[0].Reasons.Single());
        CollectionAssert.AreEqual(new[] { false, true, true, true }, plan.Select(stage => stage.IsOpen).ToArray());
        Assert.AreEqual(new RunReason(RunCause.EarlierStageRuns, "b"), plan[3].Reasons.Single());
    }

    [TestMethod]
    [Description("A param reaches a built-in option of the same name, a command's text, and a stage that lists it.")]
    public void Plan_ParamChanged_RunsExactlyItsUsers()
    {
        var locked = Lock(Read(Diamond));
        var plan = PipelinePlan.Plan(Read(Diamond, "count=2"), locked, hasher);

        Assert.AreEqual(new RunReason(RunCause.ParameterChanged, "count", "1", "2"), plan[0].Reasons.Single());
        Assert.AreEqual(new RunReason(RunCause.ActionChanged, "", "b 1", "b 2"), plan[1].Reasons.Single());
        Assert.AreEqual(new RunReason(RunCause.ParameterChanged, "params.count", "1", "2"), plan[2].Reasons.Single());
        Assert.AreEqual(RunCause.EarlierStageRuns, plan[3].Reasons.Single().Cause);
    }

    [TestMethod]
    public void Plan_OutMissingOrChanged_SaysWhich()
    {
        var pipeline = Read(Diamond);
        var locked = Lock(pipeline);
        hasher.Remove("b.out");
        hasher["c.out"] = "other";

        var plan = PipelinePlan.Plan(pipeline, locked, hasher);

        Assert.IsTrue(plan[0].IsUpToDate);
        Assert.AreEqual(new RunReason(RunCause.OutMissing, "b.out", "B", null), plan[1].Reasons.Single());
        Assert.AreEqual(new RunReason(RunCause.OutChanged, "c.out", "C", "other"), plan[2].Reasons.Single());
    }

    [TestMethod]
    public void Plan_ToolVersionRaised_RunsItsStagesOnly()
    {
        var stage = new FakeStage();
        var locked = Lock(Read(Diamond, stage));
        stage.CurrentVersion = 2;

        var plan = PipelinePlan.Plan(Read(Diamond, stage), locked, hasher);

        Assert.AreEqual(new RunReason(RunCause.ToolChanged, "fake", "1", "2"), plan[0].Reasons.Single());
        Assert.IsTrue(plan.Skip(1).All(other => other.IsOpen));
    }

    [TestMethod]
    public void Plan_DepAndOutListsChanged_SayWhatIsNewAndGone()
    {
        var locked = Lock(Read("stages: { a: { cmd: x, deps: [raw], outs: [a.out] } }"));
        var plan = PipelinePlan.Plan(Read("stages: { a: { cmd: x, deps: [c.out], outs: [b.out] } }"), locked, hasher);

        CollectionAssert.AreEquivalent(
            new RunReason[]
            {
                new(RunCause.DepListChanged, "raw", "listed", null), new(RunCause.DepListChanged, "c.out", null, "listed"),
                new(RunCause.OutListChanged, "a.out", "listed", null), new(RunCause.OutListChanged, "b.out", null, "listed"),
            },
            plan[0].Reasons);
    }

    [TestMethod]
    public void Plan_SeveralCauses_ComeCheapestFirst()
    {
        var pipeline = Read("params: { p: 1 }\nstages: { a: { cmd: x, deps: [raw], params: [p], outs: [a.out, b.out] } }");
        var locked = Lock(pipeline);
        (hasher["raw"], hasher["a.out"]) = ("1", "other");
        hasher.Remove("b.out");

        var causes = PipelinePlan.Plan(
            Read("params: { p: 2 }\nstages: { a: { cmd: y, deps: [raw], params: [p], outs: [a.out, b.out] } }"),
            locked,
            hasher)[0].Reasons.Select(reason => reason.Cause);

        CollectionAssert.AreEqual(
            new[] { RunCause.ActionChanged, RunCause.ParameterChanged, RunCause.OutMissing, RunCause.DepChanged, RunCause.OutChanged }, causes.ToArray());
    }

    [TestMethod]
    public void Plan_Target_TakesWhatItNeedsOnly()
    {
        var plan = PipelinePlan.Plan(Read(Diamond), LockFile.Empty, hasher, ["b"]);

        CollectionAssert.AreEqual(new[] { "a", "b" }, plan.Select(stage => stage.Stage.Name).ToArray());
    }

    [TestMethod]
    public void Plan_ForcedTarget_ForcesItAlone()
    {
        var pipeline = Read(Diamond);

        var plan = PipelinePlan.Plan(pipeline, Lock(pipeline), hasher, ["b"], force: true);

        Assert.IsTrue(plan[0].IsUpToDate);
        Assert.AreEqual(RunCause.Forced, plan[1].Reasons.Single().Cause);
    }

    [TestMethod]
    public void Plan_DepThatNobodyMakes_NamesPlaceAndNearestOut()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => PipelinePlan.Plan(
            Read("stages:\n  a: { cmd: x, outs: [data] }\n  b: { cmd: y, deps: [dta] }"), LockFile.Empty, hasher));

        Assert.AreEqual("p:3:23: stage 'b' needs 'dta', which is not there and which no stage writes. Did you mean 'data'?", error.Message);
    }

    [TestMethod]
    [Description("A dep inside an out, and a dep around outs, both make the stage wait.")]
    public void Plan_PathsInsideOneAnother_LinkTheStages()
    {
        var graph = Read("stages: { a: { cmd: x, outs: [run] }, b: { cmd: y, deps: [run/metrics.jsonl], outs: [o/b] }, c: { cmd: z, deps: [o] } }").Graph;

        CollectionAssert.AreEqual(new[] { "a" }, graph.NeedsOf("b").ToArray());
        CollectionAssert.AreEqual(new[] { "b" }, graph.NeedsOf("c").ToArray());
        CollectionAssert.AreEqual(new[] { "b", "c" }, graph.After("a").ToArray());
    }

    private static PipelineDefinition Read(string text, params string[] overrides) =>
        PipelineReader.Parse("p", text, new StageCatalog(new FakeStage()), [.. overrides.Select(Override.Parse)]);

    private static PipelineDefinition Read(string text, FakeStage stage) => PipelineReader.Parse("p", text, new StageCatalog(stage));

    private ImmutableArray<PlannedStage> PlanAfterRun(PipelineDefinition pipeline) => PipelinePlan.Plan(pipeline, Lock(pipeline), hasher);

    /// <summary>What the lock file says after a run.</summary>
    private LockFile Lock(PipelineDefinition pipeline) => pipeline.Stages.Aggregate(LockFile.Empty, (locked, stage) => locked.With(
        stage.Name,
        LockedStage.Of(stage, hasher) with
        {
            Outs = stage.Outs.ToImmutableSortedDictionary(path => path.Value, path => hasher[path.Value], StringComparer.Ordinal),
        }));
}
