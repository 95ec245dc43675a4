using System.Collections.Immutable;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Running;

/// <summary>What the next run makes of a run that was killed, at each point where that can leave something behind.</summary>
[TestClass]
public sealed class StageWorkspaceTests
{
    private const string TwoOuts = """
        params: { text: old }
        stages:
          a: { cmd: "mkdir ${outs[0]}; echo ${text} > ${outs[0]}/x; echo ${text} > ${outs[1]}", outs: ["${root}/folder", "${root}/file.txt"] }
        """;

    private const string InPlace = """
        params: { text: old }
        stages:
          a: { cmd: "echo ${text} > ${root}/file.txt", outs: ["${root}/file.txt"] }
        """;

    [TestMethod]
    public void Recover_KilledWhileWorking_RemovesWhatWasBegun()
    {
        using var project = new Project(TwoOuts);
        project.Run();
        Begin(project, "text=new");
        project.Folder.Write("folder.partial/folder/x", "ne");
        project.Folder.Write("folder.partial/.folder.partial/y", "left by a writer inside the stage");

        StageWorkspace.Recover(Context(project, "text=new"));

        AssertIs(project, "old\n");
    }

    [TestMethod]
    [Description("The stage has ended well and said so; the outs are moved by the next run, and the stage does not run again.")]
    [DataRow(0, DisplayName = "no out moved")]
    [DataRow(1, DisplayName = "first out moved")]
    [DataRow(2, DisplayName = "both moved, lock file not written")]
    public void Recover_KilledWhileMoving_FinishesTheMove(int moved)
    {
        using var project = new Project(TwoOuts);
        project.Run();
        var oldLock = project.Folder.Read("pipeline.lock");
        project.Run("text=new");
        var newLock = project.Folder.Read("pipeline.lock");
        Rewind(project, moved, oldLock);

        StageWorkspace.Recover(Context(project, "text=new"));

        AssertIs(project, "new\n");
        Assert.AreEqual(newLock, project.Folder.Read("pipeline.lock"));
        Assert.AreEqual("a UpToDate", project.Run("text=new"));
    }

    [TestMethod]
    [DataRow(true, DisplayName = "old out moved aside, new one half written")]
    [DataRow(false, DisplayName = "old out not yet moved aside")]
    public void Recover_KilledWhileACommandWroteInPlace_PutsTheOldOutBack(bool movedAside)
    {
        using var project = new Project(InPlace);
        project.Run();
        Begin(project, "text=new");
        if (movedAside)
        {
            project.Folder.Write("file.txt", "ne");
        }
        else
        {
            File.Move(project.Folder["file.txt.partial/file.txt"], project.Folder["file.txt"]);
        }

        StageWorkspace.Recover(Context(project, "text=new"));

        Assert.AreEqual("old\n", project.Folder.Read("file.txt"));
        CollectionAssert.AreEqual(new[] { "file.txt", "pipeline.lock", "pipeline.yaml" }, project.Folder.Files());
    }

    [TestMethod]
    [DataRow("{\"stage\":\"a\"", DisplayName = "cut short")]
    [DataRow("null", DisplayName = "no object")]
    [DataRow("""{"stage":null,"lock_file":"l","outs":[{}],"keep":true,"key":null,"end":null,"may_link":false,"locked":{}}""", DisplayName = "nulls")]
    [DataRow(
        """
        {"stage":"a","lock_file":"l","outs":[{"path":"ROOT/file.txt","work_folder":"ROOT/file.txt.partial","in_place":false,"before":null}],"keep":false,
        "key":null,"end":null,"may_link":false,"locked":{"action":"","version":0,"params":{},"deps":{},"outs":{"ROOT/other":"sha256:0"}}}
        """,
        DisplayName = "an out without a digest")]
    [DataRow(
        """
        {"stage":"a","lock_file":"l","outs":[{"path":"ROOT/file.txt","work_folder":"ROOT/victim","in_place":false,"before":null}],"keep":false,"key":null,
        "end":null,"may_link":false,"locked":{"action":"","version":0,"params":{},"deps":{},"outs":{}}}
        """,
        DisplayName = "a work folder elsewhere")]
    public void Recover_JournalThatCannotBeUsed_CountsAsNoneAndSaysSo(string text)
    {
        using var project = new Project(InPlace);
        project.Run();
        project.Folder.Write("victim/x", "kept");
        var path = StageJournal.PathFor(project.State, project.Folder["file.txt"]);
        File.WriteAllText(path, text.Replace("ROOT", project.Folder.Path, StringComparison.Ordinal));

        Assert.AreEqual("a UpToDate", project.Run());

        Assert.IsFalse(File.Exists(path));
        Assert.AreEqual("old\n", project.Folder.Read("file.txt"));
        Assert.AreEqual("kept", project.Folder.Read("victim/x"));
        StringAssert.Contains(project.Observer.Events[^2], "counts as none");
    }

    [TestMethod]
    [Description("Such a journal could lie in a folder that somebody else packed: what is older than it is not its work.")]
    public void Recover_JournalOfWorkThatWasNeverBegun_LeavesWhatIsThere()
    {
        using var project = new Project("stages: { a: { cmd: 'echo x > ${root}/file.txt', outs: ['${root}/file.txt'] } }");
        project.Folder.Write("file.txt", "mine");
        var note = new OutNote(project.Folder["file.txt"], project.Folder["file.txt.partial"], IsInPlace: true, Before: null);
        var locked = new LockedStage("x", 0, Empty, Empty, Empty);
        Directory.CreateDirectory(project.State.File("stages"));
        Thread.Sleep(20);   // a tick of the file system's clock
        new StageJournal("a", project.Folder["pipeline.lock"], [note], Keep: false, Key: null, MayLink: false, locked)
            .Write(StageJournal.PathFor(project.State, project.Folder["file.txt"]));

        StageWorkspace.Recover(Context(project));

        Assert.AreEqual("mine", project.Folder.Read("file.txt"));
    }

    [TestMethod]
    [Description("A journal names an out that no stage of this pipeline has: it may be another pipeline's.")]
    public void Recover_JournalOfAnotherPipeline_IsLeftAlone()
    {
        using var project = new Project(TwoOuts);
        project.Run();
        Begin(project, "text=new");
        project.Rewrite("stages: { b: { cmd: 'echo > ${out}', outs: ['${root}/b'] } }");

        StageWorkspace.Recover(Context(project));

        Assert.AreEqual(1, StageJournal.FindAll(project.State).Length);
        Assert.IsTrue(Directory.Exists(project.Folder["folder.partial"]));
    }

    private static readonly ImmutableSortedDictionary<string, string> Empty = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Takes a finished run back to the moment when so many of its outs were moved: journal written, lock file not.</summary>
    private static void Rewind(Project project, int moved, string oldLock)
    {
        var stage = project.Read("text=new").Stages[0];
        var locked = LockFile.Read(project.Folder["pipeline.lock"]).Find("a")!;
        var before = LockFile.Read(project.Folder.Write("old.lock", oldLock)).Find("a")!.Outs;
        File.Delete(project.Folder["old.lock"]);
        var notes = stage.Outs.Select(path => new OutNote(path.Value, path.Value + ".partial", IsInPlace: false, before[path.Value]));
        new StageJournal("a", project.Folder["pipeline.lock"], [.. notes], Keep: false, Key: null, MayLink: false, locked)
            .Write(StageJournal.PathFor(project.State, stage.Outs[0].Value));
        Directory.CreateDirectory(project.Folder["folder.partial"]);
        Directory.CreateDirectory(project.Folder["file.txt.partial"]);
        project.Folder.Write("pipeline.lock", oldLock);
        if (moved < 2)
        {
            File.Move(project.Folder["file.txt"], project.Folder["file.txt.partial/file.txt"]);
            project.Folder.Write("file.txt", "old\n");
        }

        if (moved < 1)
        {
            Directory.Move(project.Folder["folder"], project.Folder["folder.partial/folder"]);
            project.Folder.Write("folder/x", "old\n");
        }
    }

    private static void AssertIs(Project project, string text)
    {
        Assert.AreEqual(text, project.Folder.Read("folder/x"));
        Assert.AreEqual(text, project.Folder.Read("file.txt"));
        CollectionAssert.AreEqual(new[] { "file.txt", "folder/x", "pipeline.lock", "pipeline.yaml" }, project.Folder.Files());
        Assert.AreEqual(0, StageJournal.FindAll(project.State).Length);
    }

    /// <summary>Begins stage a, as a run does that is killed then.</summary>
    private static void Begin(Project project, string change)
    {
        var run = Context(project, change);
        StageWorkspace.Open(run, run.Pipeline.Stages[0], new StageForecast(run).Of(run.Pipeline.Stages[0])).Dispose();
    }

    private static RunContext Context(Project project, params string[] overrides)
    {
        var pipeline = project.Read(overrides);
        return RunContext.Of(pipeline, project.State, new ContentHasher(RunContext.DigestsOf(pipeline, project.State)));
    }
}
