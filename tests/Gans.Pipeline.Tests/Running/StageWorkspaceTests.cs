using Gans.Formats;
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
        var stage = project.Read("text=new").Stages[0];
        StageWorkspace.Open(project.State, stage, project.Folder["pipeline.lock"], Hasher(project));
        project.Folder.Write("folder.partial/x", "ne");
        new AtomicFolder(project.Folder["folder.partial"]) { KeepsUnfinished = true }.Dispose();   // left by a writer inside the stage

        StageWorkspace.Recover(project.State, Hasher(project));

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

        StageWorkspace.Recover(project.State, Hasher(project));

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
        StageWorkspace.Open(project.State, project.Read("text=new").Stages[0], project.Folder["pipeline.lock"], Hasher(project));
        if (movedAside)
        {
            project.Folder.Write("file.txt", "ne");
        }
        else
        {
            File.Move(project.Folder["file.previous.txt"], project.Folder["file.txt"]);
        }

        StageWorkspace.Recover(project.State, Hasher(project));

        Assert.AreEqual("old\n", project.Folder.Read("file.txt"));
        CollectionAssert.AreEqual(new[] { "file.txt", "pipeline.lock", "pipeline.yaml" }, project.Folder.Files());
    }

    [TestMethod]
    public void Recover_JournalCutShort_IsForgotten()
    {
        using var project = new Project(InPlace);
        project.Run();
        var path = StageJournal.PathFor(project.State, project.Folder["file.txt"]);
        File.WriteAllText(path, "{\"stage\":\"a\"");

        StageWorkspace.Recover(project.State, Hasher(project));

        Assert.IsFalse(File.Exists(path));
        Assert.AreEqual("old\n", project.Folder.Read("file.txt"));
    }

    /// <summary>Takes a finished run back to the moment when so many of its outs were moved: journal written, lock file not.</summary>
    private static void Rewind(Project project, int moved, string oldLock)
    {
        var stage = project.Read("text=new").Stages[0];
        var locked = LockFile.Read(project.Folder["pipeline.lock"]).Find("a")!;
        var notes = stage.Outs.Select(path => new OutNote(path.Value, IsInPlace: false, Existed: true));
        new StageJournal("a", project.Folder["pipeline.lock"], [.. notes], Keep: false, locked).Write(StageJournal.PathFor(project.State, stage.Outs[0].Value));
        project.Folder.Write("pipeline.lock", oldLock);
        if (moved < 2)
        {
            File.Move(project.Folder["file.txt"], project.Folder["file.partial.txt"]);
            project.Folder.Write("file.txt", "old\n");
        }

        if (moved < 1)
        {
            Directory.Move(project.Folder["folder"], project.Folder["folder.partial"]);
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

    private static ContentHasher Hasher(Project project) => new(project.State.File("digests"));
}
