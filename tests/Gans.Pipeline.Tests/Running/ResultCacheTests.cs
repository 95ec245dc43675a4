using Gans.Formats;
using Gans.Pipeline.Caching;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;
using Gans.Pipeline.Terminal;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Running;

/// <summary>Going back to values that ran before, and on to later ends.</summary>
[TestClass]
public sealed class ResultCacheTests
{
    private const string Chain = """
        params: { word: x }
        stages:
          a:
            cmd: "echo ${word} >> ${root}/ran; mkdir ${out} ${out}/empty; echo ${word} > ${out}/1; chmod 755 ${out}/1; ln -s 1 ${out}/last"
            outs: ["${root}/a"]
          b: { cmd: "echo b >> ${root}/ran; cat ${root}/a/1 ${root}/a/1 > ${root}/b.txt", deps: ["${root}/a"], outs: ["${root}/b.txt"] }
        """;

    private const string Counted = "params: { folder: first }\nstages: { a: { uses: fake, outs: ['${root}/${folder}/a'] } }";

    [TestMethod]
    public void Run_ValuesThatRanBefore_RestoresWhatTheyMade()
    {
        using var project = new Project(Chain);
        project.Run();
        Assert.AreEqual("a Done, b Done", project.Run("word=y"));

        Assert.AreEqual("a Restored, b Restored", project.Run());
        Assert.AreEqual("x\nb\ny\nb\n", project.Folder.Read("ran"));
        Assert.AreEqual("x\nx\n", project.Folder.Read("b.txt"));
        Assert.AreEqual("x\n", project.Folder.Read("a/1"));
        Assert.AreEqual("1", new FileInfo(project.Folder["a/last"]).LinkTarget);
        Assert.IsTrue(Directory.Exists(project.Folder["a/empty"]));
        Assert.IsTrue(StoredFile.ModeOf(project.Folder["a/1"]).HasFlag(UnixFileMode.UserExecute));
        CollectionAssert.AreEqual(new[] { "a/1", "a/last", "b.txt", "pipeline.lock", "pipeline.yaml", "ran" }, project.Folder.Files());
        Assert.AreEqual("a UpToDate, b UpToDate", project.Run());
    }

    [TestMethod]
    public void Run_RestoredOutAppendedTo_GoingBackGivesTheStoredBytes()
    {
        using var project = new Project(Chain);
        project.Run();
        project.Run("word=y");
        project.Run();
        File.AppendAllText(project.Folder["a/1"], "mine");
        File.AppendAllText(project.Folder["b.txt"], "mine");

        Assert.ThrowsExactly<InvalidInputException>(() => project.Run("word=y"));
        Directory.Move(project.Folder["a"], project.Folder["kept"]);
        File.Delete(project.Folder["b.txt"]);

        Assert.AreEqual("a Restored, b Restored", project.Run("word=y"));
        Assert.AreEqual("a Restored, b Restored", project.Run());
        Assert.AreEqual("x\n", project.Folder.Read("a/1"));
        Assert.AreEqual("x\nx\n", project.Folder.Read("b.txt"));
        Assert.AreEqual("x\nmine", project.Folder.Read("kept/1"));
    }

    [TestMethod]
    public void Run_OutMissing_RestoresIt()
    {
        using var project = new Project(Chain);
        project.Run();
        Directory.Delete(project.Folder["a"], recursive: true);

        Assert.AreEqual("a Restored, b UpToDate", project.Run());
    }

    [TestMethod]
    [Description("What is in the store is another content than its digest says: it is dropped, and the stage runs.")]
    [DataRow(true, DisplayName = "changed")]
    [DataRow(false, DisplayName = "gone")]
    public void Run_StoreIsDamaged_RunsTheStage(bool isThere)
    {
        using var project = new Project(Chain);
        project.Run();
        project.Run("word=y");
        foreach (var file in Directory.EnumerateFiles(project.State.File(ContentStore.FolderName), "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".folder", StringComparison.Ordinal)))
        {
            if (isThere)
            {
                File.WriteAllText(file, "damage");
            }
            else
            {
                File.Delete(file);
            }
        }

        Assert.AreEqual("a Done, b Done", project.Run());
        Assert.AreEqual("x\nx\n", project.Folder.Read("b.txt"));
        Assert.AreEqual("a Done, b Done", project.Run("word=y"));
        Assert.AreEqual("a Restored, b Restored", project.Run());
    }

    [TestMethod]
    [Description("A built-in stage does not learn the name of its out, so another folder is no other result; what lies there already is not even copied.")]
    public void Run_AnotherFolder_RestoresTheSameResult()
    {
        var stage = new FakeStage();
        using var project = new Project(Counted, stage);
        project.Run();

        Assert.AreEqual("a Done", project.Run("folder=second", "a.count=2"));
        Assert.AreEqual("a Restored", project.Run("folder=second"));
        Assert.AreEqual("a Restored", project.Run());
        Assert.AreEqual(2, stage.Calls.Count);
    }

    [TestMethod]
    [Description("A command may look at any name.")]
    public void Run_CommandWithAnotherOut_Runs()
    {
        using var project = new Project("params: { name: a }\nstages: { a: { cmd: 'echo ${name} > ${out}', outs: ['${root}/${name}'] } }");
        project.Run();

        Assert.AreEqual("a Done", project.Run("name=b"));
        Assert.AreEqual("a Restored", project.Run());
    }

    [TestMethod]
    public void Run_Forced_RunsWhatIsKnown()
    {
        using var project = new Project(Chain);
        project.Run();
        project.Run("word=y");

        Assert.AreEqual("a Done, b Done", project.Run(new RunOptions { Force = true }));
    }

    [TestMethod]
    [Description("A dep that somebody changed while the stage read it: no key stands for what came of it.")]
    public void Run_DepChangesMeanwhile_IsNotKept()
    {
        using var project = new Project(
            "stages: { a: { cmd: 'cat ${root}/in > ${out}; echo later > ${root}/in', deps: ['${root}/in'], outs: ['${root}/a'] } }");
        project.Folder.Write("in", "first");
        project.Run();
        project.Folder.Write("in", "first");
        File.Delete(project.Folder["a"]);

        Assert.AreEqual("a Done", project.Run());
    }

    [TestMethod]
    [Description("What could not be made again as it is, is not kept: the stage runs again.")]
    [DataRow("mkfifo ${out}/pipe")]
    [DataRow("ln -s /etc/hostname ${out}/outside")]
    [DataRow("ln -s ../x ${out}/outside")]
    public void Run_OutThatCannotBeStored_RunsAgain(string command)
    {
        using var project = new Project($"stages: {{ a: {{ cmd: 'mkdir ${{out}}; {command}', outs: ['${{root}}/a'] }} }}");
        Assert.AreEqual("a Done", project.Run());
        Assert.AreEqual("a UpToDate", project.Run());
        Directory.Delete(project.Folder["a"], recursive: true);

        Assert.AreEqual("a Done", project.Run());
    }

    [TestMethod]
    public void Run_LaterEnd_GoesOnFromACopyAndKeepsBoth()
    {
        using var project = Steps(out var stage);
        Assert.AreEqual("a Done", project.Run("a.count=2"));

        Assert.AreEqual("a Done", project.Run("a.count=5"));
        CollectionAssert.AreEqual(new[] { false, true }, stage.Calls.Select(call => call.Resume).ToArray());
        Assert.AreEqual("12345", project.Folder.Read("a"));
        Assert.AreEqual("a Restored", project.Run("a.count=2"));
        Assert.AreEqual("12", project.Folder.Read("a"));
        Assert.AreEqual("a Restored", project.Run("a.count=5"));
        Assert.AreEqual("a Done", project.Run("a.count=4"));
        Assert.AreEqual("12+34", string.Join('+', project.Folder.Read("a")[..2], project.Folder.Read("a")[2..]));
        Assert.AreEqual("2", stage.Begun[^1], "from the latest result before it");
    }

    [TestMethod]
    [Description("The lock file alone knows the outs, as after an update or where the cache was thrown away.")]
    public void Run_LaterEndWithoutACache_GoesOnFromTheOutsAndKeepsThem()
    {
        using var project = Steps(out var stage);
        project.Run("a.count=2");
        Directory.Delete(project.State.File(""), recursive: true);

        project.Run("a.count=5");

        Assert.AreEqual("2", stage.Begun[^1]);
        Assert.AreEqual("12345", project.Folder.Read("a"));
        Assert.AreEqual("a Restored", project.Run("a.count=2"));
    }

    [TestMethod]
    [DataRow("a.count=9", "goes on", "a.partial", DisplayName = "a later end")]
    [DataRow("a.count=3", "goes on", "a.partial", DisplayName = "an earlier end, not reached yet")]
    [DataRow("a.count=1", "starts", "a.partial.1", DisplayName = "an end that it is beyond")]
    [DataRow("a.invert=true", "starts", "a.partial.1", DisplayName = "another option")]
    public void Run_UnfinishedWithAnotherEnd_GoesOnOrIsMovedAside(string change, string expected, string left)
    {
        using var project = Steps(out var stage);
        stage.FailsAfter = 2;
        Assert.AreEqual("a Failed", project.Run("a.count=6"));
        Assert.AreEqual("12", project.Folder.Read("a.partial/a"));
        stage.FailsAfter = expected == "starts" ? 0 : null;

        project.Run(change);

        Assert.AreEqual(expected == "goes on", stage.Calls[^1].Resume);
        Assert.AreEqual(expected == "goes on" ? "2" : "0", stage.Begun[^1]);
        Assert.AreEqual(left == "a.partial.1", File.Exists(project.Folder["a.partial.1/a"]));
        Assert.AreEqual(left == "a.partial.1", project.Observer.Events.Any(line => line.EndsWith("a.partial.1", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Forecast_Unfinished_SaysHowFarItIs()
    {
        using var project = Steps(out var stage);
        stage.FailsAfter = 1240;
        project.Run("a.count=2000");

        Assert.AreEqual("unfinished, 1,240 of 2,000 pieces, goes on: never run", Status(project, "a.count=2000"));
        Assert.AreEqual("unfinished, 1,240 of 3,000 pieces, goes on: never run", Status(project, "a.count=3000"));
        Assert.AreEqual(
            "runs: never run; unfinished work of other inputs, 1,240 of 2,000 pieces, is moved aside", Status(project, "a.count=1000"));

        stage.StepTime = TimeSpan.FromSeconds(0.25);
        Assert.AreEqual("unfinished, 1,240 of 2,000 pieces, about 3 min 10 s left, goes on: never run", Status(project, "a.count=2000"));   // 760 / 4 s
    }

    [TestMethod]
    [DataRow("results/thesis.txt", "a: { cmd: 'mkdir ${out}; echo 1 > ${out}/a', outs: ['${root}/results'] }", DisplayName = "a folder")]
    [DataRow("results", "a: { cmd: 'echo 1 > ${out}', outs: ['${root}/results'] }", DisplayName = "a file")]
    [DataRow("results", "a: { cmd: 'echo 1 > ${root}/results', outs: ['${root}/results'] }", DisplayName = "written in place")]
    [DataRow("results", "a: { uses: fake, outs: ['${root}/results'] }", DisplayName = "a built-in stage")]
    [DataRow("results", "a: { uses: fake, metrics: ['${root}/results'] }", DisplayName = "metrics")]
    [DataRow("results", "a: { cmd: 'echo > ${out}; echo > ${outs[1]}', outs: ['${root}/x'], plots: ['${root}/results'] }", DisplayName = "a second out")]
    public void Run_OutThatGansDidNotMake_IsKeptUnlessForced(string file, string stage)
    {
        using var project = new Project($"stages: {{ {stage} }}");
        project.Folder.Write(file, "mine");

        var error = Assert.ThrowsExactly<InvalidInputException>(() => project.Run());

        StringAssert.Contains(error.Message, $"stage 'a': '{project.Folder["results"]}' was not made by gans and would be lost. ");
        StringAssert.StartsWith(Status(project), "is refused: ");
        Assert.AreEqual("mine", project.Folder.Read(file));
        Assert.AreEqual("a Done", project.Run(new RunOptions { Force = true }));
        Assert.IsFalse(File.Exists(project.Folder[file]) && project.Folder.Read(file) == "mine");
    }

    [TestMethod]
    public void Run_OutsListChanges_LeavesTheOldOutAndRefusesAForeignOne()
    {
        const string Copy = "stages: { a: { cmd: 'echo 1 > ${out}', outs: ['${root}/NAME'] } }";
        using var project = new Project(Copy.Replace("NAME", "d", StringComparison.Ordinal));
        project.Run();
        project.Folder.Write("e", "mine");
        project.Rewrite(Copy.Replace("NAME", "e", StringComparison.Ordinal));

        Assert.ThrowsExactly<InvalidInputException>(() => project.Run());
        Assert.AreEqual("1\n", project.Folder.Read("d"));
        Assert.AreEqual("mine", project.Folder.Read("e"));
    }

    [TestMethod]
    [Description("Somebody puts a file into the out's place while the stage works: it stays, and the result is not lost either.")]
    public void Run_OutAppearsMeanwhile_IsKept()
    {
        using var project = new Project("stages: { a: { cmd: 'echo mine > ${root}/a; echo 1 > ${out}', outs: ['${root}/a'] } }");

        Assert.AreEqual("a Failed", project.Run());
        Assert.AreEqual("mine\n", project.Folder.Read("a"));
        File.Delete(project.Folder["a"]);
        Assert.AreEqual("a Restored", project.Run());
        CollectionAssert.AreEqual(new[] { "a", "pipeline.lock", "pipeline.yaml" }, project.Folder.Files());
    }

    [TestMethod]
    public void Run_EmptyFolderAsOut_IsTaken()
    {
        using var project = new Project("stages: { a: { uses: fake, outs: ['${root}/a'] } }");
        Directory.CreateDirectory(project.Folder["a"]);

        Assert.AreEqual("a Done", project.Run());
    }

    [TestMethod]
    [Description("notes.partial and the like are names that people use.")]
    public void Run_FilesWithNamesOfWorkFolders_AreLeftAlone()
    {
        using var project = new Project("stages: { a: { uses: fake, outs: ['${root}/a'] } }");
        project.Folder.Write("a.partial", "mine");
        project.Folder.Write("a.partial-2/x", "mine");

        project.Run();

        CollectionAssert.AreEqual(new[] { "a", "a.partial", "a.partial-2/x", "pipeline.lock", "pipeline.yaml" }, project.Folder.Files());
    }

    [TestMethod]
    public void Run_OutIsALink_IsWrittenWhereItLeads()
    {
        using var project = new Project(Chain);
        Directory.CreateDirectory(project.Folder["disk"]);
        Directory.CreateSymbolicLink(project.Folder["a"], "disk/a");
        File.CreateSymbolicLink(project.Folder["b.txt"], "disk/b.txt");

        Assert.AreEqual("a Done, b Done", project.Run());
        Assert.AreEqual("a Done, b Done", project.Run("word=y"));
        Assert.AreEqual("a Restored, b Restored", project.Run());
        Assert.AreEqual("disk/a", new FileInfo(project.Folder["a"]).LinkTarget);
        Assert.AreEqual("disk/b.txt", new FileInfo(project.Folder["b.txt"]).LinkTarget);
        Assert.AreEqual("x\nx\n", project.Folder.Read("disk/b.txt"));
    }

    [TestMethod]
    [Description("The work folder lies one folder deeper than the out's place, from where the links lead elsewhere.")]
    [DataRow("ln -s data ${out}", DisplayName = "the out is a link")]
    [DataRow("mkdir ${out}; ln -s ../data ${out}/x", DisplayName = "a link in the out")]
    public void Run_LinksThatLeadOutOfTheOut_CountAsInTheirPlace(string command)
    {
        using var project = new Project($"stages: {{ a: {{ cmd: '{command}', outs: ['${{root}}/a'] }} }}");
        project.Folder.Write("data/1", "x");

        Assert.AreEqual("a Done", project.Run());
        Assert.AreEqual("a UpToDate", project.Run());
    }

    [TestMethod]
    [Description("Two pipelines in one folder: each has its lock and may run beside the other, but not write the same out at once.")]
    public void Run_TwoPipelines_RunSideBySideOnOutsOfTheirOwn()
    {
        using var project = new Project(
            "stages: { a: { cmd: 'touch ${root}/begun; until [ -e ${root}/go ]; do sleep 0.01; done; echo 1 > ${out}', outs: ['${root}/a'] } }");
        var first = Task.Run(() => project.Run());
        SpinWait.SpinUntil(() => File.Exists(project.Folder["begun"]) || first.IsCompleted);

        var other = new RecordingObserver();
        var free = project.RunOther("other.yaml", "stages: { b: { cmd: 'echo 1 > ${out}', outs: ['${root}/b'] } }", other);
        var same = project.RunOther("same.yaml", "stages: { a: { cmd: 'echo 2 > ${out}', outs: ['${root}/a'] } }", other);
        project.Folder.Write("go", "");

        Assert.AreEqual(StageEnd.Done, free[0].End, free[0].Message);
        StringAssert.Contains(same[0].Message, $"another gans writes its outs (process {Environment.ProcessId})");
        Assert.AreEqual("a Done", first.GetAwaiter().GetResult());
        Assert.AreEqual("1\n", project.Folder.Read("a"));
    }

    private static Project Steps(out StepStage stage)
    {
        stage = new StepStage();
        return new Project("stages: { a: { uses: fake, with: { count: 1 }, outs: ['${root}/a'] } }", stage);
    }

    private static string Status(Project project, params string[] overrides)
    {
        var pipeline = project.Read(overrides);
        var run = RunContext.Of(pipeline, project.State, new ContentHasher(RunContext.DigestsOf(pipeline, project.State)));
        var planned = PipelinePlan.Plan(pipeline, run.Locks.Current, run.Hasher)[0];
        return StatusText.Of(planned, new StageForecast(run).Of(planned.Stage));
    }
}
