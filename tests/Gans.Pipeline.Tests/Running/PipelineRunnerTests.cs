using Gans.Formats;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Running;

[TestClass]
public sealed class PipelineRunnerTests
{
    private const string Chain = """
        stages:
          one: { uses: fake, with: { count: 1 }, outs: ["${root}/one.txt"] }
          two: { cmd: "cat ${root}/one.txt ${root}/one.txt > ${out}", deps: ["${root}/one.txt"], outs: ["${root}/two.txt"] }
          three: { cmd: "cp ${root}/two.txt ${root}/three.txt", deps: ["${root}/two.txt"], outs: ["${root}/three.txt"] }
        """;

    [TestMethod]
    public void Run_Twice_DoesTheWorkOnce()
    {
        using var project = new Project(Chain);

        Assert.AreEqual("one Done, two Done, three Done", project.Run());
        Assert.AreEqual("one UpToDate, two UpToDate, three UpToDate", project.Run());
        Assert.AreEqual("mademade", project.Folder.Read("three.txt"));
        CollectionAssert.AreEqual(new[] { "one.txt", "pipeline.lock", "pipeline.yaml", "three.txt", "two.txt" }, project.Folder.Files());
    }

    [TestMethod]
    [Description("The stage after one that ran is looked at again: the same content means nothing to do.")]
    public void Run_EarlierStageWritesTheSame_StopsThere()
    {
        using var project = new Project(Chain);
        project.Run();

        Assert.AreEqual("one Done, two UpToDate, three UpToDate", project.Run("one.count=2"));
    }

    [TestMethod]
    public void Run_OutTamperedWith_IsKeptUnlessForced()
    {
        using var project = new Project(Chain);
        project.Run();
        project.Folder.Write("two.txt", "tampered");

        var error = Assert.ThrowsExactly<InvalidInputException>(() => project.Run());

        StringAssert.Contains(error.Message, $"stage 'two': '{project.Folder["two.txt"]}' was changed since gans wrote it");
        Assert.AreEqual("tampered", project.Folder.Read("two.txt"));
        Assert.AreEqual("one UpToDate, two Done", project.Run(new RunOptions { Targets = ["two"], Force = true }));
        Assert.AreEqual("mademade", project.Folder.Read("two.txt"));
    }

    [TestMethod]
    public void Run_StageFails_KeepsOldOutsAndLockAndSkipsTheRest()
    {
        using var project = new Project(Chain);
        project.Run();
        var locked = project.Folder.Read("pipeline.lock");
        project.Rewrite(Chain.Replace("> ${out}", "> ${out}; exit 3", StringComparison.Ordinal));

        Assert.AreEqual("one UpToDate, two Failed, three Skipped", project.Run());
        StringAssert.Contains(project.Last[1].Message, "exit code 3");
        Assert.AreEqual("mademade", project.Folder.Read("two.txt"));
        Assert.AreEqual(locked, project.Folder.Read("pipeline.lock"));
        CollectionAssert.AreEqual(new[] { "one.txt", "pipeline.lock", "pipeline.yaml", "three.txt", "two.txt" }, project.Folder.Files());
    }

    [TestMethod]
    [Description("Of b nothing is left to do, of a only what does not need it; two failures are both told.")]
    [DataRow(false, "a Failed, a2 Skipped, b Skipped, c Skipped, join Skipped, solo Skipped")]
    [DataRow(true, "a Failed, a2 Skipped, b Done, c Failed, join Skipped, solo Done")]
    public void Run_KeepGoing_RunsWhatDoesNotNeedTheFailed(bool keepGoing, string ends)
    {
        using var project = new Project("""
            stages:
              a: { cmd: "exit 3", outs: ["${root}/a"] }
              a2: { cmd: "cp ${root}/a ${out}", deps: ["${root}/a"], outs: ["${root}/a2"] }
              b: { cmd: "echo b > ${out}", outs: ["${root}/b"] }
              c: { cmd: "exit 4", outs: ["${root}/c"] }
              join: { cmd: "cat ${root}/a2 ${root}/b > ${out}", deps: ["${root}/a2", "${root}/b"], outs: ["${root}/join"] }
              solo: { cmd: "cp ${root}/b ${out}", deps: ["${root}/b"], outs: ["${root}/solo"] }
            """);

        Assert.AreEqual(ends, project.Run(new RunOptions { KeepGoing = keepGoing, Jobs = 1 }));
    }

    [TestMethod]
    public void Run_CommandThatWritesInPlaceFails_PutsTheOldOutBack()
    {
        using var project = new Project(Chain);
        project.Run();
        project.Rewrite(Chain.Replace("cp ${root}/two.txt ${root}/three.txt", "echo half > ${root}/three.txt; exit 1", StringComparison.Ordinal));

        Assert.AreEqual("one UpToDate, two UpToDate, three Failed", project.Run());
        Assert.AreEqual("mademade", project.Folder.Read("three.txt"));
    }

    [TestMethod]
    public void Run_CommandThatWritesInPlaceFailsAtFirst_LeavesNothing()
    {
        using var project = new Project("stages: { a: { cmd: 'echo half > ${root}/a.txt; exit 1', outs: ['${root}/a.txt'] } }");

        Assert.AreEqual("a Failed", project.Run());
        CollectionAssert.AreEqual(new[] { "pipeline.yaml" }, project.Folder.Files());
    }

    [TestMethod]
    public void Run_OutNotWritten_Fails()
    {
        using var project = new Project("stages: { a: { cmd: 'true', outs: ['${root}/a.txt'] } }");

        Assert.AreEqual("a Failed", project.Run());
        StringAssert.Contains(project.Last[0].Message, "without writing its out");
    }

    [TestMethod]
    public void Run_FolderAsOut_IsReplacedWhole()
    {
        using var project = new Project("params: { word: x }\nstages: { a: { cmd: 'mkdir ${out}; echo ${word} > ${out}/${word}', outs: ['${root}/a'] } }");
        project.Run();

        Assert.AreEqual("a Done", project.Run("word=y"));
        CollectionAssert.AreEqual(new[] { "a/y", "pipeline.lock", "pipeline.yaml" }, project.Folder.Files());
    }

    [TestMethod]
    public void Run_Force_RunsAll()
    {
        using var project = new Project(Chain);
        project.Run();

        Assert.AreEqual("one Done, two Done, three Done", project.Run(new RunOptions { Force = true }));
    }

    [TestMethod]
    public void Run_Target_LeavesLaterStagesAlone()
    {
        using var project = new Project(Chain);

        Assert.AreEqual("one Done, two Done", project.Run(new RunOptions { Targets = ["two"] }));
        Assert.IsFalse(File.Exists(project.Folder["three.txt"]));
    }

    [TestMethod]
    [Description("Each of the two waits until it sees the other: one after the other would never end.")]
    public void Run_IndependentStages_RunSideBySide()
    {
        using var project = new Project("""
            stages:
              a: { cmd: "touch ${root}/a.on; until [ -e ${root}/b.on ]; do sleep 0.01; done", outs: ["${root}/a.on"] }
              b: { cmd: "touch ${root}/b.on; until [ -e ${root}/a.on ]; do sleep 0.01; done", outs: ["${root}/b.on"] }
            """);

        Assert.AreEqual("a Done, b Done", project.Run(new RunOptions { Jobs = 2 }));
    }

    [TestMethod]
    public void Run_StagesThatUseAllCores_RunOneAfterTheOther()
    {
        var running = 0;
        var most = 0;
        var stage = new FakeStage
        {
            AllCores = true,
            Work = (call, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                Thread.Sleep(20);
                Interlocked.Decrement(ref running);
                File.WriteAllText(call.Output, "x");
            },
        };
        using var project = new Project(
            "stages: { a: { uses: fake, outs: ['${root}/a'] }, b: { uses: fake, outs: ['${root}/b'] }, c: { uses: fake, outs: ['${root}/c'] } }", stage);

        project.Run(new RunOptions { Jobs = 3 });

        Assert.AreEqual(1, most);
    }

    [TestMethod]
    public void Run_Cancelled_StopsTheCommandAndKeepsOldOuts()
    {
        using var project = new Project(Chain);
        project.Run();
        project.Rewrite(Chain.Replace("> ${out}", "> ${out}; touch ${root}/begun; sleep 60", StringComparison.Ordinal));
        using var source = new CancellationTokenSource();
        var canceller = Task.Run(() =>
        {
            SpinWait.SpinUntil(() => File.Exists(project.Folder["begun"]));
            source.Cancel();
        });

        Assert.AreEqual("one UpToDate, two Stopped, three Skipped", project.Run(new RunOptions(), cancellation: source.Token));
        canceller.GetAwaiter().GetResult();
        Assert.AreEqual("mademade", project.Folder.Read("two.txt"));
        Assert.IsFalse(Directory.Exists(project.Folder["two.txt.partial"]));
    }

    [TestMethod]
    public void Run_ResumableStageStopped_GoesOnWhereItWas()
    {
        var stage = new FakeStage { Resumable = true, Work = CountToThree };
        using var project = new Project("stages: { a: { uses: fake, outs: ['${root}/a'] } }", stage);

        Assert.AreEqual("a Failed", project.Run());
        Assert.IsFalse(Directory.Exists(project.Folder["a"]));
        Assert.AreEqual("a Failed", project.Run());
        Assert.AreEqual("a Done", project.Run());
        CollectionAssert.AreEqual(new[] { false, true, true }, stage.Calls.Select(call => call.Resume).ToArray());
        CollectionAssert.AreEqual(new[] { "a/1", "a/2", "a/3", "pipeline.lock", "pipeline.yaml" }, project.Folder.Files());
    }

    [TestMethod]
    [DataRow("a.count=2", false, DisplayName = "another parameter")]
    [DataRow(null, true, DisplayName = "forced")]
    public void Run_ResumableStageWithOtherInputsOrForced_BeginsAnew(string? change, bool force)
    {
        var stage = new FakeStage { Resumable = true, Work = CountToThree };
        using var project = new Project("stages: { a: { uses: fake, outs: ['${root}/a'] } }", stage);
        project.Run();

        project.Run(new RunOptions { Force = force }, overrides: change is null ? [] : [change]);

        Assert.IsFalse(stage.Calls[1].Resume);
        string[] left = force ? ["a.partial/a/1", "pipeline.yaml"] : ["a.partial.1/a/1", "a.partial/a/1", "pipeline.yaml"];
        CollectionAssert.AreEqual(left, project.Folder.Files());
    }

    [TestMethod]
    public void Run_UpToDateBesideUnfinishedWorkOfOtherInputs_LeavesIt()
    {
        var fails = false;
        var stage = new FakeStage
        {
            Resumable = true,
            Work = (call, _) =>
            {
                File.WriteAllText(call.Output, "x");
                if (fails)
                {
                    throw new IOException("no");
                }
            },
        };
        using var project = new Project("stages: { a: { uses: fake, outs: ['${root}/a'] } }", stage);
        project.Run();
        fails = true;
        project.Run("a.count=2");
        Assert.AreEqual("a UpToDate", project.Run());
        CollectionAssert.AreEqual(new[] { "a", "a.partial/a", "pipeline.lock", "pipeline.yaml" }, project.Folder.Files());
        fails = false;

        Assert.AreEqual("a Done", project.Run("a.count=2"));
        Assert.IsTrue(stage.Calls[^1].Resume);
        CollectionAssert.AreEqual(new[] { "a", "pipeline.lock", "pipeline.yaml" }, project.Folder.Files());
    }

    [TestMethod]
    public void Run_WhileAnotherRuns_NamesTheProcess()
    {
        using var project = new Project(Chain);
        project.State.Create(project.Folder["pipeline.lock"]);
        using var other = RunLock.Take(project.State, project.Folder["pipeline.lock"]);

        var error = Assert.ThrowsExactly<StageFailedException>(() => project.Run());

        StringAssert.Contains(error.Message, $"process {Environment.ProcessId}");
    }

    [TestMethod]
    [Description("As root everything can be written, so a file stands in the folder's place here.")]
    [DataRow(".gans")]
    [DataRow(".gans/pipelines")]
    public void Run_StateFolderCannotBeWritten_SaysWhatToDo(string file)
    {
        using var project = new Project(Chain);
        project.Folder.Write(file, "");

        var error = Assert.ThrowsExactly<InvalidInputException>(() => project.Run());

        StringAssert.Contains(error.Message, ".gans cannot be written: ");
        StringAssert.Contains(error.Message, "Make it writable");
    }

    [TestMethod]
    public void Run_MissingDep_RunsNothing()
    {
        using var project = new Project("stages: { a: { cmd: 'touch ${root}/ran' }, b: { cmd: 'true', deps: ['${root}/none'] } }");

        Assert.ThrowsExactly<InvalidInputException>(() => project.Run());
        CollectionAssert.AreEqual(new[] { "pipeline.yaml" }, project.Folder.Files());
    }

    [TestMethod]
    [Description("What a stage adds to its parameters makes it run when it changes, but not where an earlier version noted nothing of it.")]
    public void Run_StagesOwnKeyChanged_RunsItUnlessNothingWasNoted()
    {
        var stage = new FakeStage();
        using var project = new Project("stages: { a: { uses: fake, outs: ['${root}/a'] } }", stage);
        project.Run();

        stage.Networks = "1";
        Assert.AreEqual("a UpToDate", project.Run());
        Assert.AreEqual("a Done", project.Run(new RunOptions { Force = true }));
        Assert.AreEqual("a UpToDate", project.Run());

        stage.Networks = "2";
        var plan = PipelinePlan.Plan(project.Read(), LockFile.Read(project.Read().LockFile), new FixedHasher());
        Assert.AreEqual("its networks changed (1 -> 2)", plan[0].Reasons[0].ToString());
        Assert.AreEqual("a Done", project.Run());
    }

    [TestMethod]
    public void Run_Log_TellsReasonsAndTimes()
    {
        using var project = new Project(Chain);
        project.Run();

        var lines = File.ReadAllLines(project.State.File(project.Folder["pipeline.lock"], "log.jsonl"));

        StringAssert.Contains(lines[0], "\"stage\":\"one\",\"event\":\"started\",\"reasons\":[{\"cause\":\"never_run\"");
        StringAssert.Contains(lines[1], "\"stage\":\"one\",\"event\":\"done\",\"elapsed_s\":");
        Assert.AreEqual(6, lines.Length);
    }

    /// <summary>Adds one file to the output a call, and fails until there are three.</summary>
    private static void CountToThree(StageCall call, CancellationToken cancellation)
    {
        Directory.CreateDirectory(call.Output);
        var count = Directory.GetFiles(call.Output).Length + 1;
        File.WriteAllText(Path.Combine(call.Output, $"{count}"), "");
        if (count < 3)
        {
            throw new IOException("stopped");
        }
    }
}
